/** The test images that are read wrong, small, each with what it is and what it is read as. */
import { contextOf } from "../../../widget/web/frame.js";
import { add, write } from "../../../widget/web/parts.js";
/** @import { Theme } from "../../../widget/web/types.js" */

const ROOM = 62; // pixels an image takes across
const LINES = 2; // of images

/**
 * @param {HTMLElement} parent
 * @param {{labels: number[], side: number}} scene
 * @param {Uint8Array} images one byte a pixel
 */
export function createMisread(parent, { labels, side }, images) {
  const head = add(parent, "div", "training-misread-head");
  const title = add(head, "p", "training-misread-title");
  const list = add(parent, "ul", "training-digits");
  const rest = add(parent, "p", "training-rest");
  /** @type {ReturnType<typeof createEntry>[]} */ const entries = [];
  let shown = "";

  function createEntry() {
    const item = document.createElement("li");
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    canvas.setAttribute("aria-hidden", "true");
    const words = document.createElement("span");
    item.append(canvas, words);
    return { item, canvas, words };
  }

  /**
   * Pixels as the ink's opacity, so that they read in any theme.
   * @param {HTMLCanvasElement} canvas
   * @param {number} index
   * @param {string} ink
   */
  function paint(canvas, index, ink) {
    const context = contextOf(canvas);
    context.clearRect(0, 0, side, side);
    context.fillStyle = ink;
    for (let i = 0; i < side * side; i++) {
      context.globalAlpha = images[index * side * side + i] / 255;
      context.fillRect(i % side, Math.floor(i / side), 1, 1);
    }
  }

  /**
   * @param {Uint8Array | undefined} answers
   * @param {string} name whose answers they are
   * @param {number} width pixels there are
   * @param {Theme} theme
   */
  function draw(answers, name, width, theme) {
    parent.hidden = !answers;
    if (!answers) return;
    const wrong = labels.flatMap((label, i) => (answers[i] === label ? [] : [i]));
    const room = Math.max(1, Math.floor(width / ROOM)) * LINES;
    const some = wrong.slice(0, room);
    const key = `${name} ${theme.ink} ${some.map((i) => `${i}:${answers[i]}`).join()} ${wrong.length}`;
    if (key === shown) return;
    shown = key;
    write(title, `${wrong.length} of ${labels.length} new digits are read wrong by ${name}`);
    while (entries.length < some.length) entries.push(createEntry());
    some.forEach((index, i) => {
      paint(entries[i].canvas, index, theme.ink);
      entries[i].words.textContent = `${labels[index]} as ${answers[index]}`;
    });
    list.replaceChildren(...entries.slice(0, some.length).map(({ item }) => item));
    const more = wrong.length - some.length;
    rest.textContent = more > 0 ? `… and ${more} more.` : "";
  }
  return { head, draw };
}
