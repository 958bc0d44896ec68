/** What every lesson picture does: frame, sliders, questions to the kernel, words, sizes, themes. */
import { createKernel } from "../../explore/web/kernel.js";
import { keepKeys } from "../../explore/web/keys.js";
import { createTeller, write } from "../../explore/web/parts.js";
import { createSliders } from "../../explore/web/sliders.js";
import { onThemeChange, readTheme } from "../../explore/web/theme.js";

const WIDE = 620; // pixels from which plots stand side by side

/**
 * @param {object} model anywidget's model
 * @param {HTMLElement} el
 * @param {string[]} plots names of the plots' elements, each of class `picture-<name>`
 */
export function createLive(model, el, plots) {
  const scene = model.get("scene");
  const shell = createShell(el, scene, plots);
  const tell = createTeller(shell.message);
  const kernel = createKernel(model, answered, () => {}, (note) => (shell.note.textContent = note));
  const sliders = createSliders(shell.sliders, scene.controls, ask, () => {});
  let part, theme;
  let ready = false; // false until we know our size

  function ask() {
    kernel.ask({ values: sliders.values() });
  }

  function answered() {
    const state = model.get("state");
    if (!kernel.busy()) sliders.set(state.values);
    part.read(state, model.get("numbers"));
    say(part.words?.(state) ?? state);
    if (ready) part.draw(theme);
  }

  /** Says how it is: what a state says, or what a drawing that lags behind it has to say. */
  function say(state) {
    shell.root.dataset.kind = state.kind;
    write(shell.waiting, state.kind === "waiting" ? state.message : "");
    tell(state);
  }

  function layOut() {
    const width = shell.root.clientWidth;
    if (width === 0) return;
    const wide = width >= WIDE;
    shell.root.classList.toggle("wide", wide);
    part.layOut(width, wide);
    ready = true;
    paint();
  }

  function paint() {
    theme = readTheme(shell.root);
    if (ready) part.draw(theme);
  }

  /**
   * Begins to live; returns how to end it.
   * @param {{read: Function, layOut: Function, draw: Function, words?: Function, stop?: Function}} drawing
   */
  function begin(drawing) {
    part = drawing;
    answered();
    const observer = new ResizeObserver(layOut);
    observer.observe(shell.root);
    const stopTheme = onThemeChange(paint);
    const letGo = keepKeys(shell.root);
    return () => {
      letGo();
      observer.disconnect();
      stopTheme();
      kernel.stop();
      part.stop?.();
      shell.root.remove(); // the page may hold on to what is around us
    };
  }
  return { scene, shell, say, begin };
}

/** The elements, in reading order: title and legend, plots, player, sliders, words. */
function createShell(el, scene, plots) {
  const root = add(el, "div", "course-picture");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `Picture: ${scene.name} ${scene.about}`);
  const head = add(root, "div", "picture-head");
  const title = add(head, "div", "picture-title");
  add(title, "code", "").textContent = scene.name;
  title.append(` ${scene.about}`);
  const legend = add(head, "div", "picture-legend");
  const area = add(root, "div", "picture-plots");
  const elements = plots.map((name) => add(area, "div", `picture-plot picture-${name}`));
  const waiting = add(elements[0], "div", "picture-waiting");
  waiting.setAttribute("aria-hidden", "true");
  const player = add(root, "div", "picture-player");
  const sliders = add(root, "div", "picture-sliders");
  const words = add(root, "div", "picture-words");
  const message = add(words, "p", "picture-message");
  message.setAttribute("role", "status");
  const note = add(words, "p", "picture-note");
  note.setAttribute("role", "status");
  return { root, legend, plots: elements, waiting, player, sliders, words, message, note };
}

/** Which colour and mark is what. @param {[string, string][]} entries class of a swatch, words */
export function writeLegend(legend, entries) {
  legend.replaceChildren();
  for (const [swatch, words] of entries) {
    const entry = add(legend, "span", "picture-entry");
    add(entry, "i", `live-swatch ${swatch}`);
    entry.append(words);
  }
}

/** A new element of a class inside `parent`. */
export function add(parent, tag, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  parent.append(element);
  return element;
}

/** What the kernel sent as float32; a copy, since it may not begin at a multiple of four bytes. */
export function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
