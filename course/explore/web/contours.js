/**
 * Contour lines, bands of colour and level labels of a height field.
 * @typedef {{heights: Float32Array, columns: number, rows: number, levels: number[]}} Field
 */

/** Height between grid points, column `c` and row `r` not whole. @param {Field} field */
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

/** An image of the bands between levels, y upwards. @param {Field} field */
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

/** Calls `segment(c1, r1, c2, r2)`, in grid units, for each piece of a level's contour. */
export function eachSegment({ heights, columns, rows }, level, segment) {
  for (let r = 0; r < rows - 1; r++) {
    for (let c = 0; c < columns - 1; c++) {
      const at = r * columns + c;
      const a = heights[at] - level;
      const b = heights[at + 1] - level;
      const d = heights[at + columns] - level;
      const e = heights[at + columns + 1] - level;
      const sides = SIDES[(a > 0) | ((b > 0) << 1) | ((e > 0) << 2) | ((d > 0) << 3)];
      const crossing = (side) => {
        if (side === 0) return [c + a / (a - b), r];
        if (side === 1) return [c + 1, r + b / (b - e)];
        if (side === 2) return [c + d / (d - e), r + 1];
        return [c, r + a / (a - d)];
      };
      for (let i = 0; i < sides.length; i += 2) {
        segment(...crossing(sides[i]), ...crossing(sides[i + 1]));
      }
    }
  }
}

/**
 * Where each level crosses the straight way from one grid point to another: a steady place for
 * its label. `angle` is the contour's direction there in grid units, y upwards.
 */
export function labelPlaces(field, from, to) {
  const places = [];
  const samples = 400;
  let before = heightAt(field, ...from);
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
