/** Turning and zooming a view in space: by mouse, by one or two fingers, by keys. */
import { onOwnKey } from "../keys.js";
/** @import { Look, Pair } from "../types.js" */

const CLICK = 4; // pixels up to which a press is a click and no drag
/** @type {Record<string, Partial<Look>>} */
const KEYS = {
  ArrowLeft: { turn: 0.09 }, ArrowRight: { turn: -0.09 },
  ArrowUp: { tilt: 0.06 }, ArrowDown: { tilt: -0.06 },
  "+": { zoom: 1.15 }, "=": { zoom: 1.15 }, "-": { zoom: 1 / 1.15 },
};

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => Look} current
 * @param {(look?: Look) => void} onLook without a look: back home
 * @param {(event: PointerEvent) => void} onClick
 */
export function createTurning(canvas, current, onLook, onClick) {
  /** @type {Map<number, Pair>} */ const fingers = new Map();
  let apart = 0;
  let moved = 0;
  canvas.removeAttribute("aria-hidden");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.ariaLabel = "The surface in 3-D. Arrow keys turn it, plus and minus zoom, Home goes back.";

  const change = ({ turn = 0, tilt = 0, zoom = 1 }) => {
    const look = current();
    onLook({ turn: look.turn + turn, tilt: look.tilt + tilt, zoom: look.zoom * zoom });
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 2) apart = spread();
    moved = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const from = fingers.get(event.pointerId);
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) {
      change({ zoom: spread() / (apart || 1) });
      apart = spread();
    } else if (moved > CLICK) change({ turn: dx * 0.008, tilt: dy * 0.006 });
  });
  /** @param {PointerEvent} event */
  const lift = (event) => {
    const pressed = fingers.delete(event.pointerId);
    if (pressed && event.type === "pointerup" && moved <= CLICK) onClick(event);
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("dblclick", () => onLook());
  // The wheel scrolls the page, as everywhere, unless it is asked to zoom.
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
    event.preventDefault();
    change({ zoom: Math.exp(-event.deltaY * 0.0015) });
  }, { passive: false });
  onOwnKey(canvas, (event) => {
    if (event.key === "Home" || event.key === "0") onLook();
    else if (KEYS[event.key]) change(KEYS[event.key]);
    else return;
    event.preventDefault();
  });
}
