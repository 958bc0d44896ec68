/** Many starts at once, each in the colour of the minimum at which it ends. */
import { colourOf } from "../marks.js";
/** @import { Context, Crowd, Pair, Theme, View } from "../types.js" */

const LOST = -2; // as in swarm.py: left the view for good

/** @param {{count: number, frames: number, every: number} | null} told @param {DataView} [bytes] @returns {Crowd | null} */
export function readCrowd(told, bytes) {
  if (!told || !bytes) return null;
  const size = 4 * told.frames * told.count;
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return { ...told, places: new Uint16Array(copy, 0, size / 2), basins: new Int8Array(copy, size) };
}

/**
 * Where each of them is at `position`, a step that need not be whole.
 * @param {Crowd} crowd
 * @param {View} view
 * @param {number} position
 * @param {(index: number, x: number, y: number, startX: number, startY: number) => void} each
 */
export function eachOf({ count, frames, every, places }, view, position, each) {
  const at = Math.min(position / every, frames - 1);
  const before = Math.floor(at);
  const after = Math.min(before + 1, frames - 1);
  const share = at - before;
  const size = view.map(([low, high]) => (high - low) / 32768);
  /** @param {number} place @param {number} k */
  const value = (place, k) => view[k][0] + (places[2 * place + k] - 16384) * size[k];
  /** @param {number} i @param {number} k */
  const between = (i, k) => {
    const from = value(before * count + i, k);
    return from + (value(after * count + i, k) - from) * share;
  };
  for (let i = 0; i < count; i++) each(i, between(i, 0), between(i, 1), value(i, 0), value(i, 1));
}

/**
 * Draws where they began faintly, and where they are.
 * @param {Context} context
 * @param {Crowd} crowd
 * @param {View} view
 * @param {number} position
 * @param {(x: number, y: number) => Pair | null} place in pixels; null out of sight
 * @param {Theme} theme
 */
export function drawCrowd(context, crowd, view, position, place, theme) {
  /** @type {Map<number, Path2D>[]} by basin: where they began, and where they are */
  const [began, now] = [new Map(), new Map()];
  /** @param {Map<number, Path2D>} paths @param {number} basin @param {Pair | null} at @param {number} size */
  const add = (paths, basin, at, size) => {
    if (!at) return;
    const path = paths.get(basin) ?? new Path2D();
    paths.set(basin, path);
    path.rect(at[0] - size / 2, at[1] - size / 2, size, size);
  };
  eachOf(crowd, view, position, (i, x, y, startX, startY) => {
    add(began, crowd.basins[i], place(startX, startY), 3.2);
    add(now, crowd.basins[i], place(x, y), 3.6);
  });
  for (const paths of [began, now]) {
    context.globalAlpha = paths === began ? 0.5 : 0.95;
    for (const [basin, path] of paths) {
      context.fillStyle = basin >= 0 ? basinColour(theme, basin) : basin === LOST ? theme.trouble : theme.soft;
      context.fill(path);
    }
  }
  context.globalAlpha = 1;
}

/** Not the first colour, which is the path's. @param {Theme} theme @param {number} basin */
export function basinColour(theme, basin) {
  return colourOf(theme, 1 + (basin % (theme.paths.length - 1)));
}
