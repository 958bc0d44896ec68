/**
 * Where answers come from: those that are known already at once, the others from the kernel.
 * A picture saved to a page of its own has all its answers with it and no kernel.
 */
import { createCache } from "./cache.js";
import { createKernel } from "./kernel.js";
/** @import { Answer, Model, Question, Scene, State } from "./types.js" */

const SETTLE = 150; // milliseconds of quiet after which the kernel hears of what it need not compute

/**
 * @template {State} S
 * @param {Model} model
 * @param {Scene} scene
 * @param {(answer: Answer<S>) => void} onAnswer
 * @param {(words: string) => void} onNote
 */
export function createSource(model, scene, onAnswer, onNote) {
  /** @type {ReturnType<typeof createCache<S>>} */
  const cache = createCache(scene.controls);
  let wanted = "";
  let timer = 0;
  if (scene.saved) return savedSource();
  const kernel = createKernel(model, answered, swept, onNote);

  /** A page of its own: it answers what it holds and passes over the rest. */
  function savedSource() {
    for (const answer of model.get("saved")) cache.put(answer);
    onNote(scene.saved ?? "");
    return {
      /** @param {Question} question */
      ask: (question) => cache.has(question) && onAnswer(cache.get(question)),
      prepare() {},
      ahead: () => false,
      current: () => cache.get(model.get("state")),
      stop() {},
    };
  }

  function answered() {
    const answer = current();
    // What is older than what is shown already would only flicker.
    const stale = wanted && cache.keyOf(answer.state) !== wanted && cache.hasKey(wanted);
    if (!stale) onAnswer(answer);
  }

  /** @param {S[]} states @param {DataView[]} buffers */
  function swept(states, buffers) {
    states.forEach((state, i) => {
      cache.putNumbers(state, buffers[i]);
    });
  }

  /** @param {Question} question */
  function ask(question) {
    wanted = cache.keyOf(question);
    clearTimeout(timer);
    if (!cache.has(question)) return kernel.ask(question);
    onAnswer(cache.get(question));
    timer = setTimeout(() => kernel.ask(question), SETTLE);
  }

  /**
   * Asks for the answers at one control's positions, the nearest first, until all are known.
   * @param {string} name
   * @param {number[]} positions
   * @param {Question} question
   */
  function prepare(name, positions, question) {
    if (!scene.ahead) return;
    const now = question.values[name];
    const questions = positions
      .map((value) => ({ ...question, values: { ...question.values, [name]: value } }))
      .filter((each) => !cache.has(each))
      .sort((a, b) => Math.abs(a.values[name] - now) - Math.abs(b.values[name] - now));
    kernel.sweep(questions);
  }

  /** What the model holds, remembered where it may be asked for again. */
  function current() {
    const names = ["state", "numbers", "crowd", "heights", "levels"];
    /** @type {any} */
    const held = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    /** @type {Answer<S>} */
    const answer = held;
    return scene.ahead ? cache.put(answer) : answer;
  }

  return {
    ask,
    prepare,
    /** Whether the controls are ahead of what is drawn. @param {S} state */
    ahead: (state) => kernel.busy() && cache.keyOf(state) !== wanted,
    current,
    stop() {
      clearTimeout(timer);
      kernel.stop();
    },
  };
}
