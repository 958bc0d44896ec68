/** A computation graph: values flow to the right, gradients to the left, a step at a time. */
import { createPlayer } from "../../../widget/web/player.js";
import { createLive } from "../../../widget/web/live.js";
import { add, write, writeLegend } from "../../../widget/web/parts.js";
import { createDrawing } from "./drawing.js";
/** @import { Answer, Render, Scene } from "../../../widget/web/types.js" */
/** @import { GraphState } from "./types.js" */

const PACE = 1.6; // steps a second
const QUIET = 500; // milliseconds without a change before a screen reader is told

/** @param {Render} anywidget */
function render({ model, el }) {
  /** @type {ReturnType<typeof createLive<Scene, GraphState>>} */
  const live = createLive(model, el, ["graph"]);
  const { shell } = live;
  const area = add(shell.plots[0], "div", "graph-area");
  const drawing = createDrawing(area);
  const caption = add(shell.plots[0], "p", "graph-caption");
  const told = add(shell.plots[0], "p", "graph-told");
  told.setAttribute("role", "status");
  writeLegend(shell.legend, [["live-0", "→ value, forward"], ["live-1 live-square", "← gradient, back"]]);
  const player = createPlayer(shell.player, 0, show, PACE);
  /** @type {GraphState} */ let state;
  /** @type {number | null} */ let last = null; // number of the step that the caption tells
  let timer = 0;

  /** @param {Answer<GraphState>} answer */
  function read(answer) {
    state = answer.state;
    last = null;
    shell.root.classList.toggle("graph-empty", state.boxes.length === 0);
  }

  /** @param {number} width */
  function layOut(width) {
    shell.plots[0].style.width = `${width}px`;
    drawing.resize(width);
  }

  function draw() {
    drawing.build(state);
    player.setLast(state.steps.length);
  }

  /** @param {number} position */
  function show(position) {
    if (!state) return;
    drawing.show(position);
    const done = Math.floor(position);
    if (done === last) return;
    const first = last == null;
    last = done;
    const words = done === 0 ? "Start: the inputs have their values." : state.steps[done - 1].words;
    write(caption, state.boxes.length ? words : "");
    clearTimeout(timer);
    if (!first) timer = setTimeout(() => write(told, words), QUIET);
  }

  function stop() {
    clearTimeout(timer);
    player.stop();
  }
  return live.begin({ read, layOut, draw, stop });
}

export default { render };
