/** Paths on a surface: lays the parts out and keeps them in step. */
import { createLive } from "../../../widget/web/live.js";
import { createSwatch } from "../../../widget/web/marks.js";
import { add } from "../../../widget/web/parts.js";
import { createPlayer } from "../../../widget/web/player.js";
import { refine } from "../../../widget/web/surface/contours.js";
import { readCrowd } from "../../../widget/web/surface/crowd.js";
import { createMap } from "../../../widget/web/surface/map.js";
import { createRelief } from "../../../widget/web/surface/relief.js";
import { createSwitch } from "../../../widget/web/switch.js";
import { createCurve } from "./curve.js";
import { readField, readRuns } from "./data.js";
import { createExamples } from "./examples.js";
import { createHandle } from "./handle.js";
import { createTable } from "./table.js";
/** @import { Answer, Field, Pair, Render, Stage, Theme } from "../../../widget/web/types.js" */
/** @import { ExploreScene, ExploreShown, ExploreState } from "./types.js" */

const GAP = 20;

/** @param {Render} anywidget */
function render({ model, el }) {
  /** @type {ReturnType<typeof createLive<ExploreScene, ExploreState>>} */
  const live = createLive(model, el, ["field", "side"]);
  const { scene, shell } = live;
  const [field, side] = shell.plots;
  const moved = () => drawMoving(player.position());
  const map = createMap(field, scene, moveStart);
  /** @type {Record<string, Stage>} */
  const views = { "2-D": map, "3-D": createRelief(field, scene, moveStart, moved) };
  const handle = createHandle(field, scene, moveStart, (event) => view.place(event));
  const examples = scene.data && createExamples(add(side, "div", "picture-data"), scene.data);
  const curve = createCurve(add(side, "div", "picture-curve"), scene);
  const race = add(shell.root, "div", "picture-race");
  shell.area.after(race);
  const table = scene.tolerances && createTable(race, scene.tolerances);
  const player = createPlayer(shell.player, scene.steps, drawMoving);
  createSwitch(shell.player, "View", Object.keys(views), look);
  let view = views["2-D"];
  /** @type {ExploreShown} */
  let shown;
  /** @type {DataView | undefined} */
  let heights;
  /** @type {Field} */
  let ground;
  /** @type {Theme | null} */
  let theme = null; // null until it is drawn for the first time
  let stale = false; // whether the ground has changed since it was drawn
  shell.root.dataset.view = "2-D";

  /** @param {Pair} to */
  function moveStart(to) {
    if (scene.saved) return;
    shown.start = to;
    moved();
    live.ask();
  }

  /** @param {Answer<ExploreState>} answer @param {boolean} ahead */
  function read({ state, numbers, crowd, heights: below, levels = [] }, ahead) {
    const start = ahead ? shown.start : state.start;
    const runs = readRuns(state.runs, numbers, scene.data?.at.length ?? 0);
    shown = { ...state, start, runs, crowd: readCrowd(state.crowd, crowd) };
    drawLegend(shell.legend, state, Boolean(table));
    table?.draw(shown);
    if (below && heights !== below) {
      heights = below;
      ground = readField(below, levels);
      stale = true;
    }
  }

  /** @param {Theme} now */
  function draw(now) {
    if (stale || theme !== now) view.drawGround(view.coarse ? ground : refine(ground), shown.minima, now);
    if (theme !== now) examples?.drawBase(now);
    stale = false;
    theme = now;
    curve.drawBase(shown, theme);
    player.setLast(Math.max(...shown.runs.map((run) => run.loss.length)) - 1);
  }

  /** @param {number} position @param {boolean} [playing] */
  function drawMoving(position, playing) {
    if (!theme) return;
    view.drawPaths(shown, position, theme);
    if (!playing) view.drawArrows(shown.runs[0], position, theme);
    handle.show(shown.start, view.at(shown.start));
    curve.drawTop(shown.runs, position, theme);
    examples?.drawTop(shown.runs, position, theme);
  }

  /** @param {string} name */
  function look(name) {
    view = views[name];
    shell.root.dataset.view = name;
    live.layOut();
  }

  /** @param {number} width @param {boolean} wide */
  function layOut(width, wide) {
    const across = wide ? Math.min(Math.round(width * 0.56), 600) : width;
    const height = map.heightFor(across);
    view.resize(across, height);
    const beside = wide ? width - across - GAP : width;
    const share = wide ? (examples ? 0.5 : 1) : 0.7;
    curve.resize(beside, Math.round(height * share));
    examples?.resize(beside, Math.round(height * share));
  }

  return live.begin({ read, layOut, draw, asks: () => ({ start: shown.start }), stop: player.stop });
}

/**
 * Which mark and colour is which run, unless a table says so, and the dashed line.
 * @param {HTMLElement} legend
 * @param {ExploreState} state
 * @param {boolean} hasTable
 */
function drawLegend(legend, { runs, rate }, hasTable) {
  /** @type {[Element, string][]} */
  const entries = hasTable ? [] : runs.map((run, i) => [createSwatch(i), run.name]);
  if (rate != null) {
    const dashes = Object.assign(document.createElement("i"), { className: "picture-dashes" });
    entries.push([dashes, `predicted: × ${rate.toPrecision(3)} a step`]);
  }
  legend.replaceChildren();
  if (runs.length + (rate == null ? 0 : 1) < 2) return;
  for (const [swatch, words] of entries) add(legend, "span", "picture-entry").append(swatch, words);
}

export default { render };
