/* The course's part of the browser edition's page, as an extension of JupyterLab.

   JupyterLab asks for a container with `init` and `get` (module federation). This is one by hand:
   it takes JupyterLab's own modules out of what the page shares, and brings none. */
import { createKept } from "./kept.js";
import { watchPython } from "./python.js";
import { handIn, packed, putBack, readName, reset, Trouble } from "./work.js";

/** @type {Record<string, Record<string, { get(): Promise<() => any> }>>} */
let shared = {};

/** A module that the page shares. @param {string} name */
async function module(name) {
  const [version] = Object.values(shared[name] ?? {});
  if (!version) throw new Error(`this page shares no ${name}`);
  return (await version.get())();
}

const container = {
  /** @param {typeof shared} scope */
  init(scope) {
    shared = scope;
  },
  /** @param {string} path */
  async get(path) {
    if (path !== "./extension") throw new Error(`no ${path} here`);
    const [notebook, menus, apputils, widgets] = await Promise.all([
      module("@jupyterlab/notebook"),
      module("@jupyterlab/mainmenu"),
      module("@jupyterlab/apputils"),
      module("@lumino/widgets"),
    ]);
    const plugin = {
      id: "optimization-course:browser",
      description: "Keeps a learner's work, and says what this page does.",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      optional: [menus.IMainMenu],
      /** @param {any} app @param {any} tracker @param {any} menu */
      activate(app, tracker, menu) {
        start(app, tracker, menu, { ...apputils, ...widgets });
      },
    };
    return () => ({ __esModule: true, default: [plugin] });
  },
};
const STYLE = `
#course-bar { display: flex; align-items: center; padding: 0 12px; min-height: 28px; color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1); }
.course-long { margin: 8px 0 8px 90px; padding: 8px 12px; border-left: 4px solid var(--jp-warn-color1);
  background: var(--jp-layout-color2); color: var(--jp-ui-font-color1); font-size: var(--jp-ui-font-size2); }
.course-long button { display: block; margin-top: 8px; padding: 4px 12px; font: inherit; }
@media (max-width: 700px) { #course-bar { flex-basis: 100%; } .course-long { margin-left: 8px; } }
`;

/** @type {any} */ (globalThis)._JUPYTERLAB ??= {};
/** @type {any} */ (globalThis)._JUPYTERLAB["optimization-course"] = container;

