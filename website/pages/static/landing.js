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

const number = (value) => {
  const short = Number(value.toPrecision(3));
  const far = short !== 0 && (Math.abs(short) < 1e-4 || Math.abs(short) >= 1e6);
  return (far ? short.toExponential() : String(short)).replaceAll("-", "−");
};
const point = (theta) => `(${theta.map((x) => number(Math.round(1000 * x) / 1000)).join(", ")})`;

function words(path, plain) {
  const [from, to] = [path[0], path[path.length - 1]];
  if (path.length <= scene.steps) {
    return `From ${point(from)} the ball flies away after ${path.length} steps: a smaller lr keeps it.`;
  }
  const rest = plain.length <= scene.steps ? "flies away" : `ends at ${point(plain[plain.length - 1])}`;
  return (
    `${scene.steps} steps from ${point(from)} end at ${point(to)}; ` +
    `the loss goes from ${number(height(from))} to ${number(height(to))}. ` +
    `With gamma = 0 it ${rest}.`
  );
}

/** Answers a question of the picture's, as the kernel does in a notebook. */
function answer({ seq, values, start }) {
  const paths = [values.gamma, 0].map((gamma) => walk(start, values.lr, gamma));
  const runs = first.runs.map(({ name }, i) => ({ name, points: paths[i].length }));
  const kind = paths[0].length <= scene.steps ? "diverges" : "fine";
  held.state = { ...first, seq, values, start, runs, kind, message: words(...paths) };
  held.numbers = new DataView(Float32Array.from(paths.flatMap(drawn)).buffer);
  for (const listener of listeners["change:state"]) listener();
}

const model = {
  get: (name) => held[name],
  on: (event, listener) => listeners[event]?.push(listener),
  off: (event, listener) => {
    listeners[event] = listeners[event]?.filter((each) => each !== listener);
  },
  send: (question) => question.values && queueMicrotask(() => answer(question)),
};

picture.render({ model, el: place });
place.classList.add("ready");

if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
  [...place.querySelectorAll("button")].find((each) => each.textContent === "Play")?.click();
}
