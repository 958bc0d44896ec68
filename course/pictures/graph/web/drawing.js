/** The graph as SVG: boxes with a value and a gradient, lines between them, dots that travel. */
import { written } from "../../../widget/web/numbers.js";
import { line, svg } from "./shapes.js";
/** @import { Pair } from "../../../widget/web/types.js" */
/** @import { Drawn, DrawnEdge, GraphState, Node, Step, Way } from "./types.js" */

const NARROWEST = 126;
const WIDEST = 184;
const BETWEEN = 32; // pixels between a box and those of the next column
const HIGH = 60;
const ROW = 84;
const EDGE = 20;
const TALLEST = 480; // as in graph.css
const LINGER = 0.6; // of a step that a share stays written after it has arrived

/** @param {HTMLElement} area */
export function createDrawing(area) {
  const root = svg(area, "svg", { role: "img" });
  let width = 0;
  /** @type {GraphState} */ let state;
  /** @type {Drawn[]} */ let boxes;
  /** @type {DrawnEdge[]} */ let lines;
  /** @type {SVGElement} */ let dots;
  /** @type {SVGElement} */ let pills;
  /** @type {number} */ let pitch;

  /** @param {number} to */
  function resize(to) {
    width = to;
  }

  /** Draws all boxes and lines of a graph. @param {GraphState} now */
  function build(now) {
    state = now;
    const columns = 1 + Math.max(0, ...state.boxes.map((box) => box.column));
    const rows = Math.max(0, ...state.boxes.map((box) => box.row));
    pitch = Math.max(NARROWEST, Math.min(WIDEST, (width - 2) / columns));
    const size = [columns * pitch, rows * ROW + HIGH + 2 * EDGE];
    const shift = Math.max(0, (width - 2 - size[0]) / 2);
    root.replaceChildren();
    root.setAttribute("width", String(Math.max(size[0], width - 2)));
    root.setAttribute("height", String(state.boxes.length ? size[1] : 120));
    root.setAttribute("aria-label", `Graph of ${state.boxes.length} boxes; the words below tell it.`);
    allowScroll(area, size[0] > width || size[1] > TALLEST);
    /** @param {{column: number, row: number}} box */
    const place = (box) => [shift + (box.column + 0.5) * pitch, EDGE + HIGH / 2 + box.row * ROW];
    lines = state.lines.map((each) => {
      const [a, b] = [state.boxes[each.parent], state.boxes[each.child]];
      const [from, to] = [place(a), place(b)];
      const via = each.rows.map((row, i) => place({ column: a.column + 1 + i, row }));
      const half = (pitch - BETWEEN) / 2;
      return { ...each, path: line(root, from, via, to, half) };
    });
    boxes = state.boxes.map((box, i) => createBox(root, box, place(box), pitch - BETWEEN, i === state.boxes.length - 1));
    dots = svg(root, "g", { class: "graph-dots" });
    pills = svg(root, "g", {});
  }

  /** Shows the story up to `position`, a step number that need not be whole. @param {number} position */
  function show(position) {
    if (!boxes) return;
    const done = Math.floor(position);
    const share = position - done;
    const { known, grads } = upTo(state, done);
    for (const [i, box] of boxes.entries()) box.show(known[i], grads[i]);
    for (const each of lines) each.path.setAttribute("class", "graph-line");
    dots.replaceChildren();
    pills.replaceChildren();
    const current = share > 0 ? done : done - 1;
    const step = state.steps[current];
    if (!step) return;
    const travelled = share > 0 ? share : 1;
    for (const way of waysOf(step, lines)) {
      way.path.setAttribute("class", `graph-line graph-line-${way.kind}`);
      if (travelled < 1) dot(dots, way, travelled);
    }
    const active = step.shares.map(({ node }) => node);
    if (step.node != null && active.length === 0) active.push(step.node);
    if (share === 0) for (const i of active) boxes[i].light(step.shares.length ? "grad" : "value");
    if (share < LINGER && done > 0) writeShares(pills, boxes, state.steps[done - 1]);
    follow(area, boxes[step.node ?? active[0]], pitch);
  }
  return { resize, build, show };
}

/** A large graph scrolls, and then takes the focus so that arrow keys can scroll it. @param {HTMLElement} area @param {boolean} wide */
function allowScroll(area, wide) {
  if (wide) area.tabIndex = 0;
  else area.removeAttribute("tabindex");
  if (wide) area.setAttribute("aria-label", "Graph, scrolls");
  else area.removeAttribute("aria-label");
  area.setAttribute("role", wide ? "region" : "presentation");
}

