/** A mark and a colour for each path: shapes tell them apart where colours do not. */
/** @import { Pair } from "./types.js" */

// Corners around a circle of radius 1, from its right side clockwise; the first is the circle.
/** @param {number} count @param {number} from */
const turned = (count, from) =>
  Array.from({ length: count }, (_, i) => {
    const angle = ((from + (360 * i) / count) * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle)];
  });
/** @param {Pair[]} points @param {number} factor */
const larger = (points, factor) => points.map(([x, y]) => [x * factor, y * factor]);
export const SHAPES = [
  null,
  larger(turned(4, 45), Math.SQRT2),
  larger(turned(3, -90), 1.45),
  larger(turned(4, 0), 1.35),
  larger(turned(3, 90), 1.45),
  [[0.4, 1.3], [0.4, 0.4], [1.3, 0.4], [1.3, -0.4], [0.4, -0.4], [0.4, -1.3],
    [-0.4, -1.3], [-0.4, -0.4], [-1.3, -0.4], [-1.3, 0.4], [-0.4, 0.4], [-0.4, 1.3]],
];

/** A short piece of a path with its mark, for words that name it. @returns {Element} @param {number} index */
export function createSwatch(index) {
  const shape = SHAPES[index % SHAPES.length];
  const mark = shape
    ? `<polygon points="${shape.map(([x, y]) => `${4 * x},${4 * y}`).join(" ")}"/>`
    : '<circle r="4"/>';
  const frame = document.createElement("template");
  frame.innerHTML = `<svg class="picture-swatch picture-path-${index}" viewBox="-9 -7 18 14"
    aria-hidden="true"><rect x="-9" y="-1.5" width="18" height="3"/>${mark}</svg>`;
  return /** @type {Element} */ (frame.content.firstElementChild);
}

/** @param {{paths: string[]}} theme @param {number} index */
export function colourOf(theme, index) {
  return theme.paths[index % theme.paths.length];
}
