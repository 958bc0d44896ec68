/** The surface seen from above, with the paths on it. */
import { drawArrows } from "./arrows.js";
import { bands, eachSegment, labelPlaces } from "./contours.js";
import { basinColour, drawCrowd } from "./crowd.js";
import { clear, contextOf, createLayers, drawAxes, drawMark, fit, tame, within } from "../frame.js";
import { colourOf } from "../marks.js";
import { linear, ticksOn, written } from "../numbers.js";
/** @import { Box, Context, Field, Ground, Pair, Run, Scale, Shown, Theme } from "../types.js" */

const MARGIN = { left: 34, top: 18, right: 12, bottom: 36 };
const LOST = 2e4; // pixels

/**
 * @param {HTMLElement} parent
 * @param {Ground} scene what never changes
 * @param {(start: Pair) => void} onMove called when a place is clicked
 */
export function createMap(parent, scene, onMove) {
  const layers = createLayers(parent, "picture-map");
  const [xs, ys] = scene.view;
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;

  /** Height in pixels that shows both axes at one scale, unless that were too flat or too tall. @param {number} width */
  function heightFor(width) {
    const inner = width - MARGIN.left - MARGIN.right;
    const aspect = (ys[1] - ys[0]) / (xs[1] - xs[0]);
    return Math.round(inner * Math.max(0.6, Math.min(0.85, aspect))) + MARGIN.top + MARGIN.bottom;
  }

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    x = linear(xs, [box.left, box.right]);
    y = linear(ys, [box.bottom, box.top]);
  }

  /** @param {MouseEvent} event */
  function place(event) {
    const bounds = layers.canvases[0].getBoundingClientRect();
    return [x.inverse(event.clientX - bounds.left), y.inverse(event.clientY - bounds.top)];
  }

  /** @param {Field} field @param {Pair[]} minima @param {Theme} theme */
  function drawGround(field, minima, theme) {
    const context = layers.base;
    clear(context);
    within(context, box, () => {
      drawBands(context, box, field, theme);
      drawContours(context, box, field, minima, theme, scene);
    });
    drawAxes(context, box, ticksOn(x, xs, 6), ticksOn(y, ys, 5), scene.axes, theme);
  }

  /** @param {Pair} theta */
  const at = (theta) => [x(theta[0]), y(theta[1])];

  /** Paths up to `position`, a step number that need not be whole. @param {Shown} shown @param {number} position @param {Theme} theme */
  function drawPaths({ runs, minima, crowd }, position, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      if (crowd) drawCrowd(context, crowd, scene.view, position, (a, b) => [x(a), y(b)], theme);
      for (const [i, minimum] of minima.entries()) drawStar(context, at(minimum), theme, crowd ? i : null);
      for (let i = runs.length - 1; i >= 0; i--) {
        drawPath(context, runs[i].path, position, x, y, colourOf(theme, i), i, theme);
      }
    });
  }

  layers.canvases[1].addEventListener("click", (event) => {
    const start = place(event);
    if (start[0] >= xs[0] && start[0] <= xs[1] && start[1] >= ys[0] && start[1] <= ys[1]) onMove(start);
  });
  /** @param {Run} run @param {number} position @param {Theme} theme */
  const arrows = (run, position, theme) =>
    drawArrows(layers.top, run, position, at, scene.view, theme);
  return { heightFor, resize, drawGround, drawPaths, drawArrows: arrows, place, at };
}

/** @param {Context} context @param {Box} box @param {Field} field @param {Theme} theme */
function drawBands(context, box, field, theme) {
  const width = Math.max(2, Math.round(box.right - box.left));
  const height = Math.max(2, Math.round(box.bottom - box.top));
  const image = new OffscreenCanvas(width, height);
  contextOf(image).putImageData(bands(field, width, height, theme.low, theme.high), 0, 0);
  context.drawImage(image, box.left, box.top, box.right - box.left, box.bottom - box.top);
}

