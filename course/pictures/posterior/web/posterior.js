/** The posterior over two weights beside the data: both glide from one look to the next. */
import { createLive } from "../../../widget/web/live.js";
import { writeLegend } from "../../../widget/web/parts.js";
import { createLines } from "./lines.js";
import { createWeights } from "./weights.js";
/** @import { Answer, Render, Theme } from "../../../widget/web/types.js" */
/** @import { PosteriorScene, PosteriorState } from "./types.js" */

const GLIDE = 140; // milliseconds
const GAP = 20;
/** @type {[string, string][]} */
const LEGEND = [
  ["live-0", "MAP and posterior"],
  ["live-1 live-square", "MLE and likelihood"],
  ["live-2 live-dashed live-line", "prior"],
  ["live-ink live-line", "ridge path"],
];

/** @param {Render} anywidget */
function render({ model, el }) {
  /** @type {ReturnType<typeof createLive<PosteriorScene, PosteriorState>>} */
  const live = createLive(model, el, ["weights", "lines"]);
  const { shell, scene } = live;
  const weights = createWeights(shell.plots[0], scene.view);
  const lines = createLines(shell.plots[1]);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  writeLegend(shell.legend, LEGEND);
  /** @type {PosteriorState | null} */ let from = null;
  /** @type {PosteriorState} */ let to;
  /** @type {PosteriorState | null} */ let seen = null; // what is on the screen now
  let frame = 0;
  let since = 0;
  /** @type {Theme} */ let theme;

  /** @param {Answer<PosteriorState>} state */
  function read({ state }) {
    from = seen;
    to = state;
    since = performance.now();
  }

  /** @param {number} width @param {boolean} wide */
  function layOut(width, wide) {
    const left = wide ? Math.min(Math.round(width * 0.56), 600) : width;
    const height = weights.heightFor(left);
    weights.resize(left, height);
    lines.resize(wide ? width - left - GAP : width, wide ? height : Math.round(width * 0.62));
    from = to; // no glide to another size
  }

  /** @param {Theme} now */
  function draw(now) {
    theme = now;
    cancelAnimationFrame(frame);
    step(performance.now());
  }

  /** @param {number} now */
  function step(now) {
    const share = still.matches || !from ? 1 : Math.min(1, Math.max(0, (now - since) / GLIDE));
    /** @type {PosteriorState} */
    const look = share < 1 ? between(from, to, share * (2 - share)) : to;
    seen = look;
    weights.draw(look, theme);
    lines.draw(look, theme);
    if (share < 1) frame = requestAnimationFrame(step);
  }

  return live.begin({ read, layOut, draw, stop: () => cancelAnimationFrame(frame) });
}

/**
 * A look between two, where both have numbers in the same places; else the second.
 * @param {any} a
 * @param {any} b
 * @param {number} share
 * @returns {any}
 */
function between(a, b, share) {
  if (typeof a === "number" && typeof b === "number") return a + (b - a) * share;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return b.map((each, i) => between(a[i], each, share));
  }
  if (a && b && !Array.isArray(b) && typeof b === "object") {
    return Object.fromEntries(Object.keys(b).map((key) => [key, between(a[key], b[key], share)]));
  }
  return b;
}

export default { render };
