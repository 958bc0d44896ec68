/** The picture as a whole: lays it out and keeps its parts in step. */
import { refine } from "./contours.js";
import { readCrowd } from "./crowd.js";
import { createCurve } from "./curve.js";
import { readField, readRuns } from "./data.js";
import { createExamples } from "./examples.js";
import { createHandle } from "./handle.js";
import { keepKeys } from "./keys.js";
import { createMap } from "./map.js";
import { createParts, createTeller, drawLegend, write } from "./parts.js";
import { createPhoto } from "./photo.js";
import { createPlayer } from "./player.js";
import { createRelief } from "./relief.js";
import { createSliders } from "./sliders.js";
import { createSource } from "./source.js";
import { createSwitch } from "./switch.js";
import { createTable } from "./table.js";
import { onThemeChange, readTheme } from "./theme.js";

const WIDE = 620; // pixels from which map and curve stand side by side
const GAP = 20;

function render({ model, el }) {
  const scene = model.get("scene");
  const parts = createParts(el, scene);
  const tell = createTeller(parts.message);
  const source = createSource(model, scene, show, (note) => (parts.note.textContent = note));
  const sliders = createSliders(parts.sliders, scene.controls, ask, prepare);
  const moved = () => drawMoving(player.position());
  const views = {
    "2-D": createMap(parts.field, scene, moveStart),
    "3-D": createRelief(parts.field, scene, moveStart, moved),
  };
  const handle = createHandle(parts.field, scene, moveStart, (event) => view.place(event));
  const curve = createCurve(parts.curve, scene);
  const examples = scene.data && createExamples(parts.examples, scene.data);
  const table = scene.race && createTable(parts.table, scene);
  const player = createPlayer(parts.player, scene.steps, drawMoving);
  createSwitch(parts.player, "View", Object.keys(views), look);
  createPhoto(parts.player, parts.root, () => theme);
  let ready = false; // false until we know our size
  let view = views["2-D"];
  let shown = { start: source.current().state.start };
  let ground, field, theme;

  function ask() {
    source.ask({ values: sliders.values(), start: shown.start });
  }

  function prepare(name, positions) {
    source.prepare(name, positions, { values: sliders.values(), start: shown.start });
  }

  function moveStart(to) {
    if (scene.saved) return;
    shown.start = to;
    moved();
    ask();
  }

  /** @param {import("./source.js").Answer} answer */
  function show({ state, lines, crowd, ground: below }) {
    const start = source.ahead(state) ? shown.start : state.start;
    shown = { ...state, start, runs: readRuns(state.runs, lines, scene.data?.at.length ?? 0) };
    shown.crowd = readCrowd(state.crowd, crowd);
    if (!source.ahead(state)) sliders.set(state.values);
    parts.root.dataset.kind = state.kind;
    write(parts.waiting, state.kind === "waiting" ? state.message : "");
    drawLegend(parts.legend, state, scene.race);
    if (table) table.draw(shown);
    tell(state);
    if (ground !== below) {
      ground = below;
      field = readField(ground);
      drawGround();
    }
    if (ready) curve.drawBase(shown, theme);
    player.setLast(Math.max(...shown.runs.map((run) => run.loss.length)) - 1);
  }

  function drawGround() {
    if (ready) view.drawGround(view.coarse ? field : refine(field), shown.minima, theme);
  }

  function drawMoving(position, playing) {
    if (!ready) return;
    view.drawPaths(shown, position, theme);
    if (!playing) view.drawArrows(shown.runs[0], position, theme);
    handle.show(shown.start, ...view.at(shown.start));
    curve.drawTop(shown.runs, position, theme);
    examples?.drawTop(shown.runs, position, theme);
  }

  function look(name) {
    view = views[name];
    parts.root.dataset.view = name;
    layOut();
  }

  function layOut() {
    const width = parts.root.clientWidth;
    if (width === 0) return;
    const wide = width >= WIDE;
    parts.root.classList.toggle("wide", wide);
    const across = wide ? Math.min(Math.round(width * 0.56), 600) : width;
    const height = views["2-D"].heightFor(across);
    view.resize(across, height);
    const beside = wide ? width - across - GAP : width;
    const share = wide ? (examples ? 0.5 : 1) : 0.7;
    curve.resize(beside, Math.round(height * share));
    examples?.resize(beside, Math.round(height * share));
    ready = true;
    drawAll();
  }

  function drawAll() {
    theme = readTheme(parts.root);
    drawGround();
    if (!ready) return;
    curve.drawBase(shown, theme);
    examples?.drawBase(theme);
    moved();
  }

  show(source.current());
  look("2-D");
  const observer = new ResizeObserver(layOut);
  observer.observe(parts.root);
  const stopTheme = onThemeChange(drawAll);
  const letGo = keepKeys(parts.root);
  return () => {
    letGo();
    observer.disconnect();
    stopTheme();
    source.stop();
    player.stop();
    parts.root.remove(); // the page may hold on to what is around us
  };
}

export default { render };
