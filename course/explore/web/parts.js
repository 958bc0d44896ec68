/** The picture's elements, its legend, and how its summary is told. */

const QUIET = 300; // milliseconds without a change before a screen reader is told

/** @param {HTMLElement} el @param {object} scene */
export function createParts(el, scene) {
  const root = add(el, "div", "course-picture");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `Picture: ${scene.step} on ${scene.surface}`);
  root.dataset.lmSuppressShortcuts = "true";
  root.addEventListener("keydown", (event) => event.stopPropagation());
  const head = add(root, "div", "picture-head");
  const title = add(head, "div", "picture-title");
  add(title, "code", "").textContent = scene.step;
  title.append(` on ${scene.surface}`);
  add(title, "span", "picture-formula").textContent = scene.formula;
  const legend = add(head, "div", "picture-legend");
  const plots = add(root, "div", "picture-plots");
  const map = add(plots, "div", "picture-map");
  const waiting = add(map, "div", "picture-waiting");
  waiting.setAttribute("aria-hidden", "true");
  const curve = add(plots, "div", "picture-curve");
  const player = add(root, "div", "picture-player");
  const sliders = add(root, "div", "picture-sliders");
  const words = add(root, "div", "picture-words");
  const message = add(words, "p", "picture-message");
  message.setAttribute("role", "status");
  const note = add(words, "p", "picture-note");
  note.setAttribute("role", "status");
  return { root, legend, map, waiting, curve, player, sliders, message, note };
}

/** Which mark and colour is which run, and the dashed line. */
export function drawLegend(legend, { runs, rate }) {
  const entries = runs.map((run, i) => [`picture-swatch-${i % 4}`, run.name]);
  if (rate !== null) entries.push(["picture-swatch-rate", `predicted: × ${rate.toPrecision(3)} a step`]);
  legend.replaceChildren();
  if (entries.length < 2) return;
  for (const [swatch, words] of entries) {
    const entry = add(legend, "span", "picture-entry");
    add(entry, "i", `picture-swatch ${swatch}`);
    entry.append(words);
  }
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
