/**
 * What the kernel sent, as the drawing parts want it.
 * @typedef {{name: string, path: Float32Array, loss: Float32Array}} Run
 */

const COLUMNS = 129; // as in terrain.py

/** @param {{name: string, points: number}[]} told @param {DataView} lines @returns {Run[]} */
export function readRuns(told, lines) {
  const numbers = floats(lines);
  let at = 0;
  return told.map(({ name, points }) => {
    const path = numbers.subarray(at, at + 2 * points);
    const loss = numbers.subarray(at + 2 * points, at + 3 * points);
    at += 3 * points;
    return { name, path, loss };
  });
}

/** @param {DataView} heights @param {number[]} levels */
export function readField(heights, levels) {
  const numbers = floats(heights);
  return { heights: numbers, columns: COLUMNS, rows: numbers.length / COLUMNS, levels };
}

/** A copy, since what came may not begin at a multiple of four bytes. @param {DataView} view */
function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
