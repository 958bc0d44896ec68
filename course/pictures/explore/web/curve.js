/**
 * Loss against step, in step with the map: by its distance to the lowest value on a log scale
 * where that value is known, else as it is.
 */
import { clear, createLayers, drawAxes, drawMark, fit, tame, within } from "../../../widget/web/frame.js";
import { colourOf } from "../../../widget/web/marks.js";
import { decades, linear, powerOfTen, ticks, written } from "../../../widget/web/numbers.js";
/** @import { Box, Context, Run, Scale, Theme, Tick } from "../../../widget/web/types.js" */
/** @import { ExploreScene, ExploreShown, Height } from "./types.js" */

const MARGIN = { left: 40, top: 18, right: 10, bottom: 36 };
const SMALLEST = 1e-16;

/** @param {HTMLElement} parent @param {ExploreScene} scene */
export function createCurve(parent, scene) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;
  /** @type {Height} */ let scale;

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    x = linear([0, scene.steps], [box.left + 4, box.right - 6]);
  }

  /** Axes, the whole curves faintly, and the predicted rate as a dashed line. @param {ExploreShown} shown @param {Theme} theme */
  function drawBase({ runs, rate, lowest }, theme) {
    const context = layers.base;
    scale = lowest == null ? plainScale(runs) : logScale(runs, lowest);
    y = linear(scale.span, [box.bottom - 4, box.top + 4]);
    clear(context);
    const xs = ticks(0, scene.steps, 5).map((step) => ({ at: x(step), text: written(step) }));
    const ys = scale.ticks.map(({ value, text }) => ({ at: y(value), text }));
    drawAxes(context, box, xs, ys, ["step", scale.name], theme);
    drawGrid(context, box, ys, theme);
    within(context, box, () => {
      context.globalAlpha = 0.3;
      for (const [i, run] of runs.entries()) drawLine(context, run.loss, scene.steps, x, height, colourOf(theme, i));
      context.globalAlpha = 1;
      if (rate != null && lowest != null) drawRate(context, runs[0].loss[0], rate, theme);
    });
  }

  /** @param {number} loss */
  const height = (loss) => tame(y(scale.of(loss)));

  /**
   * The distance shrinks by `rate` a step, so the loss of a quadratic by its square.
   * @param {Context} context
   * @param {number} first
   * @param {number} rate
   * @param {Theme} theme
   */
  function drawRate(context, first, rate, theme) {
    const slope = 2 * Math.log10(Math.max(rate, 1e-12));
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.5;
    context.setLineDash([6, 5]);
    context.beginPath();
    context.moveTo(x(0), height(first));
    context.lineTo(x(scene.steps), tame(y(scale.of(first) + slope * scene.steps)));
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {Run[]} runs @param {number} position @param {Theme} theme */
  function drawTop(runs, position, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) {
        const tip = drawLine(context, runs[i].loss, position, x, height, colourOf(theme, i));
        context.fillStyle = colourOf(theme, i);
        context.strokeStyle = theme.paper;
        drawMark(context, tip, 4.5, i);
        context.stroke();
      }
    });
  }
  return { resize, drawBase, drawTop };
}

/** Whole powers of ten that hold all losses: what explodes or vanishes is cut. @param {Run[]} runs @param {number} lowest */
function logScale(runs, lowest) {
  /** @param {number} loss */
  const of = (loss) => Math.log10(Math.max(loss - lowest, SMALLEST));
  const first = of(runs[0].loss[0]);
  let [low, high] = bounds(runs, of);
  high = Math.ceil(Math.min(high, first + 8) + 0.05);
  low = Math.min(Math.floor(Math.max(low, first - 14)), high - 2);
  const name = lowest === 0 ? "loss, log scale" : "loss above its minimum, log scale";
  const marks = decades(low, high, 6).map((power) => ({ value: power, text: powerOfTen(power) }));
  return { of, span: [low, high], ticks: marks, name };
}

/** What leaves the first losses far behind is cut. @param {Run[]} runs */
function plainScale(runs) {
  const first = runs[0].loss[0];
  const reach = 20 * Math.max(1e-6, Math.abs(first));
  let [low, high] = bounds(runs, (loss) => Math.max(first - reach, Math.min(first + reach, loss)));
  const room = 0.06 * (high - low || 1);
  low -= room;
  high += room;
  return {
    of: (/** @type {number} */ loss) => loss,
    span: [low, high],
    ticks: ticks(low, high, 5).map((value) => ({ value, text: written(value) })),
    name: "loss",
  };
}

/** @param {Run[]} runs @param {(loss: number) => number} of */
function bounds(runs, of) {
  const all = runs.flatMap((run) => Array.from(run.loss, of));
  return [Math.min(...all), Math.max(...all)];
}

/** @param {Context} context @param {Box} box @param {Tick[]} ys @param {Theme} theme */
function drawGrid(context, box, ys, theme) {
  context.strokeStyle = theme.line;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  for (const { at } of ys) {
    context.moveTo(box.left, Math.round(at) + 0.5);
    context.lineTo(box.right, Math.round(at) + 0.5);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * A curve up to `position`; returns its tip in pixels.
 * @param {Context} context
 * @param {Float32Array} loss
 * @param {number} position
 * @param {Scale} x
 * @param {(loss: number) => number} height
 * @param {string} colour
 */
function drawLine(context, loss, position, x, height, colour) {
  const end = Math.min(position, loss.length - 1);
  const whole = Math.floor(end);
  const from = height(loss[whole]);
  const next = height(loss[Math.min(whole + 1, loss.length - 1)]);
  const tip = [x(end), from + (next - from) * (end - whole)];
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  context.moveTo(x(0), height(loss[0]));
  for (let i = 1; i <= whole; i++) context.lineTo(x(i), height(loss[i]));
  context.lineTo(tip[0], tip[1]);
  context.stroke();
  return tip;
}
