/** The starting point, to drag or to move with the arrow keys. */
import { onOwnKey } from "../../../widget/web/keys.js";
import { written } from "../../../widget/web/numbers.js";
/** @import { Pair } from "../../../widget/web/types.js" */
/** @import { ExploreScene } from "./types.js" */

/** @type {Record<string, Pair>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

/**
 * @param {HTMLElement} parent
 * @param {(start: number[]) => void} onMove
 * @param {(event: PointerEvent) => number[]} place where on the surface a pointer is
 * @param {ExploreScene} scene
 */
export function createHandle(parent, scene, onMove, place) {
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "picture-handle";
  handle.disabled = Boolean(scene.saved);
  if (!scene.saved) handle.title = "Drag me, or move me with the arrow keys";
  parent.append(handle);
  let start = [0, 0];
  /** @param {Pair} to */
  const move = (to) => {
    onMove(to.map((value, k) => Math.max(scene.view[k][0], Math.min(scene.view[k][1], value))));
  };
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) move(place(event));
  });
  onOwnKey(handle, (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const share = event.shiftKey ? 0.1 : 0.01;
    move(start.map((value, k) => value + arrow[k] * share * (scene.view[k][1] - scene.view[k][0])));
  });

  /** Puts the handle at a place on the surface and in pixels. @param {Pair} at @param {Pair} pixels */
  function show(at, [px, py]) {
    start = at;
    handle.style.transform = `translate(${px}px, ${py}px)`;
    const words = `Starting point: x ${written(at[0])}, y ${written(at[1])}.${scene.saved ? "" : " Arrow keys move it."}`;
    if (handle.ariaLabel !== words) handle.ariaLabel = words;
  }
  return { show };
}
