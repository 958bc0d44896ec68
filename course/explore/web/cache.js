/** Answers that are known, by what was asked; the oldest make room for new ones. */

const LARGEST = 6e6; // bytes of paths
const GROUNDS = 100;

/** @param {{name: string, shape: boolean}[]} controls */
export function createCache(controls) {
  const answers = new Map();
  const grounds = new Map();
  let size = 0;

  const keyOf = ({ values, start }) => [...controls.map(({ name }) => values[name]), ...start].join();
  const shapeOf = ({ values }) =>
    controls.filter(({ shape }) => shape).map(({ name }) => values[name]).join();

  /** @param {object} state @param {DataView} lines */
  function put(state, lines) {
    const key = keyOf(state);
    size += lines.byteLength - (answers.get(key)?.lines.byteLength ?? 0);
    answers.delete(key);
    answers.set(key, { state, lines });
    for (const [oldest, { lines: freed }] of answers) {
      if (size <= LARGEST || oldest === key) break;
      answers.delete(oldest);
      size -= freed.byteLength;
    }
  }

  function putGround(state, ground) {
    const key = shapeOf(state);
    if (grounds.get(key)?.heights === ground.heights) return;
    grounds.delete(key);
    grounds.set(key, ground);
    if (grounds.size > GROUNDS) grounds.delete(grounds.keys().next().value);
  }

  const has = (question) => answers.has(keyOf(question)) && grounds.has(shapeOf(question));
  const get = (question) => ({
    ...answers.get(keyOf(question)), ground: grounds.get(shapeOf(question)),
  });
  return { keyOf, has, hasKey: (key) => answers.has(key), get, put, putGround };
}
