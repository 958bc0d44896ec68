/**
 * Where answers come from: those that are known already at once, the others from the kernel.
 * A picture saved to a page of its own has all its answers with it and no kernel.
 * @typedef {{values: Record<string, number>, start: number[]}} Question
 * @typedef {{state: object, lines: DataView, crowd: DataView,
 *   ground: {heights: DataView, levels: number[]}}} Answer
 */
import { createCache } from "./cache.js";
import { createKernel } from "./kernel.js";
import { readSaved } from "./saved.js";

const SAVED =
  "This saved picture runs without Python: its sliders move in steps that were computed " +
  "beforehand, and its starting point stays where it is.";
const SETTLE = 150; // milliseconds of quiet after which the kernel hears of what it need not compute

/**
 * @param {object} model anywidget's model
 * @param {object} scene
 * @param {(answer: Answer) => void} onAnswer
 * @param {(words: string) => void} onNote
 */
export function createSource(model, scene, onAnswer, onNote) {
  const cache = createCache(scene.controls);
  let wanted = "";
  let timer = 0;
  if (model.get("saved")) {
    readSaved(model.get("saved"), cache);
    onNote(SAVED);
    const ask = (question) => cache.has(question) && onAnswer(cache.get(question));
    const home = () => cache.get(model.get("state"));
    return { ask, prepare() {}, ahead: () => false, current: home, stop() {} };
  }
  const kernel = createKernel(model, answered, swept, onNote);

  function answered() {
    const answer = current(model, cache);
    // What is older than what is shown already would only flicker.
    const stale = wanted && cache.keyOf(answer.state) !== wanted && cache.hasKey(wanted);
    if (!stale) onAnswer(answer);
  }

  function swept(states, buffers) {
    states.forEach((state, i) => cache.put(state, buffers[i]));
  }

  function ask(question) {
    wanted = cache.keyOf(question);
    clearTimeout(timer);
    if (!cache.has(question)) return kernel.ask(question);
    onAnswer(cache.get(question));
    timer = setTimeout(() => kernel.ask(question), SETTLE);
  }

  /** Asks for the paths of one control's positions, the nearest first, until all are known. */
  function prepare(name, positions, question) {
    if (scene.swarm) return; // too large to be sent for every position
    const now = question.values[name];
    const questions = positions
      .map((value) => ({ ...question, values: { ...question.values, [name]: value } }))
      .filter((each) => !cache.has(each))
      .sort((a, b) => Math.abs(a.values[name] - now) - Math.abs(b.values[name] - now));
    kernel.sweep(questions);
  }

  return {
    ask,
    prepare,
    /** Whether the controls are ahead of what is drawn. */
    ahead: (state) => kernel.busy() && cache.keyOf(state) !== wanted,
    current: () => current(model, cache),
    stop() {
      clearTimeout(timer);
      kernel.stop();
    },
  };
}

/** What the model holds, remembered. @returns {Answer} */
function current(model, cache) {
  const state = model.get("state");
  cache.putGround(state, { heights: model.get("heights"), levels: model.get("levels") });
  cache.put(state, model.get("lines"), model.get("crowd"));
  return cache.get(state);
}
