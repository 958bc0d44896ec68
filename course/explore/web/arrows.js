/** What moves the point, while it rests between two steps: downhill, and the last step's motion. */
const LONGEST = 60; // pixels of the steepest place's arrow
const SHORTEST = 14;
const LINE = 15; // pixels from one label to the next

/**
 * @param {import("./data.js").Run} run
 * @param {number} position
 * @param {(theta: number[]) => number[]} at in pixels
 * @param {number[][]} view
 */
export function drawArrows(context, { path, slope, loss }, position, at, view, theme) {
  const step = Math.floor(position);
  if (step < 1 || step >= loss.length - 1) return;
  const theta = [path[2 * step], path[2 * step + 1]];
  if (theta.some((each, k) => !(each >= view[k][0] && each <= view[k][1]))) return;
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
  if (overlap(...labels)) labels[1].y = labels[0].y + LINE * (labels[1].y < labels[0].y ? -1 : 1);
  for (const label of labels) drawLabel(context, label, theme);
}

function toLength(from, to, length) {
  const now = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return now > 0 ? from.map((each, k) => each + ((to[k] - each) * length) / now) : from;
}

/** Draws an arrow; returns where its name goes. */
function drawArrow(context, from, to, words, theme, dashes = []) {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  context.strokeStyle = context.fillStyle = theme.ink;
  context.lineWidth = 1.8;
  context.setLineDash(dashes);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
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

function overlap(a, b) {
  const beside = a.left + a.wide + 4 < b.left || b.left + b.wide + 4 < a.left;
  return !beside && Math.abs(a.y - b.y) < LINE;
}

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
