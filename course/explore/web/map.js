/** The surface seen from above, with the paths on it and a starting point to drag. */
import { bands, eachSegment, labelPlaces } from "./contours.js";
import { clear, createLayers, drawAxes, drawMark, fit, tame, within } from "./frame.js";
import { createHandle } from "./handle.js";
import { linear, ticks, written } from "./numbers.js";

const MARGIN = { left: 34, top: 18, right: 12, bottom: 36 };
const LOST = 2e4; // pixels

/**
 * @param {HTMLElement} parent
 * @param {object} scene what never changes
 * @param {(start: number[]) => void} onMove called while the starting point moves
 */
export function createMap(parent, scene, onMove) {
  const layers = createLayers(parent);
  const handle = createHandle(parent, scene, onMove, place);
  const [xs, ys] = scene.view;
  let box, x, y;

  /** Height in pixels that shows both axes at one scale. */
  function heightFor(width) {
    const inner = width - MARGIN.left - MARGIN.right;
    const aspect = (ys[1] - ys[0]) / (xs[1] - xs[0]);
    return Math.round(inner * aspect) + MARGIN.top + MARGIN.bottom;
  }

  function resize(width, height) {
    fit(layers, width, height);
    box = {
      left: MARGIN.left, top: MARGIN.top,
      right: width - MARGIN.right, bottom: height - MARGIN.bottom,
    };
    x = linear(xs, [box.left, box.right]);
    y = linear(ys, [box.bottom, box.top]);
  }

  function place(event) {
    const bounds = layers.canvases[0].getBoundingClientRect();
    return [x.inverse(event.clientX - bounds.left), y.inverse(event.clientY - bounds.top)];
  }

  function drawGround(field, theme) {
    const context = layers.base;
    clear(context);
    within(context, box, () => {
      drawBands(context, box, field, theme);
      drawContours(context, box, field, theme, scene);
    });
    const along = (scale) => (value) => ({ at: scale(value), text: written(value) });
    drawAxes(context, box, ticks(...xs, 6).map(along(x)), ticks(...ys, 5).map(along(y)), ["x", "y"], theme);
  }

  /** Paths up to `position`, a step number that need not be whole. */
  function drawPaths(runs, position, start, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (const minimum of scene.minima) drawStar(context, x(minimum[0]), y(minimum[1]), theme);
      for (let i = runs.length - 1; i >= 0; i--) {
        drawPath(context, runs[i].path, position, x, y, theme.paths[i % 4], i, theme);
      }
    });
    handle.show(start, x(start[0]), y(start[1]));
  }

  layers.canvases[1].addEventListener("click", (event) => {
    const start = place(event);
    if (start[0] >= xs[0] && start[0] <= xs[1] && start[1] >= ys[0] && start[1] <= ys[1]) onMove(start);
  });
  return { heightFor, resize, drawGround, drawPaths };
}

function drawBands(context, box, field, theme) {
  const width = Math.max(2, Math.round(box.right - box.left));
  const height = Math.max(2, Math.round(box.bottom - box.top));
  const image = new OffscreenCanvas(width, height);
  image.getContext("2d").putImageData(bands(field, width, height, theme.low, theme.high), 0, 0);
  context.drawImage(image, box.left, box.top, box.right - box.left, box.bottom - box.top);
}

function drawContours(context, box, field, theme, scene) {
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
  const foot = scene.minima[0].map((value, k) => {
    const [low, high] = scene.view[k];
    return ((value - low) / (high - low)) * ((k ? field.rows : field.columns) - 1);
  });
  const corner = [(field.columns - 1) * 0.97, (field.rows - 1) * 0.95];
  drawLabels(context, labelPlaces(field, foot, corner), foot, column, row, theme);
}

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
    context.translate(...at);
    context.rotate(angle);
    context.strokeStyle = `rgb(${theme.high.join(" ")})`;
    context.lineWidth = 4;
    context.strokeText(written(level), 0, 0);
    context.fillStyle = theme.soft;
    context.fillText(written(level), 0, 0);
    context.restore();
  }
}

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
  for (let i = 0; i <= whole; i++) context.lineTo(...points[i]);
  context.lineTo(...tip);
  context.stroke();
  for (let i = 1; i <= whole; i++) {
    const [dx, dy] = [0, 1].map((k) => points[i][k] - points[i - 1][k]);
    drawMark(context, ...points[i], Math.max(1.2, Math.min(2.8, Math.hypot(dx, dy) / 2.5)), index);
  }
  context.strokeStyle = theme.paper;
  context.lineWidth = 1.5;
  drawMark(context, ...tip, 5, index);
  context.stroke();
}

/** The points of a path up to the first that is far out of sight: from there it is lost. */
function inPixels(path, x, y) {
  const points = [];
  for (let i = 0; i < path.length; i += 2) {
    const point = [x(path[i]), y(path[i + 1])];
    points.push(point.map(tame));
    if (Math.max(...point.map(Math.abs)) > LOST) break;
  }
  return points;
}

function drawStar(context, px, py, theme) {
  context.beginPath();
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? 3 : 7;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    context.lineTo(px + radius * Math.cos(angle), py + radius * Math.sin(angle));
  }
  context.closePath();
  context.fillStyle = theme.ink;
  context.fill();
}
