/** Answers that are known, by what was asked; the oldest make room for new ones. */
/** @import { Answer, Control, Question, State } from "./types.js" */

const LARGEST = 6e6; // bytes of numbers
const GROUNDS = 100;

/**
 * @template {State} S
 * @param {Control[]} controls
 */
export function createCache(controls) {
  /** @type {Map<string, {state: S, numbers: DataView, crowd?: DataView}>} */
  const answers = new Map();
  /** @type {Map<string, {heights?: DataView, levels?: number[]}>} */
  const grounds = new Map();
  let size = 0;

  /** @param {Question} question */
  const keyOf = ({ values, start = [0, 0] }) =>
    [...controls.map(({ name }) => values[name]), ...start].join();
  /** What lies under the paths depends on these alone. @param {Question} question */
  const shapeOf = ({ values }) =>
    controls.filter(({ shape }) => shape).map(({ name }) => values[name]).join();

  /** @param {S} state @param {DataView} numbers @param {DataView} [crowd] */
  function putNumbers(state, numbers, crowd) {
    const key = keyOf(state);
    remove(key);
    answers.set(key, { state, numbers, crowd });
    size += numbers.byteLength + (crowd?.byteLength ?? 0);
    for (const oldest of answers.keys()) {
      if (size <= LARGEST || oldest === key) break;
      remove(oldest);
    }
  }

  /** @param {string} key */
  function remove(key) {
    const answer = answers.get(key);
    if (answer) size -= answer.numbers.byteLength + (answer.crowd?.byteLength ?? 0);
    answers.delete(key);
  }

  /** Keeps an answer; returns it with the ground that is known for it. @param {Answer<S>} answer */
  function put({ state, numbers, crowd, heights, levels }) {
    const key = shapeOf(state);
    if (!grounds.has(key) || grounds.get(key)?.heights !== heights) {
      grounds.delete(key);
      grounds.set(key, { heights, levels });
      const [oldest] = grounds.keys();
      if (grounds.size > GROUNDS) grounds.delete(oldest);
    }
    putNumbers(state, numbers, crowd);
    return get(state);
  }

  /** An answer that there is. @param {Question} question */
  function get(question) {
    const answer = answers.get(keyOf(question));
    if (!answer) throw new Error(`no answer is known for ${keyOf(question)}`);
    return { ...answer, ...grounds.get(shapeOf(question)) };
  }

  /** @param {Question} question */
  const has = (question) => answers.has(keyOf(question)) && grounds.has(shapeOf(question));
  return { keyOf, has, hasKey: (/** @type {string} */ key) => answers.has(key), get, put, putNumbers };
}
