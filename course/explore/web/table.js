/** A race's table: how many steps each needs until the loss has shrunk so far. */
import { createSwatch } from "./marks.js";
import { powerOfTen, written } from "./numbers.js";

/**
 * @param {HTMLElement} parent
 * @param {{tolerances: number[], steps: number}} scene
 */
export function createTable(parent, scene) {
  const table = document.createElement("table");
  table.className = "picture-table";
  const caption = table.createCaption();
  caption.textContent = "Steps until the loss is down to this part of where it began";
  const head = table.createTHead().insertRow();
  const headings = ["", ...scene.tolerances.map(part), "loss at the end"];
  for (const words of headings) {
    const cell = document.createElement(words ? "th" : "td");
    if (words) cell.scope = "col";
    cell.textContent = words;
    head.append(cell);
  }
  const body = table.createTBody();
  parent.append(table);

  /** @param {{runs: import("./data.js").Run[], lowest: number | null}} shown */
  function draw({ runs, lowest }) {
    const rows = runs.map((run, index) => createRow(run, index, lowest));
    for (const [column] of scene.tolerances.entries()) {
      const counts = rows.map((row) => row.counts[column]);
      const best = Math.min(...counts);
      rows.forEach((row, i) => row.cells[column].classList.toggle("best", counts[i] === best && best < Infinity));
    }
    body.replaceChildren(...rows.map((row) => row.element));
  }

  function createRow({ name, loss }, index, lowest) {
    const element = document.createElement("tr");
    const title = document.createElement("th");
    title.scope = "row";
    title.append(createSwatch(index), name);
    const counts = scene.tolerances.map((share) => stepsTo(loss, lowest, share));
    const cells = counts.map((count) => createCell(Number.isFinite(count) ? String(count) : "–"));
    element.append(title, ...cells, createCell(written(loss.at(-1))));
    return { element, counts, cells };
  }
  return { draw };
}

function createCell(text) {
  return Object.assign(document.createElement("td"), { textContent: text });
}

/** The first step at which the loss above its lowest is that share of the first. */
function stepsTo(loss, lowest, share) {
  if (lowest === null) return Infinity;
  const goal = (loss[0] - lowest) * share;
  const step = loss.findIndex((each) => each - lowest <= goal);
  return step < 0 ? Infinity : step;
}

/** `1/10`, `10⁻³`. */
function part(share) {
  const power = Math.log10(share);
  if (Number.isInteger(Math.round(power * 1e9) / 1e9) && power < -2) return powerOfTen(Math.round(power));
  return share >= 0.01 ? `1/${written(1 / share)}` : written(share);
}
