/** The picture's elements, its legend, and how its summary is told. */
import { createSwatch } from "./marks.js";

const QUIET = 300; // milliseconds without a change before a screen reader is told

/** @param {HTMLElement} el @param {object} scene */
export function createParts(el, scene) {
  const root = add(el, "div", "course-picture");
  root.classList.toggle("saved", Boolean(scene.saved));
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `Picture: ${scene.race ? "a race" : scene.step} on ${scene.surface}`);
  const head = add(root, "div", "picture-head");
  const title = add(head, "div", "picture-title");
  if (scene.race) title.append(`a race on ${scene.surface}`);
  else {
    add(title, "code", "").textContent = scene.step;
    title.append(` on ${scene.surface}`);
  }
  add(title, "span", "picture-formula").textContent = scene.formula;
  const legend = add(head, "div", "picture-legend");
  const plots = add(root, "div", "picture-plots");
  const field = add(plots, "div", "picture-field");
  const waiting = add(field, "div", "picture-waiting");
  waiting.setAttribute("aria-hidden", "true");
  const side = add(plots, "div", "picture-side");
  const examples = scene.data && add(side, "div", "picture-data");
  const curve = add(side, "div", "picture-curve");
  const table = add(root, "div", "picture-race");
  const player = add(root, "div", "picture-player");
  const sliders = add(root, "div", "picture-sliders");
  const words = add(root, "div", "picture-words");
  const message = add(words, "p", "picture-message");
  message.setAttribute("role", "status");
  const note = add(words, "p", "picture-note");
  note.setAttribute("role", "status");
  return { root, legend, field, waiting, examples, curve, table, player, sliders, message, note };
}

/** Which mark and colour is which run, unless a table says so, and the dashed line. */
export function drawLegend(legend, { runs, rate }, hasTable) {
  const entries = hasTable ? [] : runs.map((run, i) => [createSwatch(i), run.name]);
  if (rate !== null) {
    const dashes = Object.assign(document.createElement("i"), { className: "picture-dashes" });
    entries.push([dashes, `predicted: × ${rate.toPrecision(3)} a step`]);
  }
  legend.replaceChildren();
  if (runs.length + (rate === null ? 0 : 1) < 2) return;
  for (const [swatch, words] of entries) add(legend, "span", "picture-entry").append(swatch, words);
}

/** Writes a sentence; what stands between backticks is code. */
export function write(element, sentence) {
  if (element.dataset.said === sentence) return;
  element.dataset.said = sentence;
  element.replaceChildren();
  sentence.split("`").forEach((piece, i) => {
    if (i % 2) add(element, "code", "").textContent = piece;
    else element.append(piece);
  });
}

/** Tells the summary once it has stayed the same for a moment; trouble at once. */
export function createTeller(message) {
  let timer = 0;
  let kind = "";
  return (state) => {
    clearTimeout(timer);
    const tell = () => write(message, state.message);
    if (state.kind === kind) timer = setTimeout(tell, QUIET);
    else tell();
    kind = state.kind;
  };
}

/** A new element of a class inside `parent`. */
function add(parent, tag, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent.append(element);
  return element;
}