/** @param {Context} context @param {Box} box @param {Field} field @param {Pair[]} minima @param {Theme} theme @param {Ground} scene */
function drawContours(context, box, field, minima, theme, scene) {
  const column = linear([0, field.columns - 1], [box.left, box.right]);
  const row = linear([0, field.rows - 1], [box.bottom, box.top]);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  eachSegment(field, (c1, r1, c2, r2) => {
    context.moveTo(column(c1), row(r1));
    context.lineTo(column(c2), row(r2));
  });
  context.stroke();
  const middle = scene.view.map(([low, high]) => (low + high) / 2);
  const foot = (minima[0] ?? middle).map((value, k) => {
    const [low, high] = scene.view[k];
    return ((value - low) / (high - low)) * ((k ? field.rows : field.columns) - 1);
  });
  const corner = [(field.columns - 1) * 0.97, (field.rows - 1) * 0.95];
  drawLabels(context, labelPlaces(field, foot, corner), foot, column, row, theme);
}

/**
 * @param {Context} context
 * @param {ReturnType<typeof labelPlaces>} places
 * @param {Pair} foot
 * @param {Scale} column
 * @param {Scale} row
 * @param {Theme} theme
 */
function drawLabels(context, places, foot, column, row, theme) {
  let last = [column(foot[0]), row(foot[1])];
  context.font = `10px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { level, c, r, along } of places) {
    const at = [column(c), row(r)];
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < 30) continue;
    last = at;
    let angle = Math.atan2(row(along[1]) - row(0), column(along[0]) - column(0));
    if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
    context.save();
    context.translate(at[0], at[1]);
    context.rotate(angle);
    context.strokeStyle = `rgb(${theme.high.join(" ")})`;
    context.lineWidth = 4;
    context.strokeText(written(level), 0, 0);
    context.fillStyle = theme.soft;
    context.fillText(written(level), 0, 0);
    context.restore();
  }
}

/**
 * @param {Context} context
 * @param {Float32Array} path
 * @param {number} position
 * @param {Scale} x
 * @param {Scale} y
 * @param {string} colour
 * @param {number} index
 * @param {Theme} theme
 */
function drawPath(context, path, position, x, y, colour, index, theme) {
  const points = inPixels(path, x, y);
  const end = Math.min(position, points.length - 1);
  const whole = Math.floor(end);
  const next = points[Math.min(whole + 1, points.length - 1)];
  const tip = points[whole].map((from, k) => from + (next[k] - from) * (end - whole));
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = index === 0 ? 2 : 1.5;
  context.lineJoin = "round";
  context.beginPath();
  for (let i = 0; i <= whole; i++) context.lineTo(points[i][0], points[i][1]);
  context.lineTo(tip[0], tip[1]);
  context.stroke();
  for (let i = 1; i <= whole; i++) {
    const [dx, dy] = [0, 1].map((k) => points[i][k] - points[i - 1][k]);
    drawMark(context, points[i], Math.max(1.2, Math.min(2.8, Math.hypot(dx, dy) / 2.5)), index);
  }
  context.strokeStyle = theme.paper;
  context.lineWidth = 1.5;
  drawMark(context, tip, 5, index);
  context.stroke();
}

/**
 * The points of a path up to the first that is far out of sight: from there it is lost.
 * @param {Float32Array} path
 * @param {Scale} x
 * @param {Scale} y
 */
function inPixels(path, x, y) {
  /** @type {Pair[]} */ const points = [];
  for (let i = 0; i < path.length; i += 2) {
    const point = [x(path[i]), y(path[i + 1])];
    points.push(point.map(tame));
    if (Math.max(...point.map(Math.abs)) > LOST) break;
  }
  return points;
}

/**
 * A star at a minimum, in the colour of its basin when there is a swarm.
 * @param {Context} context
 * @param {Pair} at
 * @param {Theme} theme
 * @param {number | null} basin
 */
export function drawStar(context, [px, py], theme, basin) {
  context.beginPath();
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? 3 : 7;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    context.lineTo(px + radius * Math.cos(angle), py + radius * Math.sin(angle));
  }
  context.closePath();
  context.fillStyle = basin == null ? theme.ink : basinColour(theme, basin);
  context.fill();
  if (basin == null) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  context.stroke();
}
