/** The bowl from above: the cloud, circles of equal cost, three paths and their noise balls. */
import { clear, createLayers, drawAxes, drawMark, fit, tame, within } from "../../../widget/web/frame.js";
import { linear, ticksOn } from "../../../widget/web/numbers.js";
import { drawStar } from "../../../widget/web/surface/map.js";
/** @import { Box, Context, Scale, Theme } from "../../../widget/web/types.js" */
/** @import { NoiseBallScene, NoiseBallState, Walk } from "./types.js" */

const MARGIN = { left: 34, top: 18, right: 12, bottom: 36 };
const TAIL = 12; // updates of a long path that stand out
const LEVELS = [0.1, 0.5, 1.5, 3, 5, 8, 12];

/** @param {HTMLElement} parent @param {NoiseBallScene} scene view, centre and cloud */
export function createBowl(parent, { view: [xs, ys], centre, cloud }) {
  const layers = createLayers(parent, "picture-layers");
  /** @type {Box} */ let box;
  /** @type {Scale} */ let x;
  /** @type {Scale} */ let y;

  /** @param {number} width */
  function heightFor(width) {
    const inner = width - MARGIN.left - MARGIN.right;
    return Math.round((inner * (ys[1] - ys[0])) / (xs[1] - xs[0])) + MARGIN.top + MARGIN.bottom;
  }

  /** @param {number} width @param {number} height */
  function resize(width, height) {
    box = fit(layers, width, height, MARGIN);
    x = linear(xs, [box.left, box.right]);
    y = linear(ys, [box.bottom, box.top]);
  }

  /** @param {Context} context @param {number} radius */
  function circle(context, radius) {
    context.beginPath();
    context.arc(x(centre[0]), y(centre[1]), Math.min(1e5, x(radius) - x(0)), 0, 2 * Math.PI);
  }

  /** @param {Theme} theme */
  function drawGround(theme) {
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
    drawAxes(context, box, ticksOn(x, xs, 6), ticksOn(y, ys, 5), ["θ₀", "θ₁"], theme);
  }

  /**
   * Paths as far as `spent` gradient evaluations brought them.
   * @param {Walk[]} runs
   * @param {number} spent
   * @param {NoiseBallState} state
   * @param {Theme} theme
   */
  function drawPaths(runs, spent, state, theme) {
    const context = layers.top;
    clear(context);
    within(context, box, () => {
      for (let i = runs.length - 1; i >= 0; i--) drawPath(context, runs[i], spent, i, theme);
      state.radii.forEach((radius, i) => {
        if (radius) drawBall(context, radius, theme.paths[i], theme);
      });
      drawStar(context, [x(centre[0]), y(centre[1])], theme, null);
      if (runs.length === 0) drawMark(context, [x(state.origin[0]), y(state.origin[1])], 5, 0);
    });
  }

  /** @param {Context} context @param {Walk} walk @param {number} spent @param {number} index @param {Theme} theme */
  function drawPath(context, { path, spent: costs }, spent, index, theme) {
    const many = path.length > 400;
    context.strokeStyle = context.fillStyle = theme.paths[index];
    context.lineWidth = many ? 1 : 2;
    context.lineJoin = "round";
    let last = 0;
    while (last + 1 < costs.length && costs[last + 1] <= spent) last++;
    /** @param {number} i */
    const place = (i) => [tame(x(path[2 * i])), tame(y(path[2 * i + 1]))];
    /** @param {number} from */
    const trace = (from) => {
      context.beginPath();
      for (let i = from; i <= last; i++) {
        const [px, py] = place(i);
        context.lineTo(px, py);
      }
      context.stroke();
    };
    if (many) {
      context.globalAlpha = 0.3;
      trace(0);
      context.globalAlpha = 1;
    }
    trace(many ? Math.max(0, last - TAIL) : 0);
    if (!many) for (let i = 1; i < last; i++) drawMark(context, place(i), 2.4, index);
    context.strokeStyle = theme.paper;
    context.lineWidth = 1.5;
    drawMark(context, place(last), 5.5, index);
    context.stroke();
  }

  /**
   * A circle that reads on any ground: its colour on a line of paper.
   * @param {Context} context
   * @param {number} radius
   * @param {string} colour
   * @param {Theme} theme
   */
  function drawBall(context, radius, colour, theme) {
    for (const stroke of [theme.paper, colour]) {
      circle(context, radius);
      context.strokeStyle = stroke;
      context.lineWidth = stroke === colour ? 2.5 : 5;
      context.stroke();
    }
  }
  return { heightFor, resize, drawGround, drawPaths };
}

/** The colour of a band between two circles, as on the maps of other surfaces. @param {Theme} theme @param {number} band */
function shade({ low, high }, band) {
  const share = band / LEVELS.length;
  return `rgb(${low.map((from, k) => from + (high[k] - from) * share).join(" ")})`;
}