/** @param {any} app @param {any} tracker @param {any} menu @param {any} lab */
function start(app, tracker, menu, { Notification, Menu, Widget, showDialog, Dialog, InputDialog }) {
  const bar = new Widget();
  document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
  bar.id = "course-bar";
  bar.node.setAttribute("role", "status");
  app.shell.add(bar, "top", { rank: 900 });
  const say = (/** @type {string} */ words) => {
    bar.node.textContent = words;
  };
  const tell = (/** @type {string} */ words, kind = "info", actions = /** @type {object[]} */ ([]), seconds = 8) =>
    Notification.emit(words, kind, { autoClose: seconds * 1000 || false, actions });
  const contents = app.serviceManager.contents;

  const kept = createKept({ say, tell, news: () => python.news() });
  const python = watchPython(tracker, { say, tell, ready: kept.begin });
  void tellOfStorage(tell);

  const lesson = () => tracker.currentWidget?.context;
  /** @type {Record<string, [string, () => Promise<unknown>]>} */
  const commands = {
    "course:hand-in": ["Hand in This Lesson…", giveIn],
    "course:reset": ["Start This Lesson Anew…", begin],
    "course:download": ["Download All My Work", download],
    "course:upload": ["Upload Work…", upload],
  };
  for (const [id, [label, execute]] of Object.entries(commands))
    app.commands.addCommand(id, { label, execute: () => guarded(execute) });
  if (menu) {
    const work = new Menu({ commands: app.commands });
    work.title.label = "My Work";
    work.id = "course-work";
    for (const command of Object.keys(commands)) work.addItem({ command });
    menu.addMenu(work, true, { rank: 25 });
  }
  void follow();

  /** What goes wrong is said in a sentence. @param {() => Promise<unknown>} act */
  async function guarded(act) {
    try {
      return await act();
    } catch (error) {
      complain(error);
    }
  }

  /** @param {unknown} error */
  function complain(error) {
    const words = error instanceof Trouble ? error.message : `This did not work: ${error}. Your work is as it was.`;
    tell(words, "error", [], 0);
  }

  async function giveIn() {
    const context = lesson();
    if (!context) throw new Trouble("Open a lesson first.");
    const asked = await InputDialog.getText({
      title: "Hand in",
      label: "Your name or number, as your course knows it (letters, digits, . _ @ + -). It is only in the file's name.",
      text: localStorage.getItem("course-learner") ?? "",
      okLabel: "Save file",
    });
    if (!asked.button.accept) return;
    const name = readName(asked.value ?? "");
    localStorage.setItem("course-learner", name);
    await context.save();
    const file = await handIn(contents, context.path, name, new Date());
    save(file.name, file.content, "application/json");
    tell(`${file.name} is in your downloads.${words("handInWords")}`, "success", address(), 0);
  }

  /** @returns {any} */
  function address() {
    const where = setting("handInAddress");
    return where ? [{ label: "Open where it goes", callback: () => window.open(where, "_blank", "noopener") }] : [];
  }

  async function begin() {
    const context = lesson();
    if (!context) throw new Trouble("Open a lesson first.");
    const sure = await showDialog({
      title: "Start this lesson anew?",
      body: "Your present answers stay as a copy beside it.",
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: "Start anew" })],
    });
    if (!sure.button.accept) return;
    await context.save();
    const copy = await reset(contents, opened(context), new Date());
    tell(`This lesson is as on the first day. Your answers are in ${copy}.`, "success", [], 0);
  }

  async function download() {
    await lesson()?.save();
    const zip = await packed(contents, new Date());
    if (!zip) throw new Trouble("Nothing has been changed yet: there is nothing to download.");
    save(zip.name, zip.content, "application/zip");
    tell(`${zip.name} is in your downloads: “Upload work” takes it here or on another machine.`, "success");
  }

  async function upload() {
    const files = await chosen(".ipynb,.zip");
    const context = lesson();
    await context?.save();
    /** @type {string[]} */
    const done = [];
    for (const file of files) {
      try {
        const content = new Uint8Array(await file.arrayBuffer());
        done.push(...(await putBack(contents, context && opened(context), file.name, content, new Date())));
      } catch (error) {
        complain(error);
      }
    }
    if (done.length) tell(`Uploaded: ${done.join(", ")}.`, "success", [], 0);
  }

  /** A saved lesson whose cells were never changed follows the site; of a changed one, say it. */
  async function follow() {
    const { followed, newer } = await kept.follow(contents);
    await app.restored;
    const context = lesson();
    if (context && followed.includes(context.path)) await context.revert();
    if (newer.length)
      tell(
        `There is a newer edition of ${newer.join(", ")}. Your own stays; “Start this lesson anew” shows the newer one and keeps a copy of yours.`,
        "info",
        [],
        0,
      );
  }
}

/** @param {any} context @returns {import("./work.js").Open} */
function opened(context) {
  return {
    path: context.path,
    replace(notebook) {
      context.model.fromJSON(notebook);
      return context.save();
    },
  };
}

/** @param {string} name @returns {string} */
function setting(name) {
  const config = document.getElementById("jupyter-config-data");
  return JSON.parse(config?.textContent || "{}").course?.[name] ?? "";
}

/** @param {string} name */
function words(name) {
  const found = setting(name);
  return found ? ` ${found}` : "";
}

/** Say before work is lost that this window forgets. @param {Function} tell */
async function tellOfStorage(tell) {
  try {
    indexedDB.open("course-trial").onerror = () => forgets(tell);
  } catch {
    forgets(tell);
    return;
  }
  const persisted = await navigator.storage?.persist?.();
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < 20e6)
    tell(
      "This browser's storage is almost full. Download your work (My Work → Download All My Work), then make room.",
      "warning",
      [],
      0,
    );
  else if (!persisted && quota < 300e6)
    tell("This looks like a private window: it forgets everything when it closes. Download your work before.", "warning", [], 0);
}

/** @param {Function} tell */
function forgets(tell) {
  tell("This window keeps nothing: download your work (My Work → Download All My Work) before you close it.", "warning", [], 0);
}

/** Hand a file to the browser's downloads. @param {string} name @param {BlobPart} content @param {string} type */
function save(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Files that the learner chooses. @param {string} accept @returns {Promise<File[]>} */
function chosen(accept) {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept });
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}
