/** What moves the point, while it rests between two steps: downhill, and the last step's motion. */
/** @import { Context, Label, Pair, Run, Theme, View } from "../types.js" */
const LONGEST = 60; // pixels of the steepest place's arrow
const SHORTEST = 14;
const LINE = 15; // pixels from one label to the next

/**
 * @param {Context} context
 * @param {Run} run
 * @param {number} position
 * @param {(theta: Pair) => Pair} at in pixels
 * @param {View} view
 * @param {Theme} theme
 */
export function drawArrows(context, { path, slope, loss }, position, at, view, theme) {
  const step = Math.floor(position);
  if (step < 1 || step >= loss.length - 1) return;
  const theta = [path[2 * step], path[2 * step + 1]];
  if (theta.some((each, k) => !(each >= view[k][0] && each <= view[k][1]))) return;
  /** @param {number} i */
  const size = (i) => Math.hypot(slope[2 * i], slope[2 * i + 1]);
  const steepest = loss.reduce((most, _, i) => Math.max(most, size(i)), 0);
  const from = at(theta);
  const reach = Math.min(...view.map(([low, high]) => high - low)) / 400 / (size(step) || 1);
  const down = at(theta.map((each, k) => each - reach * slope[2 * step + k]));
  const share = Math.sqrt(size(step) / (steepest || 1));
  const tip = toLength(from, down, SHORTEST + (LONGEST - SHORTEST) * share);
  const before = at([path[2 * step - 2], path[2 * step - 1]]);
  const on = from.map((each, k) => 2 * each - before[k]);
  const length = Math.max(SHORTEST, Math.min(3 * LONGEST, Math.hypot(on[0] - from[0], on[1] - from[1])));
  const end = toLength(from, on, length);
  const labels = [
    drawArrow(context, from, tip, "−gradient", theme),
    drawArrow(context, from, end, "last step", theme, [5, 3]),
  ];
  if (overlap(labels[0], labels[1])) labels[1].y = labels[0].y + LINE * (labels[1].y < labels[0].y ? -1 : 1);
  for (const label of labels) drawLabel(context, label, theme);
}

/** @param {Pair} from @param {Pair} to @param {number} length */
function toLength(from, to, length) {
  const now = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return now > 0 ? from.map((each, k) => each + ((to[k] - each) * length) / now) : from;
}

/**
 * Draws an arrow; returns where its name goes.
 * @param {Context} context
 * @param {Pair} from
 * @param {Pair} to
 * @param {string} words
 * @param {Theme} theme
 * @param {number[]} [dashes]
 */
function drawArrow(context, from, to, words, theme, dashes = []) {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  context.strokeStyle = context.fillStyle = theme.ink;
  context.lineWidth = 1.8;
  context.setLineDash(dashes);
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(to[0] + 5 * Math.cos(angle), to[1] + 5 * Math.sin(angle));
  for (const turn of [2.5, -2.5]) {
    context.lineTo(to[0] + 6 * Math.cos(angle + turn), to[1] + 6 * Math.sin(angle + turn));
  }
  context.closePath();
  context.fill();
  context.font = `11px ${theme.font}`;
  const wide = context.measureText(words).width;
  const left = to[0] + 10 * Math.cos(angle) - (Math.cos(angle) < 0 ? wide : 0);
  return { words, left, wide, y: to[1] + 12 * Math.sin(angle) };
}

/** @param {Label} a @param {Label} b */
function overlap(a, b) {
  const beside = a.left + a.wide + 4 < b.left || b.left + b.wide + 4 < a.left;
  return !beside && Math.abs(a.y - b.y) < LINE;
}

/** @param {Context} context @param {Label} label @param {Theme} theme */
function drawLabel(context, { words, left, y }, theme) {
  context.font = `11px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.strokeText(words, left, y);
  context.fillStyle = theme.ink;
  context.fillText(words, left, y);
}
