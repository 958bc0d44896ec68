/** Play, pause, one step, back to the start, scrub, speed. */

const SPEEDS = [0.5, 1, 2, 4];
const STEPS_A_SECOND = 15;
const ICONS = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z",
  step: "M3 2.5v11l7-5.5zM11 2.5h2.5v11h-2.5z",
  reset: "M13 2.5v11l-7-5.5zM2.5 2.5h2.5v11h-2.5z",
};

/**
 * @param {HTMLElement} parent
 * @param {(position: number, playing: boolean) => void} onFrame draws the picture at a step that
 *   need not be whole
 * @param {number} [pace] steps a second
 * @param {string} [unit] what a step is called
 * @param {number} steps
 */
export function createPlayer(parent, steps, onFrame, pace = STEPS_A_SECOND, unit = "step") {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let last = steps;
  let position = steps;
  let frame = 0;
  let before = 0;
  let told = "";

  const play = createButton(parent, "play", "Play", () => (frame ? jump(position) : start()));
  const buttons = [
    play,
    createButton(parent, "step", `One ${unit}`, () => jump(Math.floor(position) + 1)),
    createButton(parent, "reset", "Back to the start", () => jump(0)),
  ];
  const scrub = Object.assign(document.createElement("input"), {
    type: "range", min: "0", max: String(steps), step: "1", className: "picture-scrub",
  });
  scrub.setAttribute("aria-label", unit[0].toUpperCase() + unit.slice(1));
  const count = document.createElement("span");
  count.className = "picture-count";
  const speed = createSpeed();
  parent.append(scrub, count, speed);
  scrub.addEventListener("input", () => jump(Number(scrub.value)));

  function show() {
    tell(Math.floor(position));
    onFrame(position, frame !== 0);
  }

  /** Most frames lie between two steps: they need no new words, and the page no new layout. @param {number} whole */
  function tell(whole) {
    const words = `${unit} ${whole} of ${last}`;
    if (told === words) return;
    told = words;
    scrub.value = String(whole);
    scrub.style.setProperty("--filled", `${(whole / Math.max(1, last)) * 100}%`);
    scrub.setAttribute("aria-valuetext", words);
    count.textContent = words;
  }

  /** @param {number} to */
  function jump(to) {
    pause();
    position = Math.max(0, Math.min(last, to));
    show();
  }

  function start() {
    if (position >= last) position = 0;
    before = performance.now();
    frame = requestAnimationFrame(advance);
    play.set("pause", "Pause");
  }

  function pause() {
    cancelAnimationFrame(frame);
    frame = 0;
    play.set("play", "Play");
  }

  /** With reduced motion: ten jumps, half a second apart, instead of a glide. @param {number} now */
  function advance(now) {
    frame = requestAnimationFrame(advance);
    const elapsed = Math.max(0, now - before) / 1000; // a frame may carry a time before the click
    if (still.matches && elapsed < 0.5) return;
    position += still.matches ? Math.ceil(last / 10) : elapsed * pace * Number(speed.value);
    before = now;
    if (position >= last) {
      position = last;
      pause();
    }
    show();
  }

  /** A new path has `points`: stay at the end if there, else at the same step. @param {number} to */
  function setLast(to) {
    position = position >= last && !frame ? to : Math.min(position, to);
    last = to;
    told = ""; // whoever sets this may have written here meanwhile
    scrub.max = String(to);
    scrub.disabled = to === 0;
    for (const button of buttons) button.enable(to > 0);
    show();
  }

  /** @param {number} to steps a second */
  function setPace(to) {
    pace = to;
  }

  return { scrub, count, setLast, stop: pause, position: () => position, setPace };
}

/** @param {HTMLElement} parent @param {keyof typeof ICONS} icon @param {string} name @param {() => void} onClick */
function createButton(parent, icon, name, onClick) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.className = "picture-button";
  /** @param {keyof typeof ICONS} shape @param {string} words */
  const set = (shape, words) => {
    button.title = words;
    button.ariaLabel = words;
    button.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[shape]}"/></svg>`;
  };
  set(icon, name);
  button.addEventListener("click", onClick);
  parent.append(button);
  /** @param {boolean} possible */
  const enable = (possible) => (button.disabled = !possible);
  return { set, enable };
}

function createSpeed() {
  const select = document.createElement("select");
  select.className = "picture-speed";
  select.setAttribute("aria-label", "Speed");
  for (const factor of SPEEDS) select.add(new Option(`${factor}×`, String(factor), factor === 1, factor === 1));
  return select;
}
