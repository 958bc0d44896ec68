/** Saves what is seen as a PNG: title, plots, and where the sliders stand. */

const EDGE = 14; // pixels around all

/**
 * @param {HTMLElement} parent where the button goes
 * @param {HTMLElement} root the whole picture
 * @param {() => import("./theme.js").Theme} theme
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

function save(root, theme) {
  const plots = root.querySelector(".picture-plots");
  const [whole, part] = [root, plots].map((element) => element.getBoundingClientRect());
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const [width, top] = [whole.width + 2 * EDGE, 58];
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round((top + part.height + 30) * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, canvas.height);
  const [formula] = root.querySelectorAll(".picture-formula");
  const title = formula.parentElement.textContent.slice(0, -formula.textContent.length || undefined);
  write(context, title, EDGE, 22, theme.ink, `600 14px ${theme.font}`);
  drawNames(context, root, theme);
  for (const plot of plots.querySelectorAll("canvas")) {
    const { left, top: above, width: wide, height } = plot.getBoundingClientRect();
    if (wide) context.drawImage(plot, left - whole.left + EDGE, above - part.top + top, wide, height);
  }
  drawStart(context, root.querySelector(".picture-handle").getBoundingClientRect(), whole, part, top, theme);
  const settings = [...root.querySelectorAll(".picture-sliders input")].map((input) => input.ariaValueText);
  write(context, settings.join(", "), EDGE, top + part.height + 16, theme.soft, `12px ${theme.font}`);
  const link = document.createElement("a");
  link.download = `${title.replace(/[^\p{L}\p{N}_]+/gu, "-")}.png`;
  link.href = canvas.toDataURL("image/png");
  link.click();
}

/** The paths' names, each in its colour. */
function drawNames(context, root, theme) {
  let x = EDGE;
  for (const entry of root.querySelectorAll(".picture-entry, .picture-table tbody th")) {
    const swatch = entry.querySelector("svg");
    const colour = swatch ? getComputedStyle(swatch).color : theme.ink;
    write(context, entry.textContent, x, 42, colour, `12px ${theme.font}`);
    x += context.measureText(entry.textContent).width + 18;
  }
}

function drawStart(context, handle, whole, part, top, theme) {
  const x = handle.left + handle.width / 2 - whole.left + EDGE;
  const y = handle.top + handle.height / 2 - part.top + top;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fillStyle = theme.paper;
  context.fill();
  context.strokeStyle = theme.ink;
  context.lineWidth = 2.5;
  context.stroke();
}

function write(context, words, x, y, colour, font) {
  context.font = font;
  context.fillStyle = colour;
  context.textBaseline = "middle";
  context.fillText(words, x, y);
}
