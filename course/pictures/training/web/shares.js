/** The share of test examples that are read right, after each epoch. */
import { clear, createLayers, drawAxes, drawMark, fit, line, within } from "../../../widget/web/frame.js";
import { colourOf } from "../../../widget/web/marks.js";
import { linear, ticks, written } from "../../../widget/web/numbers.js";
import { drawNote } from "./note.js";
/** @import { Box, Context, Scale, Theme } from "../../../widget/web/types.js" */
/** @import { Training } from "./types.js" */

const MARGIN = { left: 46, top: 18, right: 12, bottom: 36 };
const GOAL = 95; // percent

/** @param {HTMLElement} parent */
export function createShares(parent) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    y = linear([0, 102], [box.bottom - 2, box.top + 4]);
  }

  /**
   * @param {Training[]} runs @param {boolean} growing whether the curves are not to be given away @param {number} expected updates
   * @param {Theme} theme
   */
  function drawBase(runs, growing, expected, theme) {
    const context = layers.base;
    clear(context);
    x = linear([0, expected], [box.left + 4, box.right - 8]);
    const across = ticks(0, expected, 6).map((at) => ({ at: x(at), text: written(at) }));
    const up = [0, 25, 50, 75, 100].map((share) => ({ at: y(share), text: `${share} %` }));
    drawAxes(context, box, across, up, ["update", "new digits read right"], theme);
    within(context, box, () => {
      context.strokeStyle = theme.line;
      context.globalAlpha = 0.5;
      context.lineWidth = 1;
      for (const { at } of up) line(context, box.left, Math.round(at) + 0.5, box.right, Math.round(at) + 0.5);
      context.globalAlpha = 1;
      context.strokeStyle = theme.ink;
      context.lineWidth = 1.25;
      context.setLineDash([6, 5]);
      line(context, box.left, y(GOAL), box.right, y(GOAL));
      context.setLineDash([]);
      drawNote(context, `${GOAL} %`, box.right - 6, y(GOAL) + 16, "right", theme);
      context.globalAlpha = 0.22;
      for (const [i, run] of growing ? [] : runs.entries()) drawCurve(context, run, run.updates, i, theme);
      context.globalAlpha = 1;
    });
  }

  /** @param {number[]} positions how many updates of each run are shown @param {Training[]} runs @param {Theme} theme */
  function drawTop(runs, positions, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) drawCurve(context, runs[i], positions[i], i, theme);
    });
  }

  /** @param {Context} context @param {Training} run @param {number} updates @param {number} index @param {Theme} theme */
  function drawCurve(context, { tested, shares }, updates, index, theme) {
    const places = tested
      .map((at, k) => [x(at), y(100 * shares[k]), at])
      .filter(([, , at]) => at <= updates);
    if (updates <= 0 || places.length === 0) return;
    context.strokeStyle = context.fillStyle = colourOf(theme, index);
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    for (const [px, py] of places) context.lineTo(px, py);
    context.stroke();
    for (const [px, py] of places) drawMark(context, [px, py], 2.4, index);
  }
  return { resize, drawBase, drawTop };
}
