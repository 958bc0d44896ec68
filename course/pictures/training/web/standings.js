/** A race's table: how each training stands where the player is. */
import { createSwatch } from "../../../widget/web/marks.js";
import { written } from "../../../widget/web/numbers.js";
import { add } from "../../../widget/web/parts.js";
import { testAt } from "./trainings.js";
/** @import { Training } from "./types.js" */

const HEADINGS = ["", "mean loss of an epoch", "new digits right", "training digits right, at the end"];

/** @param {HTMLElement} parent */
export function createStandings(parent) {
  const table = add(parent, "table", "picture-table");
  const head = table.createTHead().insertRow();
  for (const words of HEADINGS) {
    const cell = add(head, words ? "th" : "td", "");
    if (words) cell.scope = "col";
    cell.textContent = words;
  }
  const body = table.createTBody();
  /** @type {HTMLElement[][]} */ let rows = [];

  /** @param {string} name @param {number} index */
  function createRow(name, index) {
    const row = body.insertRow();
    const title = add(row, "th", "");
    title.scope = "row";
    title.append(createSwatch(index), name);
    return HEADINGS.slice(1).map(() => add(row, "td", ""));
  }

  /** @param {Training[]} runs @param {number[]} positions */
  function draw(runs, positions) {
    if (rows.length !== runs.length) {
      body.replaceChildren();
      rows = runs.map(({ name }, i) => createRow(name, i));
    }
    runs.forEach((run, i) => {
      const at = Math.min(run.updates, Math.floor(positions[i]));
      const share = at > 0 ? run.shares[testAt(run, at)] : null;
      const learned = at === run.updates ? run.learned : null;
      const cells = [at > 0 ? written(run.means[at - 1]) : "–", percent(share), percent(learned)];
      cells.forEach((text, k) => {
        if (rows[i][k].textContent !== text) rows[i][k].textContent = text;
      });
    });
  }
  return { draw };
}

/** @param {number | null} share */
function percent(share) {
  return share == null ? "–" : `${(100 * share).toFixed(1)} %`;
}
