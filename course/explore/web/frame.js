/** A plot's canvases, sharp on any screen, and its axes. */

/**
 * Two layers: `base` for what stays, `top` for what moves.
 * @param {HTMLElement} parent
 */
export function createLayers(parent) {
  const layers = ["base", "top"].map((name) => {
    const canvas = document.createElement("canvas");
    canvas.className = `picture-${name}`;
    canvas.setAttribute("aria-hidden", "true");
    parent.append(canvas);
    return canvas;
  });
  return { base: layers[0].getContext("2d"), top: layers[1].getContext("2d"), canvases: layers };
}

/** Gives both layers a size in CSS pixels, at the screen's own resolution. */
export function fit({ canvases, base, top }, width, height) {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  for (const canvas of canvases) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  for (const context of [base, top]) context.setTransform(ratio, 0, 0, ratio, 0, 0);
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

/** Runs `draw` with everything outside `box` cut off. */
export function within(context, box, draw) {
  context.save();
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 4);
  context.clip();
  draw();
  context.restore();
}

/** Keeps a pixel place finite enough for a canvas. */
export function tame(px) {
  return Math.max(-1e5, Math.min(1e5, px));
}

/** The first path has round marks, the second square ones, so that colour is not all. */
export function drawMark(context, px, py, size, index) {
  context.beginPath();
  if (index % 2) context.rect(px - size, py - size, 2 * size, 2 * size);
  else context.arc(px, py, size, 0, 2 * Math.PI);
  context.fill();
}
