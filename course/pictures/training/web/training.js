/** A training while it happens and after: losses, test, what is read wrong, and the landscape. */
import { createPlayer } from "../../../widget/web/player.js";
import { createSwitch } from "../../../widget/web/switch.js";
import { createLive } from "../../../widget/web/live.js";
import { add, floats, writeLegend } from "../../../widget/web/parts.js";
import { createFollower } from "./follower.js";
import { createLandscape } from "./landscape.js";
import { createLosses } from "./losses.js";
import { createMisread } from "./misread.js";
import { createShares } from "./shares.js";
import { createStandings } from "./standings.js";
import { readTrainings, testAt } from "./trainings.js";
/** @import { Answer, Render, Theme } from "../../../widget/web/types.js" */
/** @import { Plane, Training, TrainingScene, TrainingState } from "./types.js" */

const SECONDS = 6; // of a replay
const GAP = 20;
const HEIGHT = 290; // of curves side by side
/** @type {[string, string][]} */
const LEGEND = [
  ["live-ink live-line training-faint", "loss of each batch"],
  ["live-ink live-line", "mean of the last epoch"],
];

/** @param {DataView} view */
const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** @param {Render} anywidget */
function render({ model, el }) {
  const withPlane = model.get("scene").plane;
  /** @type {ReturnType<typeof createLive<TrainingScene, TrainingState>>} */
  const live = createLive(model, el, withPlane ? ["land", "curves"] : ["curves"]);
  const { shell, scene } = live;
  const several = scene.names.length > 1;
  shell.root.classList.add("training");
  const [land, curves] = withPlane ? shell.plots : [null, shell.plots[0]];
  const losses = createLosses(add(curves, "div", "picture-losses"), scene);
  const shares = createShares(add(curves, "div", "picture-shares"));
  const landscape = land && createLandscape(land, () => show(shown));
  const strip = add(shell.root, "div", "training-misread");
  shell.root.insertBefore(strip, shell.player);
  const misread = createMisread(strip, scene, bytes(model.get("images")));
  const table = add(shell.root, "div", "picture-race");
  shell.root.insertBefore(table, strip);
  const standings = several ? createStandings(table) : null;
  const player = createPlayer(shell.player, 0, moved, 1, "update");
  const { scrub, count } = player;
  const follower = createFollower(grown, caughtUp);
  const whose = several ? createSwitch(misread.head, "Whose digits", scene.names, choose) : null;
  if (landscape) addLooks();
  writeLegend(shell.legend, LEGEND);
  whose?.press(scene.names.length - 1);
  /** @type {TrainingState} */ let state;
  /** @type {Training[]} */ let runs;
  /** @type {Plane[]} */ let planes;
  /** @type {Theme} */ let theme;
  /** @type {number} */ let width;
  /** @type {number[]} */ let shown = []; // how many updates of each run
  let index = scene.names.length - 1; // whose digits
  let following = false;
  let settling = false; // while it is us who moves the player

  function addLooks() {
    createSwitch(shell.player, "Plane", ["paths", "random"], (name) => look({ chosen: name }));
    createSwitch(shell.player, "View", ["2-D", "3-D"], (name) => {
      shell.root.dataset.view = name;
      look({ view: name });
    });
    shell.root.dataset.view = "2-D";
  }

  /** @param {Answer<TrainingState>} answer */
  function read(answer) {
    const first = !state;
    state = answer.state;
    ({ runs, planes } = readTrainings(state, floats(answer.numbers), bytes(model.get("answers")), scene.labels.length));
    landscape?.read(planes, state);
    const made = runs.some(({ updates }) => updates > 0);
    if (first) following = !state.seen && (made || state.running != null);
    if (following && !made && state.running == null) leaveOff();
    if (!following || shown.length === 0) shown = runs.map(({ updates }) => (following ? 0 : updates));
  }

  /** While curves lag behind the training, so do the words. */
  function words() {
    return following ? { kind: "running", message: `\`${scene.name}\` is training …` } : null;
  }

  /** @param {number} now @param {boolean} wide */
  function layOut(now, wide) {
    width = now;
    const across = landscape ? (wide ? Math.min(Math.round(width * 0.56), 600) : width) : 0;
    const beside = landscape && wide ? width - across - GAP : width;
    const high = landscape ? landscape.resize(across) : HEIGHT / 0.56;
    const row = wide && !landscape;
    const left = row ? Math.round((beside - GAP) * 0.6) : beside;
    losses.resize(left, wide ? Math.round(high * 0.56) : Math.round(width * 0.66));
    shares.resize(row ? beside - GAP - left : beside, wide ? (row ? HEIGHT : Math.round(high * 0.44)) : Math.round(width * 0.45));
  }

  /** @param {Theme} now */
  function draw(now) {
    theme = now;
    drawBase();
    player.setPace(state.expected / SECONDS);
    settle();
    show(shown);
    if (following) follower.tell(runs.map(({ updates }) => updates), state.expected, state.running != null);
  }

  /** Axes, and what is known of the curves faintly, unless they are still to be seen growing. */
  function drawBase() {
    losses.drawBase(runs, following, state.expected, theme);
    shares.drawBase(runs, following, state.expected, theme);
    landscape?.drawGround(theme);
  }

  function settle() {
    settling = true;
    player.setLast(Math.max(...runs.map(({ updates }) => updates)));
    settling = false;
    if (following) tellCount();
  }

  /** @param {number[]} positions */
  function show(positions) {
    shown = positions;
    if (!theme) return;
    losses.drawTop(runs, shown, theme);
    shares.drawTop(runs, shown, theme);
    landscape?.drawPaths(runs, shown, theme);
    standings?.draw(runs, shown);
    const run = runs[index];
    misread.draw(run.answers[testAt(run, shown[index])], run.name, width, theme);
  }

  /** The player was moved: by a reader, or by us to where the training is. @param {number} position */
  function moved(position) {
    if (!theme || (settling && following)) return;
    if (following) leaveOff();
    show(runs.map(({ updates }) => Math.min(updates, position)));
  }

  /** @param {number[]} positions @param {number} growing */
  function grown(positions, growing) {
    choose(scene.names[growing]);
    show(positions);
    tellCount();
  }

  /** Where the training is that grows: the player knows only of what has come by now. */
  function tellCount() {
    const made = Math.floor(shown[index]);
    scrub.value = String(made);
    scrub.style.setProperty("--filled", `${(100 * made) / state.expected}%`);
    count.textContent = `update ${made} of ${state.expected}`;
  }

  /** From here on the player leads, and the words say how it went. */
  function leaveOff() {
    following = false;
    follower.stop();
    model.send({ seen: true });
    if (!theme) return;
    live.say(state);
    drawBase();
  }

  function caughtUp() {
    leaveOff();
    settle();
  }

  /** @param {string} name */
  function choose(name) {
    index = scene.names.indexOf(name);
    whose?.press(index);
    if (theme) show(shown);
  }

  /** @param {{chosen?: string, view?: string}} to */
  function look(to) {
    landscape?.look(to);
    landscape?.tell(state.middle);
    landscape?.drawGround(theme);
    show(shown);
  }

  function stop() {
    follower.stop();
    player.stop();
  }
  return live.begin({ read, layOut, draw, words, stop });
}

export default { render };
