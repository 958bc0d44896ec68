/** What the kernel sent of the trainings, as the drawing parts want it. */
/** @import { Plane, Training, TrainingState } from "./types.js" */

/**
 * @param {TrainingState} state
 * @param {Float32Array} numbers each run's losses and shares, then each plane's heights and paths
 * @param {Uint8Array} answers to the test, of each run as often as it was taken
 * @param {number} tests how many examples the test has
 * @returns {{runs: Training[], planes: Plane[]}}
 */
export function readTrainings(state, numbers, answers, tests) {
  let at = 0;
  /** @param {number} count */
  const take = (count) => {
    at += count;
    return numbers.subarray(at - count, at);
  };
  let test = 0;
  const runs = state.runs.map((told) => {
    const losses = take(told.updates);
    const shares = take(told.tested.length);
    const answered = told.tested.map((_, i) => answers.subarray((test + i) * tests, (test + i + 1) * tests));
    test += answered.length;
    return { ...told, losses, shares, answers: answered, means: meansOf(losses, told.every) };
  });
  const planes = state.planes.map((told) => {
    const heights = take(told.columns * told.rows);
    const field = { heights, columns: told.columns, rows: told.rows, levels: told.levels };
    const paths = state.drawn.map((index) => ({ index, path: take(2 * state.runs[index].places) }));
    return { ...told, field, paths };
  });
  return { runs, planes };
}

/** Mean of the last `window` losses at each update; of fewer at the beginning. @param {Float32Array} losses @param {number} window */
function meansOf(losses, window) {
  const means = new Float32Array(losses.length);
  let sum = 0;
  for (let i = 0; i < losses.length; i++) {
    sum += losses[i] - (i >= window ? losses[i - window] : 0);
    means[i] = sum / Math.min(i + 1, window);
  }
  return means;
}

/** Which of the tests was the last one after `updates`. @param {Training} run @param {number} updates */
export function testAt({ tested }, updates) {
  let last = 0;
  while (last + 1 < tested.length && tested[last + 1] <= updates) last++;
  return last;
}

/** A path as far as `updates` brought it. @param {Training} run @param {Float32Array} path @param {number} now */
export function pathUntil({ updates, stride, places }, path, now) {
  const whole = Math.min(places - 1, Math.floor(now / stride));
  const begin = whole * stride;
  const end = Math.min(updates, begin + stride);
  const share = end > begin ? Math.min(1, (now - begin) / (end - begin)) : 0;
  if (whole >= places - 1) return path;
  const shown = path.slice(0, 2 * (whole + 2));
  for (const k of [0, 1]) {
    const [from, to] = [path[2 * whole + k], path[2 * whole + 2 + k]];
    shown[2 * whole + 2 + k] = from + (to - from) * share;
  }
  return shown;
}
