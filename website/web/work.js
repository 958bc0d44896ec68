/* A learner's work: what was changed, kept copies, the file to hand in, and the way to another machine. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** @typedef {{ path: string, name: string, type: string, format?: string, content?: any }} Model */
/** @typedef {{ get(path: string, options?: object): Promise<Model>, save(path: string, model: object): Promise<Model>, delete(path: string): Promise<void> }} Contents */

/** What a learner can mend; the message says how. */
export class Trouble extends Error {}

/** The notebook that is open: it is written by its page, which would otherwise find the file changed.
 * @typedef {{ path: string, replace(notebook: any): Promise<unknown> }} Open */

const LESSON = /^(\d\d-[\w-]+)$/;
/** `05-momentum.ipynb`, also as browsers and JupyterLite call a second one. */
const LESSONS_FILE = /^(?:.*_)?(\d\d-[a-z][a-z-]*)(?: ?\(\d+\))?\.ipynb$/i;

/** Where the site has a file as it is published. @param {string} path */
export function published(path) {
  return new URL(`../files/${path.split("/").map(encodeURIComponent).join("/")}`, document.baseURI).href;
}

/** The path of a lesson's notebook. @param {string} lesson */
export const notebookOf = (lesson) => `${lesson}/${lesson}.ipynb`;

/** The text of every cell: what a learner can have changed. @param {any} notebook */
export function sources(notebook) {
  const joined = (/** @type {string | string[]} */ source) => (Array.isArray(source) ? source.join("") : source);
  return JSON.stringify(notebook.cells.map((/** @type {any} */ cell) => joined(cell.source)));
}

/** The published notebook, or null where the site has none. @param {string} path */
export async function original(path) {
  const answer = await fetch(published(path));
  return answer.ok ? answer.json() : null;
}

/** The names of the lessons. @param {Contents} contents @returns {Promise<string[]>} */
export async function lessons(contents) {
  const root = await contents.get("", { type: "directory", content: true });
  return root.content.filter((/** @type {Model} */ each) => each.type === "directory" && LESSON.test(each.name)).map((/** @type {Model} */ each) => each.name);
}

/** What a learner may be called in a file's name. @param {string} text */
export function readName(text) {
  const name = text.trim();
  if (name && !/^[A-Za-z0-9][\w.@+-]*$/.test(name))
    throw new Trouble(`“${name}” can't be part of a file's name: use letters, digits and . _ @ + - only.`);
  return name;
}

/** @param {Date} now */
const stamp = (now) => now.toISOString().slice(0, 19).replaceAll(":", "");

/** The file to hand in, named as collecting expects it. @param {Contents} contents @param {string} path @param {string} learner @param {Date} now */
export async function handIn(contents, path, learner, now) {
  const model = await contents.get(path, { content: true });
  const file = path.slice(path.lastIndexOf("/") + 1);
  const lesson = path.slice(0, path.indexOf("/"));
  if (!LESSON.test(lesson) || !file.startsWith(lesson))
    throw new Trouble(`${path} is none of the course's lessons: open the one that you hand in.`);
  const name = learner ? `${learner}_${stamp(now)}_${lesson}.ipynb` : `${lesson}.ipynb`;
  return { name, content: JSON.stringify(model.content, null, 1) };
}

/** Put the published lesson back, and keep the present one as a copy. @param {Contents} contents @param {Open} open @param {Date} now */
export async function reset(contents, open, now) {
  const first = await original(open.path);
  if (first === null) throw new Trouble(`${open.path} is none of the course's lessons: it can't be started anew.`);
  const copy = await keepCopy(contents, open.path, now);
  await open.replace(first);
  return copy;
}

/** @param {Contents} contents @param {string} path @param {Date} now */
async function keepCopy(contents, path, now) {
  const model = await contents.get(path, { content: true });
  const copy = path.replace(/\.ipynb$/, ` (kept ${now.toISOString().slice(0, 16).replace("T", " ").replace(":", ".")}).ipynb`);
  await contents.save(copy, { type: "notebook", format: "json", content: model.content });
  return copy;
}

