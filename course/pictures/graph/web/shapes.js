/** SVG elements, and lines that bend softly. */
/** @import { Pair } from "../../../widget/web/types.js" */

/**
 * A new SVG element inside `parent`.
 * @template {keyof SVGElementTagNameMap} T
 * @param {Element} parent
 * @param {T} tag
 * @param {Record<string, string | number>} attributes
 */
export function svg(parent, tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  parent.append(element);
  return element;
}

/**
 * A line from the right side of one box to the left side of another, level at each column.
 * @param {number[][]} via middles of the places it passes in the columns between
 * @param {number} half half a box's width
 * @param {Element} parent
 * @param {Pair} from
 * @param {Pair} to
 */
export function line(parent, from, via, to, half) {
  const stops = [[from[0] + half, from[1]]];
  for (const [x, y] of via) stops.push([x - half, y], [x + half, y]);
  stops.push([to[0] - half, to[1]]);
  let path = `M ${stops[0].join(" ")}`;
  for (let i = 1; i < stops.length; i++) {
    const [[x1, y1], [x2, y2]] = [stops[i - 1], stops[i]];
    const bend = (x2 - x1) * 0.55;
    path += ` C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  return svg(parent, "path", { d: path, class: "graph-line" });
}
