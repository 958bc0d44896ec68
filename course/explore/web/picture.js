/** The picture as a whole: lays it out and keeps its parts in step. */
import { refine } from "./contours.js";
import { createCurve } from "./curve.js";
import { readField, readRuns } from "./data.js";
import { createKernel } from "./kernel.js";
import { createMap } from "./map.js";
import { createParts, createTeller, drawLegend, write } from "./parts.js";
import { createPlayer } from "./player.js";
import { createSliders } from "./sliders.js";
import { onThemeChange, readTheme } from "./theme.js";

const WIDE = 620; // pixels from which map and curve stand side by side
const GAP = 20;

function render({ model, el }) {
  const scene = model.get("scene");
  const parts = createParts(el, scene);
  const tell = createTeller(parts.message);
  const kernel = createKernel(model, onAnswer, (note) => (parts.note.textContent = note));
  const sliders = createSliders(parts.sliders, scene.controls, ask);
  const map = createMap(parts.map, scene, moveStart);
  const curve = createCurve(parts.curve, scene);
  const player = createPlayer(parts.player, scene.steps, drawMoving);
  let ready = false; // false until we know our size
  let theme, state, runs, field, heights;
  let start = model.get("state").start;

  function ask() {
    kernel.ask({ values: sliders.values(), start });
  }

  function moveStart(to) {
    start = to;
    drawMoving(player.position());
    ask();
  }

  function read() {
    state = model.get("state");
    runs = readRuns(state.runs, model.get("lines"));
    parts.root.dataset.kind = state.kind;
    write(parts.waiting, state.kind === "waiting" ? state.message : "");
    drawLegend(parts.legend, state);
    tell(state);
  }

  function drawGround() {
    heights = model.get("heights");
    field = refine(readField(heights, model.get("levels")));
    if (ready) map.drawGround(field, theme);
  }

  function drawMoving(position) {
    if (!ready) return;
    map.drawPaths(runs, position, start, theme);
    curve.drawTop(runs, position, theme);
  }

  function onAnswer() {
    read();
    if (!kernel.busy()) {
      sliders.set(state.values);
      start = state.start;
    }
    if (heights !== model.get("heights")) drawGround();
    if (ready) curve.drawBase(runs, state.rate, theme);
    player.setLast(Math.max(...runs.map((run) => run.loss.length)) - 1);
  }

  function layOut() {
    const width = parts.root.clientWidth;
    if (width === 0) return;
    const wide = width >= WIDE;
    parts.root.classList.toggle("wide", wide);
    const mapWidth = wide ? Math.min(Math.round(width * 0.56), 600) : width;
    const height = map.heightFor(mapWidth);
    map.resize(mapWidth, height);
    curve.resize(wide ? width - mapWidth - GAP : width, wide ? height : Math.round(height * 0.7));
    ready = true;
    drawAll();
  }

  function drawAll() {
    theme = readTheme(parts.root);
    drawGround();
    if (!ready) return;
    curve.drawBase(runs, state.rate, theme);
    drawMoving(player.position());
  }

  onAnswer();
  const observer = new ResizeObserver(layOut);
  observer.observe(parts.root);
  const stopTheme = onThemeChange(drawAll);
  return () => {
    observer.disconnect();
    stopTheme();
    kernel.stop();
    player.stop();
  };
}

export default { render };
