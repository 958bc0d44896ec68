/** Losses against updates on a log scale: each batch faintly, the mean of an epoch strongly. */
import { clear, createLayers, drawAxes, drawMark, fit, line, tame, within } from "../../../widget/web/frame.js";
import { colourOf } from "../../../widget/web/marks.js";
import { linear, ticks, written } from "../../../widget/web/numbers.js";
import { drawNote } from "./note.js";
/** @import { Box, Context, Scale, Theme } from "../../../widget/web/types.js" */
/** @import { Training } from "./types.js" */

const MARGIN = { left: 46, top: 18, right: 12, bottom: 36 };
const HIGHEST = 5; // powers of ten above a guess, from which on a curve is cut

/** @param {HTMLElement} parent @param {{blank: number, classes: number}} scene */
export function createLosses(parent, { blank, classes }) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
  }

  /** @param {number} loss */
  const height = (loss) => tame(y(Math.log10(Math.max(loss, 1e-12))));

  /**
   * @param {Training[]} runs @param {boolean} growing whether the curves are not to be given away @param {number} expected updates
   * @param {Theme} theme
   */
  function drawBase(runs, growing, expected, theme) {
    const context = layers.base;
    clear(context);
    const [low, high] = bounds(runs, blank);
    x = linear([0, expected], [box.left + 4, box.right - 8]);
    y = linear([low, high], [box.bottom - 2, box.top + 4]);
    const powers = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
    const across = ticks(0, expected, 6).map((at) => ({ at: x(at), text: written(at) }));
    const up = powers.map((power) => ({ at: y(power), text: written(10 ** power) }));
    drawAxes(context, box, across, up, ["update", "loss, log scale"], theme);
    within(context, box, () => {
      context.strokeStyle = theme.line;
      context.globalAlpha = 0.5;
      context.lineWidth = 1;
      for (const { at } of up) line(context, box.left, Math.round(at) + 0.5, box.right, Math.round(at) + 0.5);
      context.globalAlpha = 1;
      if (runs[0]?.every < expected) drawEpoch(context, runs[0].every, theme);
      drawGuess(context, theme);
      context.globalAlpha = 0.22;
      for (const [i, run] of growing ? [] : runs.entries()) drawCurve(context, run.means, run.updates, colourOf(theme, i), 2);
      context.globalAlpha = 1;
    });
  }

  /** The loss of equal shares for all classes. @param {Context} context @param {Theme} theme */
  function drawGuess(context, theme) {
    const at = height(blank);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1.25;
    context.setLineDash([6, 5]);
    line(context, box.left, at, box.right, at);
    context.setLineDash([]);
    drawNote(context, `log ${classes}: a guess`, box.right - 6, at - 4, "right", theme);
  }

  /** @param {Context} context @param {number} every @param {Theme} theme */
  function drawEpoch(context, every, theme) {
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    line(context, x(every), box.top, x(every), box.bottom);
    context.setLineDash([]);
    drawNote(context, "1 epoch", x(every) + 4, box.bottom - 4, "left", theme);
  }

  /** Each run as far as it is shown; a mark at its tip. @param {number[]} positions @param {Training[]} runs @param {Theme} theme */
  function drawTop(runs, positions, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) {
        context.globalAlpha = runs.length > 1 ? 0.22 : 0.4;
        drawCurve(context, runs[i].losses, positions[i], colourOf(theme, i), 1);
      }
      context.globalAlpha = 1;
      for (let i = runs.length - 1; i >= 0; i--) {
        const tip = drawCurve(context, runs[i].means, positions[i], colourOf(theme, i), 2.2);
        if (!tip) continue;
        context.fillStyle = colourOf(theme, i);
        context.strokeStyle = theme.paper;
        context.lineWidth = 1.5;
        drawMark(context, tip, 4.5, i);
        context.stroke();
      }
    });
  }

  /**
   * A curve as far as `updates`; returns its tip, or null when it has not begun.
   * @param {Context} context
   * @param {Float32Array} losses
   * @param {number} updates
   * @param {string} colour
   * @param {number} width
   */
  function drawCurve(context, losses, updates, colour, width) {
    const last = Math.min(losses.length, Math.floor(updates)) - 1;
    if (last < 0) return null;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.beginPath();
    for (let i = 0; i <= last; i++) context.lineTo(x(i + 1), height(losses[i]));
    context.stroke();
    return [x(last + 1), height(losses[last])];
  }
  return { resize, drawBase, drawTop };
}

/** Powers of ten between which the means lie, whole ones below. @param {Training[]} runs @param {number} blank */
function bounds(runs, blank) {
  const guess = Math.log10(blank);
  let [low, high] = [-1, guess + 0.25];
  for (const { means } of runs) {
    for (const mean of means) {
      const power = Math.log10(Math.max(mean, 1e-12));
      low = Math.min(low, Math.floor(power - 0.2));
      high = Math.max(high, power + 0.15);
    }
  }
  return [Math.max(low, -9), Math.min(high, guess + HIGHEST)];
}
