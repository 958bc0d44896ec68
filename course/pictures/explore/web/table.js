/** A race's table: how many steps each needs until the loss has shrunk so far. */
import { createSwatch } from "../../../widget/web/marks.js";
import { powerOfTen, written } from "../../../widget/web/numbers.js";
/** @import { Run } from "../../../widget/web/types.js" */
/** @import { ExploreShown } from "./types.js" */

/**
 * @param {HTMLElement} parent
 * @param {number[]} tolerances
 */
export function createTable(parent, tolerances) {
  const table = document.createElement("table");
  table.className = "picture-table";
  const caption = table.createCaption();
  caption.textContent = "Steps until the loss is down to this part of where it began";
  const head = table.createTHead().insertRow();
  const headings = ["", ...tolerances.map(part), "loss at the end"];
  for (const words of headings) {
    const cell = document.createElement(words ? "th" : "td");
    if (words) cell.scope = "col";
    cell.textContent = words;
    head.append(cell);
  }
  const body = table.createTBody();
  parent.append(table);

  /** @param {ExploreShown} shown */
  function draw({ runs, lowest }) {
    const rows = runs.map((run, index) => createRow(run, index, lowest));
    for (const [column] of tolerances.entries()) {
      const counts = rows.map((row) => row.counts[column]);
      const best = Math.min(...counts);
      for (const [i, row] of rows.entries()) {
        row.cells[column].classList.toggle("best", counts[i] === best && best < Infinity);
      }
    }
    body.replaceChildren(...rows.map((row) => row.element));
  }

  /** @param {Run} run @param {number} index @param {number | null} lowest */
  function createRow({ name, loss }, index, lowest) {
    const element = document.createElement("tr");
    const title = document.createElement("th");
    title.scope = "row";
    title.append(createSwatch(index), name);
    const counts = tolerances.map((share) => stepsTo(loss, lowest, share));
    const cells = counts.map((count) => createCell(Number.isFinite(count) ? String(count) : "–"));
    element.append(title, ...cells, createCell(written(loss[loss.length - 1])));
    return { element, counts, cells };
  }
  return { draw };
}

/** @param {string} text */
function createCell(text) {
  return Object.assign(document.createElement("td"), { textContent: text });
}

/**
 * The first step at which the loss above its lowest is that share of the first.
 * @param {Float32Array} loss
 * @param {number | null} lowest
 * @param {number} share
 */
function stepsTo(loss, lowest, share) {
  if (lowest == null) return Infinity;
  const goal = (loss[0] - lowest) * share;
  const step = loss.findIndex((each) => each - lowest <= goal);
  return step < 0 ? Infinity : step;
}

/** `1/10`, `10⁻³`. @param {number} share */
function part(share) {
  const power = Math.log10(share);
  if (Number.isInteger(Math.round(power * 1e9) / 1e9) && power < -2) return powerOfTen(Math.round(power));
  return share >= 0.01 ? `1/${written(1 / share)}` : written(share);
}
