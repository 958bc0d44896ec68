/** What stands around the surface in space: its ground plan with ticks, and a post of heights. */
import { ticks, written } from "../numbers.js";
/** @import { Context, Field, Ground, Pair, Projection, Stature, Theme } from "../types.js" */

const ROOT_SIGNS = ["", "", "√", "∛", "∜"];

/**
 * The ground plan's outline, with the names and ticks of the two sides that are nearest.
 * @param {Context} context
 * @param {Ground} scene
 * @param {Projection} project
 * @param {Theme} theme
 */
export function drawFloor(context, scene, project, theme) {
  const [xs, ys] = scene.view;
  const corners = [[xs[0], ys[0]], [xs[1], ys[0]], [xs[1], ys[1]], [xs[0], ys[1]]];
  const places = corners.map(([x, y]) => project.place(x, y, 0));
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const [px, py] of places) context.lineTo(px, py);
  context.closePath();
  context.stroke();
  context.font = `11px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const middle = places.reduce(([px, py], [qx, qy]) => [px + qx / 4, py + qy / 4], [0, 0]);
  const front = places[0][2] + places[1][2] < places[2][2] + places[3][2] ? ys[0] : ys[1];
  const side = places[0][2] + places[3][2] < places[1][2] + places[2][2] ? xs[0] : xs[1];
  drawSide(context, xs, scene.axes[0], (x) => project.place(x, front, 0), middle, theme);
  drawSide(context, ys, scene.axes[1], (y) => project.place(side, y, 0), middle, theme);
}

/**
 * Ticks along one side, moved away from the middle.
 * @param {Context} context
 * @param {Pair} ends
 * @param {string} name
 * @param {(value: number) => number[]} place
 * @param {number[]} middle
 * @param {Theme} theme
 */
function drawSide(context, [low, high], name, place, middle, theme) {
  const [ax, ay] = place(low);
  const [bx, by] = place(high);
  const length = Math.hypot(bx - ax, by - ay) || 1;
  if (length < 60) return; // seen along its length
  let out = [(by - ay) / length, (ax - bx) / length];
  if (out[0] * (ax - middle[0]) + out[1] * (ay - middle[1]) < 0) out = out.map((each) => -each);
  context.fillStyle = theme.soft;
  for (const value of ticks(low, high, 5)) {
    const [px, py] = place(value);
    context.fillText(written(value), px + out[0] * 13, py + out[1] * 13);
  }
  const [mx, my] = place((low + high) / 2);
  context.fillStyle = theme.ink;
  context.fillText(name, mx + out[0] * 31, my + out[1] * 31);
}

/**
 * Heights, at the corner farthest to the left; says so when a root of the loss is drawn.
 * @param {Context} context
 * @param {Ground} scene
 * @param {Field} field
 * @param {Stature} stature
 * @param {Projection} project
 * @param {Theme} theme
 */
export function drawPost(context, scene, field, { tall, root }, project, theme) {
  const [xs, ys] = scene.view;
  const corners = xs.flatMap((x) => ys.map((y) => [x, y]));
  const left = corners.map(([x, y]) => ({ x, y, at: project.place(x, y, 0) }));
  const corner = left.reduce((a, b) => (b.at[0] < a.at[0] ? b : a));
  const [px, py] = corner.at;
  const highest = field.heights.reduce((a, b) => Math.max(a, b));
  const [, top] = project.place(corner.x, corner.y, tall(highest));
  context.strokeStyle = theme.line;
  context.beginPath();
  context.moveTo(px, py);
  context.lineTo(px, top);
  context.stroke();
  context.font = `10px ${theme.font}`;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = theme.soft;
  let before = py + 8;
  for (const level of field.levels) {
    const [, at] = project.place(corner.x, corner.y, tall(level));
    if (before - at < 15 || at < top + 4) continue;
    context.fillRect(px - 3, at, 3, 1);
    context.fillText(written(level), px - 6, at);
    before = at;
  }
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  context.textBaseline = "bottom";
  if (py - top > 20) context.fillText(root === 1 ? "loss" : `height: ${ROOT_SIGNS[root]}loss`, Math.max(2, px - 20), top - 6);
}
