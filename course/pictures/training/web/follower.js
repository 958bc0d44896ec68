/**
 * Follows trainings while they run, and until all of it was seen: they are often faster than an
 * eye, so their curves grow at a pace that can be watched.
 */

const SECONDS = 4; // that a training takes at least to be shown

/**
 * @param {(positions: number[], index: number) => void} onFrame how far each is shown, and which grows
 * @param {() => void} onEnd
 */
export function createFollower(onFrame, onEnd) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {number[]} */ let lengths = [];
  let running = false;
  let seen = 0; // updates shown, of all trainings in turn
  let frame = 0;
  let before = 0;
  let pace = 1;

  /** @param {number[]} made updates of each training by now @param {number} expected of one @param {boolean} runs */
  function tell(made, expected, runs) {
    [lengths, running, pace] = [made, runs, expected / SECONDS];
    if (frame) return;
    before = performance.now();
    frame = requestAnimationFrame(advance);
  }

  /** @param {number} now */
  function advance(now) {
    const total = lengths.reduce((a, b) => a + b, 0);
    const elapsed = Math.max(0, now - before) / 1000;
    before = now;
    seen = still.matches ? total : Math.min(total, seen + elapsed * pace);
    if (!running && seen >= total) {
      stop();
      return onEnd();
    }
    frame = requestAnimationFrame(advance);
    let left = seen;
    const positions = lengths.map((length) => {
      const shown = Math.min(length, left);
      left -= shown;
      return shown;
    });
    onFrame(positions, Math.max(0, positions.findLastIndex((each) => each > 0)));
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
  }
  return { tell, stop };
}
