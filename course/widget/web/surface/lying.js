/** Paths that lie on the surface in space. */
import { drawMark } from "../frame.js";
import { colourOf } from "../marks.js";
/** @import { Context, Theme } from "../types.js" */

/**
 * A path lying on the surface; what is behind a hill shines through faintly.
 * @param {(x: number, y: number) => {px: number, py: number, plain: boolean} | null} seen
 * @param {Context} context
 * @param {Float32Array} path
 * @param {number} position
 * @param {number} index
 * @param {Theme} theme
 */
export function drawLying(context, path, position, index, seen, theme) {
  const last = path.length / 2 - 1;
  const end = Math.min(position, last);
  const pieces = last > 120 ? 3 : 6;
  /** @param {number} step */
  const point = (step) => {
    const i = Math.min(Math.floor(step), last);
    const next = Math.min(i + 1, last);
    const [x, y] = [0, 1].map((k) => path[2 * i + k] + (path[2 * next + k] - path[2 * i + k]) * (step - i));
    return seen(x, y);
  };
  context.strokeStyle = context.fillStyle = colourOf(theme, index);
  context.lineWidth = index === 0 ? 2.2 : 1.7;
  context.lineJoin = context.lineCap = "round";
  let before = point(0);
  const [plain, behind] = [new Path2D(), new Path2D()];
  for (let i = 1; i <= Math.ceil(end * pieces); i++) {
    const now = point(Math.min(end, i / pieces));
    if (before && now) {
      const line = before.plain && now.plain ? plain : behind;
      line.moveTo(before.px, before.py);
      line.lineTo(now.px, now.py);
    }
    before = now;
  }
  context.globalAlpha = 0.28;
  context.stroke(behind);
  context.globalAlpha = 1;
  context.stroke(plain);
  for (let i = 1; i <= Math.floor(end); i++) {
    const dot = point(i);
    if (dot?.plain) drawMark(context, [dot.px, dot.py], 2.2, index);
  }
  const tip = point(end);
  if (!tip) return;
  context.strokeStyle = theme.paper;
  context.lineWidth = 1.5;
  drawMark(context, [tip.px, tip.py], 5, index);
  context.stroke();
}
