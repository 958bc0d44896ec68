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

  /** @param {object} state @param {DataView} lines @param {DataView} [crowd] */
  function put(state, lines, crowd) {
    const key = keyOf(state);
    remove(key);
    answers.set(key, { state, lines, crowd });
    size += sizeOf(answers.get(key));
    for (const oldest of answers.keys()) {
      if (size <= LARGEST || oldest === key) break;
      remove(oldest);
    }
  }

  const sizeOf = ({ lines, crowd }) => lines.byteLength + (crowd?.byteLength ?? 0);
  function remove(key) {
    if (answers.has(key)) size -= sizeOf(answers.get(key));
    answers.delete(key);
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
