/** Contour lines, bands of colour and level labels of a height field. */
/** @import { Field, Pair } from "../types.js" */

const FINER = 3;

/**
 * The field on a grid three times as fine, by Catmull-Rom's cubics, which are exact on a
 * quadratic: narrow ravines get smooth contours without sending more numbers.
 * @param {Field} field @returns {Field}
 */
export function refine({ heights, columns, rows, levels }) {
  const [wide, high] = [columns, rows].map((count) => (count - 1) * FINER + 1);
  const across = new Float32Array(wide * rows);
  for (let r = 0; r < rows; r++) refineLine(heights, r * columns, 1, columns, across, r * wide, 1);
  const fine = new Float32Array(wide * high);
  for (let c = 0; c < wide; c++) refineLine(across, c, wide, rows, fine, c, wide);
  return { heights: fine, columns: wide, rows: high, levels };
}

/**
 * Refines `count` numbers, `stride` apart from `at`, into `to` from `start` on.
 * @param {Float32Array} from
 * @param {number} at
 * @param {number} stride
 * @param {number} count
 * @param {Float32Array} to
 * @param {number} start
 * @param {number} step
 */
function refineLine(from, at, stride, count, to, start, step) {
  /** @param {number} i */
  const value = (i) => from[at + i * stride];
  /** @param {number} i @param {number} inward */
  const beyond = (i, inward) => 3 * value(i) - 3 * value(i + inward) + value(i + 2 * inward);
  for (let i = 0; i < count - 1; i++) {
    const b = value(i);
    const c = value(i + 1);
    const a = i > 0 ? value(i - 1) : beyond(0, 1);
    const d = i < count - 2 ? value(i + 2) : beyond(count - 1, -1);
    for (let k = 0; k < FINER; k++) {
      const u = k / FINER;
      const cubic = 2 * a - 5 * b + 4 * c - d + u * (3 * (b - c) + d - a);
      to[start + (i * FINER + k) * step] = b + 0.5 * u * (c - a + u * cubic);
    }
  }
  to[start + (count - 1) * FINER * step] = value(count - 1);
}

/**
 * Height between grid points, column `c` and row `r` not whole.
 * @param {Field} field
 * @param {number} c
 * @param {number} r
 */
export function heightAt({ heights, columns, rows }, c, r) {
  const c0 = Math.max(0, Math.min(columns - 2, Math.floor(c)));
  const r0 = Math.max(0, Math.min(rows - 2, Math.floor(r)));
  const u = c - c0;
  const v = r - r0;
  const at = r0 * columns + c0;
  const below = heights[at] * (1 - u) + heights[at + 1] * u;
  const above = heights[at + columns] * (1 - u) + heights[at + columns + 1] * u;
  return below * (1 - v) + above * v;
}

/**
 * An image of the bands between levels, y upwards. @param {Field} field
 * @param {number} width
 * @param {number} height
 * @param {number[]} low
 * @param {number[]} high
 */
export function bands(field, width, height, low, high) {
  const { columns, rows, levels } = field;
  const image = new ImageData(width, height);
  const colours = levels.concat(0).map((_, band) => {
    const share = band / levels.length;
    return low.map((from, channel) => from + (high[channel] - from) * share);
  });
  for (let y = 0, at = 0; y < height; y++) {
    const r = ((height - 1 - y) / (height - 1)) * (rows - 1);
    for (let x = 0; x < width; x++, at += 4) {
      const value = heightAt(field, (x / (width - 1)) * (columns - 1), r);
      let band = 0;
      while (band < levels.length && value >= levels[band]) band++;
      const [red, green, blue] = colours[band];
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  }
  return image;
}

// Marching squares: which two sides (0 below, 1 right, 2 above, 3 left) a level crosses, by
// which corners lie above it (bit 0 lower left, 1 lower right, 2 upper right, 3 upper left).
const SIDES = [
  [], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0, 1, 2], [0, 2], [3, 2],
  [2, 3], [2, 0], [0, 1, 2, 3], [2, 1], [1, 3], [1, 0], [0, 3], [],
];

/**
 * Calls `segment(c1, r1, c2, r2)`, in grid units, for each piece of every level's contour.
 * @param {Field} field
 * @param {(c1: number, r1: number, c2: number, r2: number) => void} segment
 */
export function eachSegment({ heights, columns, rows, levels }, segment) {
  for (let r = 0; r < rows - 1; r++) {
    for (let c = 0; c < columns - 1; c++) {
      const at = r * columns + c;
      const a = heights[at];
      const b = heights[at + 1];
      const d = heights[at + columns];
      const e = heights[at + columns + 1];
      const low = Math.min(a, b, d, e);
      const high = Math.max(a, b, d, e);
      for (const level of levels) {
        if (level >= high) break;
        if (level >= low) cross(c, r, a - level, b - level, e - level, d - level, segment);
      }
    }
  }
}

/**
 * The pieces of one contour in one cell, by the corners' heights above it, counter-clockwise.
 * @param {number} c
 * @param {number} r
 * @param {number} a
 * @param {number} b
 * @param {number} e
 * @param {number} d
 * @param {(c1: number, r1: number, c2: number, r2: number) => void} segment
 */
function cross(c, r, a, b, e, d, segment) {
  const sides = SIDES[(a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (e > 0 ? 4 : 0) | (d > 0 ? 8 : 0)];
  for (let i = 0; i < sides.length; i += 2) {
    const [c1, r1] = crossing(sides[i], c, r, a, b, e, d);
    const [c2, r2] = crossing(sides[i + 1], c, r, a, b, e, d);
    segment(c1, r1, c2, r2);
  }
}

/** @param {number} side @param {number} c @param {number} r @param {number} a @param {number} b @param {number} e @param {number} d */
function crossing(side, c, r, a, b, e, d) {
  if (side === 0) return [c + a / (a - b), r];
  if (side === 1) return [c + 1, r + b / (b - e)];
  if (side === 2) return [c + d / (d - e), r + 1];
  return [c, r + a / (a - d)];
}

/**
 * Where each level crosses the straight way from one grid point to another: a steady place for
 * its label. `angle` is the contour's direction there in grid units, y upwards.
 * @param {Field} field
 * @param {Pair} from
 * @param {Pair} to
 */
export function labelPlaces(field, from, to) {
  /** @type {{level: number, c: number, r: number, along: Pair}[]} */ const places = [];
  const samples = 400;
  let before = heightAt(field, from[0], from[1]);
  for (let i = 1; i <= samples; i++) {
    const [c, r] = from.map((start, k) => start + ((to[k] - start) * i) / samples);
    const value = heightAt(field, c, r);
    for (const level of field.levels) {
      if ((before - level) * (value - level) > 0 || before === value) continue;
      const gc = heightAt(field, c + 0.5, r) - heightAt(field, c - 0.5, r);
      const gr = heightAt(field, c, r + 0.5) - heightAt(field, c, r - 0.5);
      places.push({ level, c, r, along: [-gr, gc] });
    }
    before = value;
  }
  return places;
}
