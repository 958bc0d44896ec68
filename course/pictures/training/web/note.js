/** Words beside a curve. */
/** @import { Context, Theme } from "../../../widget/web/types.js" */

/**
 * Small words that read on any ground.
 * @param {Context} context
 * @param {string} words
 * @param {number} px
 * @param {number} py
 * @param {CanvasTextAlign} align
 * @param {Theme} theme
 */
export function drawNote(context, words, px, py, align, theme) {
  context.font = `11px ${theme.font}`;
  context.textAlign = align;
  context.textBaseline = "bottom";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.strokeText(words, px, py);
  context.fillStyle = theme.soft;
  context.fillText(words, px, py);
}
