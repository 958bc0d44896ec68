/** Answers that were saved with the picture, in a page of its own. */

/**
 * @param {{states: object[], lines: DataView[], crowds: DataView[], grounds: object[], heights: DataView[]}} saved
 */
export function readSaved({ states, lines, crowds, grounds, heights }, cache) {
  states.forEach((state, i) => cache.put(state, lines[i], crowds[i]));
  for (const { values, levels, index } of grounds) {
    cache.putGround({ values }, { levels, heights: heights[index] });
  }
}
