/** A plot's canvases, sharp on any screen, its axes and its marks. */
import { SHAPES } from "./marks.js";
/** @import { Box, Context, Layers, Pair, Theme } from "./types.js" */

const NO_MARGIN = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * Two layers: `base` for what stays, `top` for what moves.
 * @param {HTMLElement} parent
 * @param {string} className of the element that holds both
 */
export function createLayers(parent, className) {
  const element = document.createElement("div");
  element.className = className;
  parent.append(element);
  const layers = ["base", "top"].map((name) => {
    const canvas = document.createElement("canvas");
    canvas.className = `picture-${name}`;
    canvas.setAttribute("aria-hidden", "true");
    element.append(canvas);
    return canvas;
  });
  const [base, top] = layers.map(contextOf);
  return { element, base, top, canvases: layers };
}

/** A canvas's context, which every browser has. @param {HTMLCanvasElement | OffscreenCanvas} canvas */
export function contextOf(canvas) {
  return /** @type {Context} */ (canvas.getContext("2d"));
}

/**
 * Gives both layers a size in CSS pixels, at the screen's own resolution.
 * @param {Layers} layers
 * @param {number} width
 * @param {number} height
 * @param {Box} [margin] around the plot
 * @returns {Box} where the plot is
 */
export function fit({ canvases, base, top }, width, height, margin = NO_MARGIN) {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  for (const canvas of canvases) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  for (const context of [base, top]) context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return {
    left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom,
  };
}

/** Clears a layer whatever its scale. @param {CanvasRenderingContext2D} context */
export function clear(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

/**
 * Ticks and names of both axes around `box`.
 * @param {CanvasRenderingContext2D} context
 * @param {{left: number, top: number, right: number, bottom: number}} box
 * @param {{at: number, text: string}[]} xs pixel places along x
 * @param {{at: number, text: string}[]} ys
 * @param {string[]} names
 * @param {Theme} theme
 */
export function drawAxes(context, box, xs, ys, names, theme) {
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.soft;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { at, text } of xs) context.fillText(text, at, box.bottom + 6);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, text } of ys) context.fillText(text, box.left - 7, at);
  context.fillStyle = theme.ink;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(names[0], box.right, box.bottom + 34);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(names[1], 2, 0);
}

/** @param {Context} context @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
export function line(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Runs `draw` with everything outside `box` cut off. @param {Context} context @param {Box} box @param {() => void} draw */
export function within(context, box, draw) {
  context.save();
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 4);
  context.clip();
  draw();
  context.restore();
}

/** Keeps a pixel place finite enough for a canvas. @param {number} px */
export function tame(px) {
  return Math.max(-1e5, Math.min(1e5, px));
}

/**
 * A filled mark, a path's own; its outline is left for stroking.
 * @param {Context} context
 * @param {Pair} at
 * @param {number} size
 * @param {number} index
 */
export function drawMark(context, [px, py], size, index) {
  const shape = SHAPES[index % SHAPES.length];
  context.beginPath();
  if (shape) for (const [x, y] of shape) context.lineTo(px + x * size, py + y * size);
  else context.arc(px, py, size, 0, 2 * Math.PI);
  context.closePath();
  context.fill();
}
