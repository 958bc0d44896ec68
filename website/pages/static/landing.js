/**
 * The first page's picture: it asks a model as in a notebook, and the model computes here.
 * `website/pages/landing.py` made what it shows at first, by the same steps in Python.
 */
import picture from "./explore.js";

const place = document.getElementById("first-picture");
const told = await (await fetch(new URL("landing.json", import.meta.url))).json();
const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
const held = { ...told.held };
for (const [name, text] of Object.entries(told.bytes)) held[name] = bytes(text);
const { scene, state: first } = held;
const listeners = { "change:state": [] };

/** Himmelblau's function, as `course.surfaces.himmelblau`. */
function height([x, y]) {
  return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;
}

function gradient([x, y]) {
  const a = x * x + y - 11;
  const b = x + y * y - 7;
  return [4 * x * a + 2 * b, 2 * a + 4 * y * b];
}

/** Momentum from rest; it ends early where the numbers leave every bound. */
function walk(start, lr, gamma) {
  const path = [start];
  let velocity = [0, 0];
  while (path.length <= scene.steps) {
    const theta = path[path.length - 1];
    const grad = gradient(theta);
    velocity = velocity.map((v, i) => gamma * v + lr * grad[i]);
    const next = theta.map((t, i) => t - velocity[i]);
    if (!(height(next) < 1e12)) break;
    path.push(next);
  }
  return path;
}

/** What is drawn of a run: its path, its losses, its gradients. */
const drawn = (path) => [...path.flat(), ...path.map(height), ...path.flatMap(gradient)];

/** Three digits, as Python writes them. */
function number(value) {
  const [digits, power] = value.toExponential(2).split("e").map(Number);
  if (value === 0 || (power >= -4 && power < 3)) return String(Number(value.toPrecision(3))).replace("-", "−");
  const exponent = `${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  return `${digits}e${exponent}`.replaceAll("-", "−");
}

const point = (theta) => `(${theta.map((x) => number(Math.round(1000 * x) / 1000)).join(", ")})`;
const isWhole = (path) => path.length > scene.steps;

/** What `course.pictures.explore.words` says; of a path that flies away it says less. */
function words(path, plain) {
  const [from, to, other] = [path[0], path.at(-1), plain.at(-1)];
  if (!isWhole(path)) {
    return `From ${point(from)} the ball flies away after ${path.length} steps: a smaller lr keeps it.`;
  }
  const rest = isWhole(plain)
    ? `it ends at ${point(other)} with a loss of ${number(height(other))}.`
    : "it flies away.";
  return (
    `${scene.steps} steps from ${point(from)} end at ${point(to)}; ` +
    `the loss goes from ${number(height(from))} to ${number(height(to))}. ` +
    `With \`gamma = 0\` ${rest}`
  );
}

/** The state and the numbers that the kernel would send in a notebook. */
export function answer({ seq, values, start }) {
  const paths = [values.gamma, 0].map((gamma) => walk(start, values.lr, gamma));
  const runs = first.runs.map(({ name }, i) => ({ name, points: paths[i].length }));
  const kind = isWhole(paths[0]) ? "fine" : "diverges";
  const numbers = new DataView(Float32Array.from(paths.flatMap(drawn)).buffer);
  return { ...first, seq, values, start, runs, kind, message: words(...paths), numbers };
}

/** Takes a question of the picture's. */
function asked(question) {
  const { numbers, ...state } = answer(question);
  Object.assign(held, { state, numbers });
  for (const listener of listeners["change:state"]) listener();
}

const model = {
  get: (name) => held[name],
  on: (event, listener) => listeners[event]?.push(listener),
  off: (event, listener) => {
    listeners[event] = listeners[event]?.filter((each) => each !== listener);
  },
  send: (question) => question.values && queueMicrotask(() => asked(question)),
};

picture.render({ model, el: place });
place.classList.add("ready");

if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
  place.querySelector("button[aria-label=Play]")?.click();
}
