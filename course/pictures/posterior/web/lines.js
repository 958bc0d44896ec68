/** The data, the lines that MLE and MAP draw through it, and how sure the posterior is. */
import { clear, createLayers, drawAxes, fit, within } from "../../../widget/web/frame.js";
import { linear, ticksOn } from "../../../widget/web/numbers.js";
/** @import { Box, Context, Pair, Scale, Theme } from "../../../widget/web/types.js" */
/** @import { PosteriorState } from "./types.js" */

const MARGIN = { left: 34, top: 18, right: 12, bottom: 36 };

/** @param {HTMLElement} parent */
export function createLines(parent) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
  }

  /** @param {PosteriorState} look @param {Theme} theme */
  function draw(look, theme) {
    /** @param {number} k @param {number} low @param {number} high */
    const span = (k, low, high) => [
      Math.min(low, ...look.points.map((point) => point[k])), Math.max(high, ...look.points.map((point) => point[k])),
    ];
    const [ts, ys] = [span(0, 0, 3), span(1, -1, 6)];
    const x = linear(ts, [box.left + 6, box.right - 6]);
    const y = linear(ys, [box.bottom - 6, box.top + 6]);
    const context = layers.base;
    clear(context);
    drawAxes(context, box, ticksOn(x, ts, 5), ticksOn(y, ys, 5), ["t", "y"], theme);
    within(context, box, () => {
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
      drawBand(context, look, ts, x, y, theme);
      if (look.mle) drawLine(context, look.mle, ts, x, y, theme.paths[1], [7, 5]);
      if (look.map) drawLine(context, look.map, ts, x, y, theme.paths[0], []);
      drawPoints(context, look.points, x, y, theme);
    });
  }
  return { resize, draw };
}

/**
 * Within one standard deviation of the posterior's lines, around the top's.
 * @param {Context} context
 * @param {PosteriorState} look
 * @param {Pair} ts
 * @param {Scale} x
 * @param {Scale} y
 * @param {Theme} theme
 */
function drawBand(context, look, ts, x, y, theme) {
  const [[a, b], [, c]] = look.posterior;
  const det = a * c - b * b;
  /** @type {Pair[][]} */
  const sides = [[], []];
  for (let i = 0; i <= 40; i++) {
    const t = ts[0] + ((ts[1] - ts[0]) * i) / 40;
    const deviation = Math.sqrt(Math.max(0, (c - 2 * b * t + a * t * t) / det));
    const middle = look.top[0] + look.top[1] * t;
    sides[0].push([x(t), y(middle + deviation)]);
    sides[1].unshift([x(t), y(middle - deviation)]);
  }
  context.globalAlpha = 0.16;
  context.fillStyle = theme.paths[0];
  context.beginPath();
  for (const place of sides.flat()) context.lineTo(place[0], place[1]);
  context.fill();
  context.globalAlpha = 1;
}

/**
 * @param {Context} context
 * @param {Pair} line
 * @param {Pair} ts
 * @param {Scale} x
 * @param {Scale} y
 * @param {string} colour
 * @param {number[]} dashes
 */
function drawLine(context, [intercept, slope], ts, x, y, colour, dashes) {
  context.strokeStyle = colour;
  context.lineWidth = 2.25;
  context.setLineDash(dashes);
  context.beginPath();
  for (const t of ts) context.lineTo(x(t), y(intercept + slope * t));
  context.stroke();
  context.setLineDash([]);
}

/** @param {Context} context @param {Pair[]} points @param {Scale} x @param {Scale} y @param {Theme} theme */
function drawPoints(context, points, x, y, theme) {
  context.lineWidth = 1.5;
  for (const [t, value] of points) {
    context.beginPath();
    context.arc(x(t), y(value), 4, 0, 2 * Math.PI);
    context.fillStyle = theme.ink;
    context.strokeStyle = theme.paper;
    context.fill();
    context.stroke();
  }
}