/**
 * Which values are known, and each gradient, after `done` steps; null where none has come.
 * @param {GraphState} state
 * @param {number} done
 */
function upTo(state, done) {
  const known = state.boxes.map((box) => !box.made);
  /** @type {(number | null)[]} */
  const grads = state.boxes.map(() => null);
  for (const step of state.steps.slice(0, done)) {
    if (step.node != null && step.shares.length === 0) known[step.node] = true;
    for (const share of step.shares) grads[share.node] = share.after;
  }
  return { known, grads };
}

/**
 * The lines along which a step's numbers travel, one for each share even between the same two.
 * @param {Step} step
 * @param {DrawnEdge[]} lines
 * @returns {Way[]}
 */
function waysOf(step, lines) {
  const free = lines.filter((each) => each.child === step.node);
  if (step.shares.length === 0) return free.map(({ path }) => ({ path, kind: "value" }));
  return step.shares.flatMap(({ node }) => {
    const at = free.findIndex((each) => each.parent === node);
    return at < 0 ? [] : [{ path: free.splice(at, 1)[0].path, kind: "grad" }];
  });
}

/** @param {Element} parent @param {Way} way @param {number} travelled */
function dot(parent, { path, kind }, travelled) {
  const eased = travelled * travelled * (3 - 2 * travelled);
  const along = kind === "grad" ? 1 - eased : eased;
  const { x, y } = path.getPointAtLength(along * path.getTotalLength());
  const look = { class: `graph-dot-${kind}` };
  if (kind === "grad") svg(parent, "rect", { x: x - 5, y: y - 5, width: 10, height: 10, rx: 2, ...look });
  else svg(parent, "circle", { cx: x, cy: y, r: 5.5, ...look });
}

/** @param {Element} parent @param {Node} node @param {Pair} at @param {number} wide @param {boolean} final */
function createBox(parent, { title, named, made, value }, [x, y], wide, final) {
  const kind = final ? "final" : made ? "made" : named ? "input" : "number";
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  const round = kind === "input" ? 16 : 7;
  svg(group, "rect", { x: -wide / 2, y: -HIGH / 2, width: wide, height: HIGH, rx: round });
  const name = svg(group, "text", { y: -17, class: "graph-title" });
  name.textContent = title;
  const values = svg(group, "text", { y: 2, class: "graph-value" });
  const grads = svg(group, "text", { y: 18, class: "graph-grad" });
  let lit = "";

  /** @param {boolean} known @param {number | null} grad */
  function show(known, grad) {
    lit = "";
    values.textContent = `→ ${known ? written(value) : "…"}`;
    grads.textContent = `← ${grad == null ? "0" : written(grad)}`;
    paint(known, grad != null);
  }

  /** @param {boolean} known @param {boolean} reached */
  function paint(known, reached) {
    const classes = ["graph-box", `graph-${kind}`, known ? "" : "graph-unknown", reached ? "graph-reached" : "", lit];
    group.setAttribute("class", classes.filter(Boolean).join(" "));
  }

  /** @param {string} by */
  function light(by) {
    lit = `graph-lit-${by}`;
    group.classList.add(lit);
  }
  return { x, y, show, light };
}

/** What was just added to each gradient, on the lower edge of its box. @param {Element} parent @param {Drawn[]} boxes @param {Step} step */
function writeShares(parent, boxes, step) {
  const words = new Map();
  for (const { node, before, after } of step.shares) {
    if (step.node == null) continue;
    const added = written(after - before);
    const signed = added.startsWith("−") ? added : `+${added}`;
    words.set(node, [...(words.get(node) ?? []), signed]);
  }
  for (const [node, shares] of words) {
    const { x, y } = boxes[node];
    const group = svg(parent, "g", { transform: `translate(${x} ${y + HIGH / 2 + 10})`, class: "graph-pill" });
    const text = shares.join(" ");
    const wide = 14 + 6.3 * text.length;
    svg(group, "rect", { x: -wide / 2, y: -8, width: wide, height: 17, rx: 8.5 });
    svg(group, "text", { y: 1 }).textContent = text;
  }
}

/** Scrolls a large graph so that what happens is in sight. @param {HTMLElement} area @param {Drawn} box @param {number} pitch */
function follow(area, { x, y }, pitch) {
  /** @param {number} at @param {number} room @param {number} from @param {number} size */
  const within = (at, room, from, size) => Math.min(Math.max(from, at + room - size), at - room);
  if (area.scrollWidth > area.clientWidth) area.scrollLeft = within(x, pitch, area.scrollLeft, area.clientWidth);
  if (area.scrollHeight > area.clientHeight) area.scrollTop = within(y, ROW, area.scrollTop, area.clientHeight);
}
