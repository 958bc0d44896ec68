/* What Python does, in words; and the way out of a cell that never ends. */

const LONG = 15;
/** Seconds after which a running cell is spoken of. */
const SLOW = 60;
/** Seconds without news after which loading is spoken of. */

/**
 * Watch the kernel of the notebook that is shown.
 *
 * @param {any} tracker
 * @param {{ say(words: string): void, tell: Function, ready(): void }} page
 * @returns {{ news(): void }} `news` is to be called whenever loading goes on
 */
export function watchPython(tracker, { say, tell, ready }) {
  /** @type {HTMLElement | null} */
  let note = null;
  let running = 0;
  let waiting = 0;
  let began = false;
  say("Loading Python: about 20 MB the first time, then it is kept …");
  wait();
  window.addEventListener("unhandledrejection", () => {
    if (!began) notLoaded("Python could not be loaded.");
  });
  tracker.currentChanged.connect((/** @type {any} */ _, /** @type {any} */ panel) => {
    if (!panel) return;
    const session = panel.sessionContext;
    session.statusChanged.connect((/** @type {any} */ __, /** @type {string} */ status) => changed(panel, status));
    const heed = (/** @type {any} */ kernel) => kernel?.info.then(started, () => notLoaded("Python could not be loaded."));
    session.kernelChanged.connect((/** @type {any} */ __, /** @type {any} */ change) => heed(change.newValue));
    heed(session.session?.kernel);
  });
  return { news: wait };

  function started() {
    clearTimeout(waiting);
    if (began) return;
    began = true;
    ready();
  }

  /** Loading goes on; if nothing is heard for long, say so. */
  function wait() {
    clearTimeout(waiting);
    if (!began) waiting = window.setTimeout(() => notLoaded("Python takes long to load."), SLOW * 1000);
  }

  /** @param {string} what */
  function notLoaded(what) {
    clearTimeout(waiting);
    say(what);
    tell(
      `${what} Look at your connection and reload the page: what has come already is kept, and so is your work.`,
      "error",
      [{ label: "Reload", callback: () => location.reload() }],
      0,
    );
  }

  /** @param {any} panel @param {string} status */
  function changed(panel, status) {
    clearTimeout(running);
    note?.remove();
    note = null;
    if (status === "idle" && began) say("Python is ready.");
    if (status === "starting" || status === "restarting") say("Starting Python …");
    if (status === "dead") stopped(panel);
    if (status === "busy" && began) {
      say("Python is running a cell.");
      running = window.setTimeout(() => speak(panel), LONG * 1000);
    }
  }

  /** @param {any} panel */
  function stopped(panel) {
    say("Python has stopped.");
    tell(
      "Python has stopped. What you wrote is kept: start Python again, then run the cells from the top.",
      "error",
      [{ label: "Start Python again", callback: () => panel.sessionContext.restartKernel() }],
      0,
    );
  }

  /** Beside the running cell, where the learner looks. @param {any} panel */
  function speak(panel) {
    const cell = panel.content.widgets.find((/** @type {any} */ each) => each.prompt === "*" || each.model?.executionState === "running");
    note = document.createElement("div");
    note.className = "course-long";
    note.setAttribute("role", "alert");
    note.append(
      `This cell has been running for ${LONG} seconds. In a browser a cell can't be interrupted: if it is a loop that never ends, start Python again. What you wrote stays; then run the cells from the top.`,
    );
    const button = document.createElement("button");
    button.textContent = "Start Python again";
    button.addEventListener("click", async () => {
      note?.remove();
      await panel.sessionContext.restartKernel();
    });
    note.append(button);
    (cell?.node ?? panel.node).append(note);
    say(`A cell has been running for ${LONG} seconds.`);
  }
}
