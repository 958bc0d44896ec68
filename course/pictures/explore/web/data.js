/** What the kernel sent, as the drawing parts want it. */
import { floats } from "../../../widget/web/parts.js";
/** @import { Field, Run } from "../../../widget/web/types.js" */

const COLUMNS = 129; // as in terrain.py

/**
 * @param {{name: string, points: number}[]} told
 * @param {DataView} lines
 * @param {number} predictions how many follow for each point
 * @returns {Run[]}
 */
export function readRuns(told, lines, predictions) {
  const numbers = floats(lines);
  let at = 0;
  return told.map(({ name, points }) => {
    const path = numbers.subarray(at, at + 2 * points);
    const loss = numbers.subarray(at + 2 * points, at + 3 * points);
    const slope = numbers.subarray(at + 3 * points, at + 5 * points);
    const fits = numbers.subarray(at + 5 * points, at + (5 + predictions) * points);
    at += (5 + predictions) * points;
    return { name, path, loss, slope, fits };
  });
}

/**
 * @param {DataView} view
 * @param {number[]} levels
 * @returns {Field}
 */
export function readField(view, levels) {
  const heights = floats(view);
  return { heights, columns: COLUMNS, rows: heights.length / COLUMNS, levels };
}
