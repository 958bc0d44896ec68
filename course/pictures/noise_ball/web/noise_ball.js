/** Three batch sizes on one bowl: paths, noise balls, and the cost against what it has cost. */
import { createSwatch } from "../../../widget/web/marks.js";
import { createPlayer } from "../../../widget/web/player.js";
import { createLive } from "../../../widget/web/live.js";
import { add, floats, writeLegend } from "../../../widget/web/parts.js";
import { createBowl } from "./bowl.js";
import { createCosts } from "./costs.js";
/** @import { Answer, Render, Theme } from "../../../widget/web/types.js" */
/** @import { NoiseBallScene, NoiseBallState, Walk } from "./types.js" */

const FRAMES = 200; // positions of the player
const PACE = 25; // of them a second
const GAP = 20;
/** @type {[string, string][]} */
const PREDICTED = [["live-ink live-dashed live-line", "predicted noise ball and floor"]];

/** @param {Render} anywidget */
function render({ model, el }) {
  /** @type {ReturnType<typeof createLive<NoiseBallScene, NoiseBallState>>} */
  const live = createLive(model, el, ["bowl", "costs"]);
  const { shell, scene } = live;
  const bowl = createBowl(shell.plots[0], scene);
  const costs = createCosts(shell.plots[1], scene);
  const player = createPlayer(shell.player, FRAMES, show, PACE);
  const { scrub, count } = player;
  scrub.setAttribute("aria-label", "Gradient evaluations");
  /** @type {NoiseBallState} */ let state;
  /** @type {Walk[]} */ let runs;
  /** @type {Theme} */ let theme;

  /** @param {Answer<NoiseBallState>} answer */
  function read(answer) {
    state = answer.state;
    runs = readRuns(state.runs, floats(answer.numbers));
    writeNames(shell.legend, state);
  }

  /** @param {number} width @param {boolean} wide */
  function layOut(width, wide) {
    const left = wide ? Math.min(Math.round(width * 0.58), 620) : width;
    const height = bowl.heightFor(left);
    bowl.resize(left, height);
    costs.resize(wide ? width - left - GAP : width, wide ? height : Math.round(width * 0.66));
  }

  /** @param {Theme} now */
  function draw(now) {
    theme = now;
    bowl.drawGround(theme);
    costs.drawBase(runs, theme);
    player.setLast(runs.length ? FRAMES : 0);
  }

  /** @param {number} position */
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

/** @returns {{path: Float32Array, spent: Float32Array}[]} @param {NoiseBallState["runs"]} told @param {Float32Array} numbers */
function readRuns(told, numbers) {
  let at = 0;
  return told.map(({ points }) => {
    const path = numbers.subarray(at, at + 2 * points);
    const spent = numbers.subarray(at + 2 * points, at + 3 * points);
    at += 3 * points;
    return { path, spent };
  });
}

/** Which mark is which walker, and that circles and dashes are predictions. @param {HTMLElement} legend @param {NoiseBallState} state */
function writeNames(legend, { runs, radii }) {
  writeLegend(legend, radii.some(Boolean) ? PREDICTED : []);
  const names = runs.map(({ name }, i) => {
    const entry = add(legend, "span", "picture-entry");
    entry.append(createSwatch(i), name);
    return entry;
  });
  legend.prepend(...names);
}

export default { render };
