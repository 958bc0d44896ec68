/** The plane of the two weights: posterior, prior, likelihood, MAP, MLE and the ridge path. */
import { clear, contextOf, createLayers, drawAxes, drawMark, fit, within } from "../../../widget/web/frame.js";
import { linear, ticksOn } from "../../../widget/web/numbers.js";
import { density, traceEllipse } from "./ellipse.js";
/** @import { Box, Context, Pair, Scale, Theme } from "../../../widget/web/types.js" */
/** @import { Matrix, PosteriorState } from "./types.js" */

const MARGIN = { left: 34, top: 18, right: 12, bottom: 36 };
const SHARES = [0.5, 0.9, 0.99];
const COARSE = 2; // pixels a dot of the density

/** @param {HTMLElement} parent @param {number[][]} view */
export function createWeights(parent, [xs, ys]) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;
  /** @type {OffscreenCanvas} */ let cloud;

  /** Height in pixels that shows both weights at one scale. @param {number} width */
  function heightFor(width) {
    const inner = width - MARGIN.left - MARGIN.right;
    return Math.round((inner * (ys[1] - ys[0])) / (xs[1] - xs[0])) + MARGIN.top + MARGIN.bottom;
  }

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    x = linear(xs, [box.left, box.right]);
    y = linear(ys, [box.bottom, box.top]);
    cloud = new OffscreenCanvas(
      Math.ceil((box.right - box.left) / COARSE), Math.ceil((box.bottom - box.top) / COARSE),
    );
  }

  /** @param {PosteriorState} look @param {Theme} theme */
  function draw(look, theme) {
    drawGround(layers.base, look, theme);
    drawPlaces(layers.top, look, theme);
  }

  /** @param {Context} context @param {PosteriorState} look @param {Theme} theme */
  function drawGround(context, look, theme) {
    clear(context);
    within(context, box, () => {
      const column = linear([-0.5, cloud.width - 0.5], xs);
      const row = linear([cloud.height - 0.5, -0.5], ys);
      const colour = [1, 3, 5].map((at) => parseInt(theme.paths[0].slice(at, at + 2), 16));
      const image = density(look.posterior, look.top, cloud.width, cloud.height, column, row, colour);
      contextOf(cloud).putImageData(image, 0, 0);
      context.drawImage(cloud, box.left, box.top, box.right - box.left, box.bottom - box.top);
      drawZero(context, theme);
      drawOutlines(context, look, theme);
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    });
    drawAxes(context, box, ticksOn(x, xs, 6), ticksOn(y, ys, 5), ["w₀", "w₁"], theme);
  }

  /** The axes of the plane, where a weight is zero: the prior pulls there. @param {Context} context @param {Theme} theme */
  function drawZero(context, theme) {
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x(0), box.top);
    context.lineTo(x(0), box.bottom);
    context.moveTo(box.left, y(0));
    context.lineTo(box.right, y(0));
    context.stroke();
  }

  /** @param {Context} context @param {PosteriorState} look @param {Theme} theme */
  function drawOutlines(context, look, theme) {
    /** @param {Matrix} precision @param {Pair} centre @param {number} share @param {string} colour @param {number} width */
    const outline = (precision, centre, share, colour, width) => {
      traceEllipse(context, precision, centre, share, x, y);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    const { likelihood, mle } = look;
    if (likelihood && mle) {
      for (const share of SHARES) outline(likelihood, mle, share, theme.paths[1], 1);
    }
    const narrow = 1 / look.tau ** 2;
    context.setLineDash([6, 5]);
    for (const share of [0.5, 0.9]) outline([[narrow, 0], [0, narrow]], [0, 0], share, theme.paths[2], 1.5);
    context.setLineDash([]);
    for (const share of SHARES) outline(look.posterior, look.top, share, theme.paths[0], 1.5);
  }

  /** @param {Context} context @param {PosteriorState} look @param {Theme} theme */
  function drawPlaces(context, look, theme) {
    clear(context);
    within(context, box, () => {
      context.strokeStyle = context.fillStyle = theme.soft;
      for (const [w0, w1, u, v] of look.arrows) drawArrow(context, x(w0), y(w1), u, -v);
      context.strokeStyle = theme.ink;
      context.lineWidth = 1.75;
      context.beginPath();
      for (const [w0, w1] of look.path) context.lineTo(x(w0), y(w1));
      context.stroke();
      if (look.mle) drawPlace(context, look.mle, 1, "MLE", theme);
      if (look.map) drawPlace(context, look.map, 0, "MAP", theme);
    });
  }

  /**
   * A mark with its name; what lies outside is marked, hollow, at the edge.
   * @param {Context} context
   * @param {Pair} place
   * @param {number} index
   * @param {string} name
   * @param {Theme} theme
   */
  function drawPlace(context, [w0, w1], index, name, theme) {
    const [px, py] = [
      Math.min(box.right - 8, Math.max(box.left + 8, x(w0))), Math.min(box.bottom - 8, Math.max(box.top + 8, y(w1))),
    ];
    const inside = px === x(w0) && py === y(w1);
    context.fillStyle = inside ? theme.paths[index] : theme.paper;
    context.strokeStyle = inside ? theme.paper : theme.paths[index];
    context.lineWidth = 2;
    drawMark(context, [px, py], 6, index);
    context.stroke();
    context.font = `600 12px ${theme.font}`;
    context.textBaseline = "middle";
    context.textAlign = px > box.right - 60 ? "right" : "left";
    const beside = context.textAlign === "left" ? 11 : -11;
    const above = index ? -11 : 11;
    context.lineJoin = "round";
    context.strokeStyle = theme.paper;
    context.lineWidth = 3.5;
    context.strokeText(name, px + beside, py + above);
    context.fillStyle = theme.paths[index];
    context.fillText(name, px + beside, py + above);
  }
  return { heightFor, resize, draw };
}

/**
 * A short arrow from a point, in pixels.
 * @param {Context} context
 * @param {number} px
 * @param {number} py
 * @param {number} u
 * @param {number} v
 */
function drawArrow(context, px, py, u, v) {
  const [tx, ty] = [px + 13 * u, py + 13 * v];
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(px, py);
  context.lineTo(tx, ty);
  context.stroke();
  context.beginPath();
  context.moveTo(tx + 4 * u, ty + 4 * v);
  context.lineTo(tx - 2.5 * v, ty + 2.5 * u);
  context.lineTo(tx + 2.5 * v, ty - 2.5 * u);
  context.fill();
}
