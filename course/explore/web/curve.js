/** Loss against step, on a log scale, in step with the map. */
import { clear, createLayers, drawAxes, drawMark, fit, tame, within } from "./frame.js";
import { decades, linear, powerOfTen, ticks, written } from "./numbers.js";

const MARGIN = { left: 40, top: 18, right: 10, bottom: 36 };
const SMALLEST = 1e-16;

/** @param {HTMLElement} parent */
export function createCurve(parent, scene) {
  const layers = createLayers(parent);
  let box, x, y;

  function resize(width, height) {
    fit(layers, width, height);
    box = {
      left: MARGIN.left, top: MARGIN.top,
      right: width - MARGIN.right, bottom: height - MARGIN.bottom,
    };
    x = linear([0, scene.steps], [box.left + 4, box.right - 6]);
  }

  /** Axes, the whole curves faintly, and the predicted rate as a dashed line. */
  function drawBase(runs, rate, theme) {
    const context = layers.base;
    const [low, high] = span(runs);
    y = linear([low, high], [box.bottom - 4, box.top + 4]);
    clear(context);
    const xs = ticks(0, scene.steps, 5).map((step) => ({ at: x(step), text: written(step) }));
    const ys = decades(low, high, 6).map((power) => ({ at: y(power), text: powerOfTen(power) }));
    drawAxes(context, box, xs, ys, ["step", "loss, log scale"], theme);
    drawGrid(context, box, xs, ys, theme);
    within(context, box, () => {
      context.globalAlpha = 0.3;
      runs.forEach((run, i) => drawLine(context, run.loss, scene.steps, x, y, theme.paths[i % 4]));
      context.globalAlpha = 1;
      if (rate !== null) drawRate(context, runs[0].loss[0], rate, scene.steps, x, y, theme);
    });
  }

  function drawTop(runs, position, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) {
        const loss = runs[i].loss;
        const tip = drawLine(context, loss, position, x, y, theme.paths[i % 4]);
        context.fillStyle = theme.paths[i % 4];
        context.strokeStyle = theme.paper;
        drawMark(context, ...tip, 4.5, i);
        context.stroke();
      }
    });
  }
  return { resize, drawBase, drawTop };
}

/** Exponents of ten that hold all losses: what explodes or vanishes is cut. */
function span(runs) {
  let low = Infinity;
  let high = -Infinity;
  for (const run of runs) {
    for (const loss of run.loss) {
      low = Math.min(low, Math.log10(Math.max(loss, SMALLEST)));
      high = Math.max(high, Math.log10(Math.max(loss, SMALLEST)));
    }
  }
  const first = Math.log10(Math.max(runs[0].loss[0], SMALLEST));
  high = Math.ceil(Math.min(high, first + 8) + 0.05);
  return [Math.min(Math.floor(Math.max(low, first - 14)), high - 2), high];
}

function drawGrid(context, box, xs, ys, theme) {
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

/** A curve up to `position`; returns its tip in pixels. */
function drawLine(context, loss, position, x, y, colour) {
  const height = (i) => tame(y(Math.log10(Math.max(loss[i], SMALLEST))));
  const end = Math.min(position, loss.length - 1);
  const whole = Math.floor(end);
  const next = Math.min(whole + 1, loss.length - 1);
  const tip = [x(end), height(whole) + (height(next) - height(whole)) * (end - whole)];
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  context.moveTo(x(0), height(0));
  for (let i = 1; i <= whole; i++) context.lineTo(x(i), height(i));
  context.lineTo(...tip);
  context.stroke();
  return tip;
}

/** The distance shrinks by `rate` a step, so the loss of a quadratic by its square. */
function drawRate(context, first, rate, steps, x, y, theme) {
  const slope = 2 * Math.log10(Math.max(rate, 1e-12));
  const from = Math.log10(Math.max(first, SMALLEST));
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  context.setLineDash([6, 5]);
  context.beginPath();
  context.moveTo(x(0), tame(y(from)));
  context.lineTo(x(steps), tame(y(from + slope * steps)));
  context.stroke();
  context.setLineDash([]);
}
