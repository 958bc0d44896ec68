/** Cost above the minimum against gradient evaluations, and the floors that are predicted. */
import { clear, createLayers, drawAxes, drawMark, fit, line, tame, within } from "../../../widget/web/frame.js";
import { decades, linear, powerOfTen, ticks, written } from "../../../widget/web/numbers.js";
/** @import { Box, Context, Scale, Theme } from "../../../widget/web/types.js" */
/** @import { NoiseBallScene, Walk } from "./types.js" */

const MARGIN = { left: 42, top: 18, right: 12, bottom: 36 };
const SPAN = [-4, 2]; // exponents of ten

/** @param {HTMLElement} parent @param {NoiseBallScene} scene budget and centre */
export function createCosts(parent, { budget, centre }) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    x = linear([0, budget], [box.left + 4, box.right - 8]);
    y = linear(SPAN, [box.bottom, box.top + 4]);
  }

  /** Axes, and the whole curves faintly. @param {Walk[]} runs @param {Theme} theme */
  function drawBase(runs, theme) {
    const context = layers.base;
    clear(context);
    const across = ticks(0, budget, 4).map((spent) => ({ at: x(spent), text: written(spent) }));
    const up = decades(SPAN[0], SPAN[1], 6).map((power) => ({ at: y(power), text: powerOfTen(power) }));
    drawAxes(context, box, across, up, ["gradient evaluations", "cost above the minimum, log scale"], theme);
    within(context, box, () => {
      context.strokeStyle = theme.line;
      context.globalAlpha = 0.5;
      context.lineWidth = 1;
      for (const { at } of up) line(context, box.left, at, box.right, at);
      context.globalAlpha = 0.25;
      for (let i = runs.length - 1; i >= 0; i--) drawCurve(context, runs[i], budget, theme.paths[i]);
      context.globalAlpha = 1;
    });
  }

  /**
   * The curves so far, and the floors as dashed lines.
   * @param {Walk[]} runs
   * @param {number} spent
   * @param {(number | null)[]} radii
   * @param {Theme} theme
   */
  function drawTop(runs, spent, radii, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) {
        const tip = drawCurve(context, runs[i], spent, theme.paths[i]);
        context.fillStyle = theme.paths[i];
        context.strokeStyle = theme.paper;
        context.lineWidth = 1.5;
        drawMark(context, tip, 4.5, i);
        context.stroke();
      }
      radii.forEach((radius, i) => {
        if (radius) drawFloor(context, y(Math.log10(radius ** 2 / 2)), theme.paths[i], theme);
      });
    });
  }

  /**
   * A dashed line that reads on a dense curve: its colour on a line of paper.
   * @param {Context} context
   * @param {number} at
   * @param {string} colour
   * @param {Theme} theme
   */
  function drawFloor(context, at, colour, theme) {
    context.lineWidth = 5;
    context.strokeStyle = theme.paper;
    line(context, box.left, at, box.right, at);
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.setLineDash([7, 5]);
    line(context, box.left, at, box.right, at);
    context.setLineDash([]);
  }

  /**
   * A curve as far as `spent`; returns its tip.
   * @param {Context} context
   * @param {Walk} walk
   * @param {number} spent
   * @param {string} colour
   */
  function drawCurve(context, { path, spent: costs }, spent, colour) {
    context.strokeStyle = colour;
    const many = costs.length > 400;
    context.save();
    context.globalAlpha *= many ? 0.5 : 1;
    context.lineWidth = many ? 1 : 2;
    context.lineJoin = "round";
    context.beginPath();
    let tip = [x(0), y(0)];
    for (let i = 0; i < costs.length && costs[i] <= spent; i++) {
      const cost = ((path[2 * i] - centre[0]) ** 2 + (path[2 * i + 1] - centre[1]) ** 2) / 2;
      tip = [x(costs[i]), tame(y(Math.log10(Math.max(cost, 1e-16))))];
      context.lineTo(tip[0], tip[1]);
    }
    context.stroke();
    context.restore();
    return tip;
  }
  return { resize, drawBase, drawTop };
}
