/** Sliders with a name, a value in words, and room for a log scale. */
import { written } from "./numbers.js";
/** @import { Control } from "./types.js" */

const LAST = 200; // the last position of a slider that has no positions of its own

/**
 * @param {HTMLElement} parent
 * @param {Control[]} controls
 * @param {(values: Record<string, number>) => void} onInput
 * @param {(name: string, positions: number[]) => void} onReach a slider may soon be moved
 */
export function createSliders(parent, controls, onInput, onReach) {
  const sliders = controls.map((control) => {
    return createSlider(parent, control, () => onInput(values()), onReach);
  });
  const values = () => Object.fromEntries(sliders.map((slider) => [slider.name, slider.value()]));

  /** Puts the sliders where `known` says, unless they stand there already. @param {Record<string, number>} known */
  function set(known) {
    for (const slider of sliders) slider.set(known[slider.name]);
  }
  return { values, set };
}

/**
 * @param {HTMLElement} parent
 * @param {Control} control
 * @param {() => void} onInput
 * @param {(name: string, positions: number[]) => void} onReach
 */
function createSlider(parent, control, onInput, onReach) {
  const positions = control.positions ?? everyPosition(control);
  const last = positions.length - 1;
  const label = document.createElement("label");
  label.className = "picture-slider";
  const name = document.createElement("span");
  name.innerHTML = "";
  name.append(control.spoken === control.name ? "" : `${control.spoken} `);
  name.append(Object.assign(document.createElement("code"), { textContent: control.name }));
  const input = Object.assign(document.createElement("input"), {
    type: "range", min: "0", max: String(last), step: "1",
  });
  input.dataset.name = control.name;
  const output = document.createElement("output");
  label.append(name, input, output);
  parent.append(label);

  let current = control.value;
  const show = () => {
    output.textContent = written(current);
    input.setAttribute("aria-valuetext", `${control.name} = ${written(current)}`);
    input.style.setProperty("--filled", `${(Number(input.value) / last) * 100}%`);
  };
  /** @param {number | undefined} value */
  const set = (value) => {
    if (value === undefined || value === current) return;
    current = value;
    input.value = String(nearest(positions, value));
    show();
  };
  input.value = String(nearest(positions, current));
  show();
  input.addEventListener("input", () => {
    current = positions[Number(input.value)];
    show();
    onInput();
  });
  if (!control.shape) {
    for (const sign of ["pointerenter", "pointerdown", "focus"]) {
      input.addEventListener(sign, () => onReach(control.name, positions));
    }
  }
  return { name: control.name, value: () => current, set };
}

/** The values at a slider's positions, rounded so that they read well. @param {Control} control */
function everyPosition({ low, high, log }) {
  return Array.from({ length: LAST + 1 }, (_, position) => {
    if (position === 0) return low;
    if (position === LAST) return high;
    const share = position / LAST;
    const value = log ? low * (high / low) ** share : low + (high - low) * share;
    return Number(value.toPrecision(3));
  });
}

/** @param {number[]} positions @param {number} value */
function nearest(positions, value) {
  let best = 0;
  positions.forEach((each, i) => {
    if (Math.abs(each - value) < Math.abs(positions[best] - value)) best = i;
  });
  return best;
}
