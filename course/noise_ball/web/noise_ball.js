/** Three batch sizes on one bowl: paths, noise balls, and the cost against what it has cost. */
import { createSwatch } from "../../explore/web/marks.js";
import { createPlayer } from "../../explore/web/player.js";
import { add, createLive, floats, writeLegend } from "../../picture/web/live.js";
import { createBowl } from "./bowl.js";
import { createCosts } from "./costs.js";

const FRAMES = 200; // positions of the player
const PACE = 25; // of them a second
const GAP = 20;

function render({ model, el }) {
  const live = createLive(model, el, ["bowl", "costs"]);
  const { shell, scene } = live;
  const bowl = createBowl(shell.plots[0], scene);
  const costs = createCosts(shell.plots[1], scene);
  const player = createPlayer(shell.player, FRAMES, show, PACE);
  const [scrub, count] = ["scrub", "count"].map((name) => shell.player.querySelector(`.picture-${name}`));
  scrub.setAttribute("aria-label", "Gradient evaluations");
  let state, runs, theme;

  function read(now, numbers) {
    state = now;
    runs = readRuns(state.runs, floats(numbers));
    writeNames(shell.legend, state);
  }

  function layOut(width, wide) {
    const left = wide ? Math.min(Math.round(width * 0.58), 620) : width;
    const height = bowl.heightFor(left);
    bowl.resize(left, height);
    costs.resize(wide ? width - left - GAP : width, wide ? height : Math.round(width * 0.66));
  }

  function draw(now) {
    theme = now;
    bowl.drawGround(state, theme);
    costs.drawBase(runs, theme);
    player.setLast(runs.length ? FRAMES : 0);
  }

  function show(position) {
    if (!theme) return;
    const spent = (position / FRAMES) * scene.budget;
    bowl.drawPaths(runs, spent, state, theme);
    costs.drawTop(runs, spent, state.radii, theme);
    const words = `${Math.round(spent)} of ${scene.budget}`;
    count.textContent = words;
    scrub.setAttribute("aria-valuetext", `${words} gradient evaluations`);
  }

  return live.begin({ read, layOut, draw, stop: player.stop });
}

/** @returns {{path: Float32Array, spent: Float32Array}[]} */
function readRuns(told, numbers) {
  let at = 0;
  return told.map(({ points }) => {
    const path = numbers.subarray(at, at + 2 * points);
    const spent = numbers.subarray(at + 2 * points, at + 3 * points);
    at += 3 * points;
    return { path, spent };
  });
}

/** Which mark is which walker, and that circles and dashes are predictions. */
function writeNames(legend, { runs, radii }) {
  const predicted = radii.some(Boolean) ? [["live-ink live-dashed live-line", "predicted noise ball and floor"]] : [];
  writeLegend(legend, predicted);
  const names = runs.map(({ name }, i) => {
    const entry = add(legend, "span", "picture-entry");
    entry.append(createSwatch(i), name);
    return entry;
  });
  legend.prepend(...names);
}

export default { render };
