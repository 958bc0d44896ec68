/** What every picture does: frame, sliders, questions to the kernel, words, sizes, themes. */
import { keepKeys } from "./keys.js";
import { add, createTeller, write } from "./parts.js";
import { createPhoto } from "./photo.js";
import { createSliders } from "./sliders.js";
import { createSource } from "./source.js";
import { onThemeChange, readTheme } from "./theme.js";
/** @import { Answer, Drawing, Model, Scene, State, Theme } from "./types.js" */

const WIDE = 620; // pixels from which plots stand side by side

/**
 * @template {Scene} C
 * @template {State} S
 * @param {Model} model
 * @param {HTMLElement} el
 * @param {string[]} plots names of the plots' elements, each of class `picture-<name>`
 */
export function createLive(model, el, plots) {
  /** @type {C} */
  const scene = model.get("scene");
  const shell = createShell(el, scene, plots);
  const tell = createTeller(shell.message);
  /** @type {Drawing<S>} */
  let part;
  /** @type {Theme} */
  let theme;
  let ready = false; // false until we know our size
  /** @type {ReturnType<typeof createSource<S>>} */
  const source = createSource(model, scene, answered, (note) => {
    shell.note.textContent = note;
  });
  const sliders = createSliders(shell.sliders, scene.controls, ask, (name, positions) =>
    source.prepare(name, positions, question()),
  );
  const question = () => ({ values: sliders.values(), ...part.asks?.() });

  function ask() {
    source.ask(question());
  }

  /** @param {Answer<S>} answer */
  function answered(answer) {
    const { state } = answer;
    const ahead = source.ahead(state);
    if (!ahead) sliders.set(state.values);
    part.read(answer, ahead);
    say(part.words?.(state) ?? state);
    if (ready) part.draw(theme);
  }

  /**
   * Says how it is: what a state says, or what a drawing that lags behind it has to say.
   * @param {{kind: string, message: string}} state
   */
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
   * @param {Drawing<S>} drawing
   */
  function begin(drawing) {
    part = drawing;
    createPhoto(shell.player, shell.root, () => theme);
    answered(source.current());
    layOut();
    const observer = new ResizeObserver(layOut);
    observer.observe(shell.root);
    const stopTheme = onThemeChange(paint);
    const letGo = keepKeys(shell.root);
    return () => {
      letGo();
      observer.disconnect();
      stopTheme();
      source.stop();
      part.stop?.();
      shell.root.remove(); // the page may hold on to what is around us
    };
  }
  return { scene, shell, say, ask, layOut, begin };
}

/**
 * The elements, in reading order: title and legend, plots, player, sliders, words.
 * @param {HTMLElement} el
 * @param {Scene} scene
 * @param {string[]} plots
 */
function createShell(el, scene, plots) {
  const root = add(el, "div", "course-picture");
  root.classList.toggle("saved", Boolean(scene.saved));
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `Picture: ${`${scene.name} ${scene.about}`.trim()}`);
  const head = add(root, "div", "picture-head");
  const title = add(head, "div", "picture-title");
  if (scene.name) add(title, "code", "").textContent = scene.name;
  title.append(scene.name ? ` ${scene.about}` : scene.about);
  if (scene.formula) add(title, "span", "picture-formula").textContent = scene.formula;
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
  return { root, legend, area, plots: elements, waiting, player, sliders, words, message, note };
}
