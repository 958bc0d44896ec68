/**
 * Asks the kernel for a new look: one question at a time, and of those that wait only the newest,
 * so that a held key never lags. While nobody asks, it is asked for what may be asked next.
 */
/** @import { Model, Question } from "./types.js" */

const SLOW = 1500; // milliseconds until we say that we wait
const LOST = 10000; // and until we ask again all the same
const AT_ONCE = 24; // questions a message while nobody asks; the kernel answers those it has time for
const COSTLY = 60; // milliseconds an answer from which on it is not worth asking ahead

/**
 * @param {Model} model anywidget's model
 * @param {() => void} onAnswer
 * @param {(states: any[], buffers: DataView[]) => void} onSwept what came ahead of being asked
 * @param {(words: string) => void} onNote says that the kernel is slow or gone; "" when it is not
 */
export function createKernel(model, onAnswer, onSwept, onNote) {
  let asked = 0; // number of the question on its way, 0 when there is none
  /** @type {Question | null} */ let waiting = null;
  let timer = 0;
  let since = 0;
  /** @type {Question[]} */ let ahead = []; // what may be asked next
  let sweeping = false;

  /** @param {Question} question */
  function ask(question) {
    if (asked && performance.now() - since < LOST) waiting = question;
    else send(question);
  }

  /** @param {Question} question */
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
    sweepOn();
  }

  /** @param {Question[]} questions */
  function sweep(questions) {
    ahead = questions;
    sweepOn();
  }

  function sweepOn() {
    if (asked || sweeping || ahead.length === 0) return;
    sweeping = true;
    model.send({ sweep: ahead.slice(0, AT_ONCE) });
  }

  /** @param {any} content @param {DataView[]} buffers */
  function swept(content, buffers) {
    if (!content.sweep) return;
    sweeping = false;
    onSwept(content.sweep, buffers);
    const done = content.sweep.length;
    ahead = done === 0 || content.took / done > COSTLY ? [] : ahead.slice(done);
    sweepOn();
  }

  function gone() {
    clearTimeout(timer);
    onNote("The kernel has stopped: run this cell again to bring the picture back to life.");
  }

  model.on("change:state", answered);
  model.on("msg:custom", swept);
  model.on("comm_live_update", gone);
  return {
    ask,
    sweep,
    busy: () => asked !== 0 || waiting != null,
    stop() {
      clearTimeout(timer);
      model.off("change:state", answered);
      model.off("msg:custom", swept);
      model.off("comm_live_update", gone);
    },
  };
}
