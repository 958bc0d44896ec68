/**
 * Asks the kernel for new paths: one question at a time, and of those that wait only the newest,
 * so that a held key never lags.
 */

const SLOW = 1500; // milliseconds until we say that we wait
const LOST = 10000; // and until we ask again all the same

/**
 * @param {object} model anywidget's model
 * @param {() => void} onAnswer
 * @param {(words: string) => void} onNote says that the kernel is slow or gone; "" when it is not
 */
export function createKernel(model, onAnswer, onNote) {
  let asked = 0; // number of the question on its way, 0 when there is none
  let waiting = null;
  let timer = 0;
  let since = 0;

  function ask(question) {
    if (asked && performance.now() - since < LOST) waiting = question;
    else send(question);
  }

  function send(question) {
    asked = Math.max(asked, model.get("state").seq) + 1;
    waiting = null;
    since = performance.now();
    model.send({ seq: asked, ...question });
    clearTimeout(timer);
    timer = setTimeout(() => onNote("Waiting for the kernel, which is busy …"), SLOW);
  }

  function answered() {
    if (model.get("state").seq >= asked) {
      asked = 0;
      clearTimeout(timer);
      onNote("");
    }
    onAnswer();
    if (!asked && waiting) send(waiting);
  }

  function gone() {
    clearTimeout(timer);
    onNote("The kernel has stopped: run this cell again to bring the picture back to life.");
  }

  model.on("change:state", answered);
  model.on("comm_live_update", gone);
  return {
    ask,
    /** Whether the controls are ahead of what is drawn. */
    busy: () => asked !== 0,
    stop() {
      clearTimeout(timer);
      model.off("change:state", answered);
      model.off("comm_live_update", gone);
    },
  };
}
