/** Elements of a picture, and how its words are told. */

const QUIET = 300; // milliseconds without a change before a screen reader is told

/**
 * A new element of a class inside `parent`.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {Element} parent
 * @param {T} tag
 * @param {string} className
 */
export function add(parent, tag, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent.append(element);
  return element;
}

/**
 * Writes a sentence; what stands between backticks is code.
 * @param {HTMLElement} element
 * @param {string} sentence
 */
export function write(element, sentence) {
  if (element.dataset.said === sentence) return;
  element.dataset.said = sentence;
  element.replaceChildren();
  sentence.split("`").forEach((piece, i) => {
    if (i % 2) add(element, "code", "").textContent = piece;
    else element.append(piece);
  });
}

/**
 * Tells the summary once it has stayed the same for a moment; trouble at once.
 * @param {HTMLElement} message
 * @returns {(state: {kind: string, message: string}) => void}
 */
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

/**
 * Which colour and mark is what.
 * @param {HTMLElement} legend
 * @param {[string, string][]} entries class of a swatch, words
 */
export function writeLegend(legend, entries) {
  legend.replaceChildren();
  for (const [swatch, words] of entries) {
    const entry = add(legend, "span", "picture-entry");
    add(entry, "i", `live-swatch ${swatch}`);
    entry.append(words);
  }
}

/**
 * What the kernel sent as float32; a copy, since it may not begin at a multiple of four bytes.
 * @param {DataView} view
 */
export function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
