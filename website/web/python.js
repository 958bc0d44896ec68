/* What Python does, in words; and the way out of a cell that never ends. */

const LONG = 15;
/** Seconds after which a running cell is spoken of. */

/**
 * Watch the kernel of the notebook that is shown.
 *
 * @param {any} tracker
 * @param {{ say(words: string): void, tell: Function, ready(): void }} page
 */
export function watchPython(tracker, { say, tell, ready }) {
  /** @type {HTMLElement | null} */
  let note = null;
  let running = 0;
  let began = false;
  say("Loading Python: about 20 MB the first time, then it is kept …");
  tracker.currentChanged.connect((/** @type {any} */ _, /** @type {any} */ panel) => {
    if (!panel) return;
    const session = panel.sessionContext;
    session.statusChanged.connect((/** @type {any} */ __, /** @type {string} */ status) => changed(panel, status));
    session.ready.then(() => session.session?.kernel?.info).then(
      () => started(),
      () => failed(panel),
    );
  });

  function started() {
    if (!began) {
      began = true;
      ready();
    }
  }

  /** @param {any} panel @param {string} status */
  function changed(panel, status) {
    clearTimeout(running);
    note?.remove();
    note = null;
    if (status === "idle") say("Python is ready.");
    if (status === "starting" || status === "restarting") say("Starting Python …");
    if (status === "dead" || status === "autorestarting") failed(panel);
    if (status === "busy") {
      say("Python is running a cell.");
      running = window.setTimeout(() => speak(panel), LONG * 1000);
    }
  }

  /** @param {any} panel */
  function failed(panel) {
    say("Python has stopped.");
    tell(
      "Python has stopped, or could not be loaded. Your work is kept. Start it again; if that does not help, look at your connection and reload the page.",
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
      `This cell has been running for ${LONG} seconds. In a browser a cell can't be interrupted: if it is a loop that never ends, start Python again. What you wrote stays; then run the cells above anew.`,
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
