/** Sliders with a name, a value in words, and room for a log scale. */
import { written } from "./numbers.js";

const POSITIONS = 200;

/**
 * @param {HTMLElement} parent
 * @param {object[]} controls
 * @param {(values: Record<string, number>) => void} onInput
 */
export function createSliders(parent, controls, onInput) {
  const sliders = controls.map((control) => createSlider(parent, control, () => onInput(values())));
  const values = () => Object.fromEntries(sliders.map((slider) => [slider.name, slider.value()]));

  /** Puts the sliders where `known` says, unless they stand there already. */
  function set(known) {
    for (const slider of sliders) slider.set(known[slider.name]);
  }
  return { values, set };
}

function createSlider(parent, control, onInput) {
  const label = document.createElement("label");
  label.className = "picture-slider";
  const name = document.createElement("span");
  name.innerHTML = "";
  name.append(control.spoken === control.name ? "" : `${control.spoken} `);
  name.append(Object.assign(document.createElement("code"), { textContent: control.name }));
  const input = Object.assign(document.createElement("input"), {
    type: "range", min: "0", max: String(POSITIONS), step: "1",
  });
  input.dataset.name = control.name;
  const output = document.createElement("output");
  label.append(name, input, output);
  parent.append(label);

  let current = control.value;
  const show = () => {
    output.textContent = written(current);
    input.setAttribute("aria-valuetext", `${control.name} = ${written(current)}`);
    input.style.setProperty("--filled", `${(Number(input.value) / POSITIONS) * 100}%`);
  };
  const set = (value) => {
    if (value === undefined || value === current) return;
    current = value;
    input.value = String(positionOf(control, value));
    show();
  };
  input.value = String(positionOf(control, current));
  show();
  input.addEventListener("input", () => {
    current = valueAt(control, Number(input.value));
    show();
    onInput();
  });
  return { name: control.name, value: () => current, set };
}

/** The value at a slider's position, rounded so that it reads well. */
function valueAt({ low, high, log }, position) {
  if (position === 0) return low;
  if (position === POSITIONS) return high;
  const share = position / POSITIONS;
  const value = log ? low * (high / low) ** share : low + (high - low) * share;
  return Number(value.toPrecision(3));
}

function positionOf({ low, high, log }, value) {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(share * POSITIONS);
}
