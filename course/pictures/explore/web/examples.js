/** The data behind a cost, with what the parameters of the current step make of it. */
import { clear, createLayers, drawAxes, fit, tame, within } from "../../../widget/web/frame.js";
import { colourOf } from "../../../widget/web/marks.js";
import { linear, ticksOn } from "../../../widget/web/numbers.js";
/** @import { Box, Context, Run, Scale, Theme } from "../../../widget/web/types.js" */

const MARGIN = { left: 40, top: 18, right: 10, bottom: 36 };

/**
 * @param {HTMLElement} parent
 * @param {{x: number[], y: number[], at: number[]}} data `at` is where predictions are known
 */
export function createExamples(parent, data) {
  const layers = createLayers(parent, "picture-layers");
  const [xs, ys] = [data.x, data.y].map(roomy);
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    x = linear(xs, [box.left, box.right]);
    y = linear(ys, [box.bottom, box.top]);
  }

  /** Axes and examples. @param {Theme} theme */
  function drawBase(theme) {
    const context = layers.base;
    clear(context);
    drawAxes(context, box, ticksOn(x, xs, 5), ticksOn(y, ys, 5), ["input", "target"], theme);
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    within(context, box, () => context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top));
    context.fillStyle = theme.soft;
    for (let i = 0; i < data.x.length; i++) {
      context.beginPath();
      context.arc(x(data.x[i]), y(data.y[i]), 3, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /**
   * Each path's fit at `position`, a step that need not be whole; where it began, faintly.
   * @param {Run[]} runs
   * @param {number} position
   * @param {Theme} theme
   */
  function drawTop(runs, position, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) {
        context.strokeStyle = colourOf(theme, i);
        context.lineWidth = 1.5;
        context.globalAlpha = 0.3;
        drawFit(context, runs[i], 0);
        context.lineWidth = 2.5;
        context.globalAlpha = 1;
        drawFit(context, runs[i], position);
      }
    });
  }

  /** @param {Context} context @param {Run} run @param {number} position */
  function drawFit(context, { fits }, position) {
    const count = data.at.length;
    const end = Math.min(position, fits.length / count - 1);
    const [before, after] = [Math.floor(end), Math.ceil(end)].map((step) => step * count);
    context.beginPath();
    for (let i = 0; i < count; i++) {
      const from = fits[before + i];
      const value = from + (fits[after + i] - from) * (end - Math.floor(end));
      context.lineTo(x(data.at[i]), tame(y(value)));
    }
    context.stroke();
  }
  return { resize, drawBase, drawTop };
}

/** The range of some numbers, with a little room on both sides. @param {number[]} numbers */
function roomy(numbers) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const room = 0.08 * (high - low || 1);
  return [low - room, high + room];
}
