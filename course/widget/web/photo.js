/** Saves what is seen as a PNG: title, plots, and where the sliders stand. */
/** @import { Context, Theme } from "./types.js" */

const EDGE = 14; // pixels around all
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font", "text-anchor", "dominant-baseline"];

/**
 * @param {HTMLElement} parent where the button goes
 * @param {HTMLElement} root the whole picture
 * @param {() => Theme} theme
 */
export function createPhoto(parent, root, theme) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.className = "picture-button";
  button.title = button.ariaLabel = "Save as PNG";
  button.innerHTML =
    '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M7 2h2v6h3l-4 4.5L4 8h3zM2.5 13.5h11V15h-11z"/></svg>';
  button.addEventListener("click", () => save(root, theme()));
  parent.append(button);
}

/** @param {HTMLElement} root @param {Theme} theme */
async function save(root, theme) {
  const plots = one(root, ".picture-plots");
  const [whole, part] = [root, plots].map((element) => element.getBoundingClientRect());
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const [width, top] = [whole.width + 2 * EDGE, 58];
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round((top + part.height + 30) * ratio);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(ratio, ratio);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, canvas.height);
  const title = titleOf(root);
  write(context, title, EDGE, 22, theme.ink, `600 14px ${theme.font}`);
  drawNames(context, root, theme);
  /** @param {Element} element */
  const place = (element) => {
    const { left, top: above, width: wide, height } = element.getBoundingClientRect();
    return { left: left - whole.left + EDGE, top: above - part.top + top, wide, height };
  };
  for (const plot of plots.querySelectorAll("canvas")) {
    const { left, top: above, wide, height } = place(plot);
    if (wide) context.drawImage(plot, left, above, wide, height);
  }
  for (const drawing of plots.querySelectorAll("svg[role=img]")) {
    const { left, top: above, wide, height } = place(drawing);
    context.drawImage(await imageOf(drawing), left, above, wide, height);
  }
  const handle = root.querySelector(".picture-handle");
  if (handle) drawStart(context, place(handle), theme);
  const settings = [...root.querySelectorAll(".picture-sliders input")].map((input) => input.ariaValueText);
  write(context, settings.join(", "), EDGE, top + part.height + 16, theme.soft, `12px ${theme.font}`);
  const link = document.createElement("a");
  link.download = `${title.replace(/[^\p{L}\p{N}_]+/gu, "-")}.png`;
  link.href = canvas.toDataURL("image/png");
  link.click();
}

/** @param {Element} root @param {string} selector @returns {Element} */
function one(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`a picture has no ${selector}`);
  return found;
}

/** The title without its formula. @param {Element} root */
function titleOf(root) {
  const title = one(root, ".picture-title");
  const formula = title.querySelector(".picture-formula")?.textContent ?? "";
  const text = title.textContent ?? "";
  return text.slice(0, text.length - formula.length);
}

/** A drawing with the looks that the page's style sheet gives it. @param {Element} drawing */
async function imageOf(drawing) {
  const copy = /** @type {Element} */ (drawing.cloneNode(true));
  const originals = drawing.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, i) => {
    const style = getComputedStyle(originals[i]);
    const looks = DRAWN.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    element.setAttribute("style", looks.join("; "));
  });
  const text = new XMLSerializer().serializeToString(copy);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}

/**
 * The paths' names, each in its colour.
 * @param {Context} context
 * @param {Element} root
 * @param {Theme} theme
 */
function drawNames(context, root, theme) {
  let x = EDGE;
  for (const entry of root.querySelectorAll(".picture-entry, .picture-race tbody th")) {
    const swatch = entry.querySelector("svg, i");
    const words = entry.textContent ?? "";
    write(context, words, x, 42, swatch ? getComputedStyle(swatch).color : theme.ink, `12px ${theme.font}`);
    x += context.measureText(words).width + 18;
  }
}

/**
 * @param {Context} context
 * @param {{left: number, top: number, wide: number, height: number}} handle
 * @param {Theme} theme
 */
function drawStart(context, { left, top, wide, height }, theme) {
  context.beginPath();
  context.arc(left + wide / 2, top + height / 2, 6, 0, 2 * Math.PI);
  context.fillStyle = theme.paper;
  context.fill();
  context.strokeStyle = theme.ink;
  context.lineWidth = 2.5;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 * @param {string} font
 */
function write(context, words, x, y, colour, font) {
  context.font = font;
  context.fillStyle = colour;
  context.textBaseline = "middle";
  context.fillText(words, x, y);
}
