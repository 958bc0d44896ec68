/** The bowl from above: the cloud, circles of equal cost, three paths and their noise balls. */
import { clear, createLayers, drawAxes, drawMark, fit, tame, within } from "../../explore/web/frame.js";
import { linear, ticks, written } from "../../explore/web/numbers.js";

const MARGIN = { left: 34, top: 18, right: 12, bottom: 36 };
const TAIL = 12; // updates of a long path that stand out
const LEVELS = [0.1, 0.5, 1.5, 3, 5, 8, 12];

/** @param {HTMLElement} parent @param {object} scene view, centre and cloud */
export function createBowl(parent, { view: [xs, ys], centre, cloud }) {
  const layers = createLayers(parent, "picture-layers");
  let box, x, y;

  function heightFor(width) {
    const inner = width - MARGIN.left - MARGIN.right;
    return Math.round((inner * (ys[1] - ys[0])) / (xs[1] - xs[0])) + MARGIN.top + MARGIN.bottom;
  }

  function resize(width, height) {
    fit(layers, width, height);
    box = { left: MARGIN.left, top: MARGIN.top, right: width - MARGIN.right, bottom: height - MARGIN.bottom };
    x = linear(xs, [box.left, box.right]);
    y = linear(ys, [box.bottom, box.top]);
  }

  function circle(context, radius) {
    context.beginPath();
    context.arc(x(centre[0]), y(centre[1]), Math.min(1e5, x(radius) - x(0)), 0, 2 * Math.PI);
  }

  function drawGround(state, theme) {
    const context = layers.base;
    clear(context);
    within(context, box, () => {
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.fillStyle = shade(theme, LEVELS.length);
      context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
      for (let i = LEVELS.length - 1; i >= 0; i--) {
        circle(context, Math.sqrt(2 * LEVELS[i]));
        context.fillStyle = shade(theme, i);
        context.fill();
        context.stroke();
      }
      context.fillStyle = theme.soft;
      context.globalAlpha = 0.45;
      for (const [a, b] of cloud) context.fillRect(x(a) - 1, y(b) - 1, 2, 2);
      context.globalAlpha = 1;
    });
    const along = (scale) => (value) => ({ at: scale(value), text: written(value) });
    drawAxes(context, box, ticks(...xs, 6).map(along(x)), ticks(...ys, 5).map(along(y)), ["θ₀", "θ₁"], theme);
  }

  /** Paths as far as `spent` gradient evaluations brought them. */
  function drawPaths(runs, spent, state, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) drawPath(context, runs[i], spent, i, theme);
      state.radii.forEach((radius, i) => {
        if (radius) drawBall(context, radius, theme.paths[i], theme);
      });
      drawStar(context, x(centre[0]), y(centre[1]), theme);
      if (runs.length === 0) drawMark(context, x(state.start[0]), y(state.start[1]), 5, 0);
    });
  }

  function drawPath(context, { path, spent: costs }, spent, index, theme) {
    const many = path.length > 400;
    context.strokeStyle = context.fillStyle = theme.paths[index];
    context.lineWidth = many ? 1 : 2;
    context.lineJoin = "round";
    let last = 0;
    while (last + 1 < costs.length && costs[last + 1] <= spent) last++;
    const place = (i) => [tame(x(path[2 * i])), tame(y(path[2 * i + 1]))];
    const trace = (from) => {
      context.beginPath();
      for (let i = from; i <= last; i++) context.lineTo(...place(i));
      context.stroke();
    };
    if (many) {
      context.globalAlpha = 0.3;
      trace(0);
      context.globalAlpha = 1;
    }
    trace(many ? Math.max(0, last - TAIL) : 0);
    if (!many) for (let i = 1; i < last; i++) drawMark(context, ...place(i), 2.4, index);
    context.strokeStyle = theme.paper;
    context.lineWidth = 1.5;
    drawMark(context, ...place(last), 5.5, index);
    context.stroke();
  }

  /** A circle that reads on any ground: its colour on a line of paper. */
  function drawBall(context, radius, colour, theme) {
    for (const [stroke, width] of [[theme.paper, 5], [colour, 2.5]]) {
      circle(context, radius);
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.stroke();
    }
  }
  return { heightFor, resize, drawGround, drawPaths };
}

/** The colour of a band between two circles, as on the maps of other surfaces. */
function shade({ low, high }, band) {
  const share = band / LEVELS.length;
  return `rgb(${low.map((from, k) => from + (high[k] - from) * share).join(" ")})`;
}

function drawStar(context, px, py, theme) {
  context.beginPath();
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? 3 : 7;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    context.lineTo(px + radius * Math.cos(angle), py + radius * Math.sin(angle));
  }
  context.closePath();
  context.fillStyle = theme.ink;
  context.fill();
}