/** All that differs from the site, as one zip; null if nothing does. @param {Contents} contents @param {Date} now */
export async function packed(contents, now) {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for await (const model of everything(contents, "")) {
    const full = await contents.get(model.path, { content: true });
    if (!(await isPublished(full))) files[full.path] = bytes(full);
  }
  if (!Object.keys(files).length) return null;
  return { name: `my-work-${now.toISOString().slice(0, 10)}.zip`, content: zipSync(files) };
}

/** @param {Contents} contents @param {string} path @returns {AsyncGenerator<Model>} */
async function* everything(contents, path) {
  const folder = await contents.get(path, { type: "directory", content: true });
  for (const each of folder.content ?? []) {
    if (each.type === "directory") yield* everything(contents, each.path);
    else yield each;
  }
}

/** @param {Model} model */
function bytes(model) {
  if (model.type === "notebook" || model.format === "json") return strToU8(JSON.stringify(model.content, null, 1));
  if (model.format === "base64") return Uint8Array.from(atob(model.content), (char) => char.charCodeAt(0));
  return strToU8(model.content ?? "");
}

/** Whether a file is as the site has it. @param {Model} model */
async function isPublished(model) {
  const answer = await fetch(published(model.path));
  if (!answer.ok) return false;
  if (model.type === "notebook" || model.format === "json")
    return JSON.stringify(await answer.json()) === JSON.stringify(model.content);
  const [site, mine] = [new Uint8Array(await answer.arrayBuffer()), bytes(model)];
  return site.length === mine.length && site.every((value, i) => value === mine[i]);
}

/** Put uploaded work where it belongs; says where. @param {Contents} contents @param {Open | undefined} open @param {string} name @param {Uint8Array} content @param {Date} now @returns {Promise<string[]>} */
export async function putBack(contents, open, name, content, now) {
  if (!name.toLowerCase().endsWith(".zip")) return [await putNotebook(contents, open, name, content, now)];
  let files;
  try {
    files = unzipSync(content);
  } catch {
    throw new Trouble(`${name} is no zip file that can be read: download your work anew, and upload that.`);
  }
  const done = [];
  for (const [path, inner] of Object.entries(files)) {
    if (path.endsWith("/") || path.split("/").includes("..")) continue;
    if (path.endsWith(".ipynb")) done.push(await putNotebook(contents, open, path, inner, now));
    else done.push(await putFile(contents, path, inner));
  }
  return done;
}

/** @param {Contents} contents @param {Open | undefined} open @param {string} name @param {Uint8Array} content @param {Date} now */
async function putNotebook(contents, open, name, content, now) {
  let notebook;
  try {
    notebook = JSON.parse(strFromU8(content));
  } catch {
    notebook = null;
  }
  if (!Array.isArray(notebook?.cells)) throw new Trouble(`${name} is no notebook: upload an .ipynb file of this course.`);
  const file = name.slice(name.lastIndexOf("/") + 1);
  const lesson = LESSONS_FILE.exec(file)?.[1];
  if (!lesson || !(await lessons(contents)).includes(lesson)) {
    const inFolder = name.includes("/") ? name : file;
    if (name.includes("/") || !lesson) {
      await contents.save(inFolder, { type: "notebook", format: "json", content: notebook });
      return inFolder;
    }
    throw new Trouble(`${file} belongs to no lesson of this course; the lessons are ${(await lessons(contents)).join(", ")}.`);
  }
  const path = notebookOf(lesson);
  const present = await contents.get(path, { content: true });
  const site = await original(path);
  if (sources(present.content) !== sources(notebook) && (!site || sources(present.content) !== sources(site)))
    await keepCopy(contents, path, now);
  if (open?.path === path) await open.replace(notebook);
  else await contents.save(path, { type: "notebook", format: "json", content: notebook });
  return path;
}

/** @param {Contents} contents @param {string} path @param {Uint8Array} content */
async function putFile(contents, path, content) {
  const text = Array.from(content, (byte) => String.fromCharCode(byte)).join("");
  await contents.save(path, { type: "file", format: "base64", content: btoa(text) });
  return path;
}
