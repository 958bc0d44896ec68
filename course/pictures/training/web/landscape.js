/** The loss on a plane through trained weights, from above and in space, with the ways there. */
import { refine } from "../../../widget/web/surface/contours.js";
import { createMap } from "../../../widget/web/surface/map.js";
import { createRelief } from "../../../widget/web/surface/relief.js";
import { add, write } from "../../../widget/web/parts.js";
import { pathUntil } from "./trainings.js";
/** @import { Theme, Track } from "../../../widget/web/types.js" */
/** @import { Plane, PlaneDrawing, Training, TrainingState } from "./types.js" */

/** @type {Record<string, string[]>} */
const AXES = { paths: ["along the paths, α", "across, β"], random: ["α", "β"] };
const HEIGHT = 0.8; // of its width
const WHOLE = 1e9; // a position past the end of any path
const nothing = () => {};

/**
 * @param {HTMLElement} parent
 * @param {() => void} onTurn called when the paths must be drawn anew
 */
export function createLandscape(parent, onTurn) {
  const area = add(parent, "div", "training-planes");
  const empty = add(area, "p", "training-empty");
  const words = add(parent, "p", "training-plane-words");
  /** @type {Record<string, PlaneDrawing>} */ let drawings = {}; // by name of the plane
  /** @type {Plane[]} */ let planes = [];
  let chosen = "paths";
  let view = "2-D";
  let size = [1, 1];

  /** @param {Plane[]} told @param {TrainingState} state */
  function read(told, { middle, missing, running }) {
    const made = told.length !== planes.length; // they come once, and then stay
    planes = told;
    write(empty, missing || (running == null ? "" : "The landscape comes when training is over."));
    empty.hidden = planes.length > 0;
    if (!made) return;
    for (const { element } of Object.values(drawings)) element.remove();
    drawings = Object.fromEntries(planes.map((plane) => [plane.name, createDrawing(plane)]));
    tell(middle);
  }

  /** @param {Plane} plane */
  function createDrawing(plane) {
    const element = add(area, "div", "training-plane");
    const scene = { view: plane.view, axes: AXES[plane.name], saved: true };
    const views = {
      "2-D": createMap(element, scene, nothing),
      "3-D": createRelief(element, scene, nothing, onTurn),
    };
    return { element, views, field: refine(plane.field), sized: "" };
  }

  /** @param {string} middle */
  function tell(middle) {
    const plane = planes.find(({ name }) => name === chosen);
    const held = plane ? `${(100 * plane.held).toPrecision(2)} %` : "";
    /** @type {Record<string, string>} */
    const which = {
      paths: `The plane through the trained weights of ${middle} (★) that holds the most of the paths: ${held} of their squared distances from ★.`,
      random: `A random plane through the trained weights of ${middle} (★): it holds ${held} of the paths' squared distances from ★, so they look like specks.`,
    };
    words.textContent = plane ? `${which[chosen]} What is drawn of a path is its shadow.` : "";
  }

  /** @param {{chosen?: string, view?: string}} to */
  function look(to) {
    ({ chosen = chosen, view = view } = to);
    for (const [name, { element }] of Object.entries(drawings)) element.hidden = name !== chosen;
  }

  /** @param {number} width */
  function resize(width) {
    size = [width, Math.round(width * HEIGHT)];
    area.style.width = `${width}px`;
    area.style.height = `${size[1]}px`;
    words.style.width = `${width}px`;
    return size[1];
  }

  /** @param {Theme} theme */
  function drawGround(theme) {
    look({});
    const drawing = drawings[chosen];
    if (!drawing) return;
    drawing.views[view].resize(size[0], size[1]);
    drawing.views[view].drawGround(drawing.field, [[0, 0]], theme);
  }

  /** @param {number[]} positions how many updates of each run are shown @param {Training[]} runs @param {Theme} theme */
  function drawPaths(runs, positions, theme) {
    const drawing = drawings[chosen];
    const paths = planes.find(({ name }) => name === chosen)?.paths;
    if (!drawing || !paths) return;
    /** @type {Track[]} */ const shown = [];
    for (const { index, path } of paths) {
      shown[index] = { path: pathUntil(runs[index], path, positions[index]) };
    }
    for (let i = 0; i < shown.length; i++) shown[i] ??= { path: new Float32Array([NaN, NaN]) };
    drawing.views[view].drawPaths({ runs: shown, minima: [[0, 0]] }, WHOLE, theme);
  }
  return { read, tell, look, resize, drawGround, drawPaths };
}
