/* What is kept in this browser: the site's files for use without a network, and which edition a lesson is of. */
import { lessons, notebookOf, original, sources } from "./work.js";

const EDITION = "course-edition:";

/** @param {{ say(words: string): void, tell: Function, news(): void }} page */
export function createKept({ say, tell, news }) {
  const channel = new BroadcastChannel("course");
  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "loading") news();
    if (data.kind === "loading") say(data.share < 0.98 ? `Loading Python: ${Math.floor(100 * data.share)} % …` : "Starting Python …");
    if (data.kind === "keeping") say(`Python is ready. Keeping all lessons for use without a network: ${data.done} of ${data.all} files …`);
    if (data.kind === "kept") say("Python is ready. All lessons work without a network, too.");
    if (data.kind === "not kept") say("Python is ready. (Not all files could be kept: without a network some lessons will not open.)");
    if (data.kind === "new version")
      tell(
        "A new version of the course is there: reload the page. Your work stays.",
        "info",
        [{ label: "Reload", callback: () => location.reload() }],
        0,
      );
  });
  return {
    /** Python runs: now there is time to fetch the rest. */
    begin() {
      say("Python is ready.");
      navigator.serviceWorker?.controller?.postMessage({ kind: "keep" });
    },
    follow,
  };
}

/**
 * Let saved lessons that nobody changed follow the site, and find changed ones of an older edition.
 *
 * @param {import("./work.js").Contents} contents
 */
async function follow(contents) {
  const followed = [];
  const newer = [];
  for (const lesson of await lessons(contents)) {
    const path = notebookOf(lesson);
    const site = await original(path).catch(() => null);
    if (site === null) continue;
    const edition = await digest(sources(site));
    const before = localStorage.getItem(EDITION + lesson);
    localStorage.setItem(EDITION + lesson, edition);
    if (before === null || before === edition) continue;
    const saved = (await contents.get(path, { content: true })).content;
    const mine = await digest(sources(saved));
    if (mine === before) {
      await contents.delete(path);
      followed.push(path);
    } else if (mine !== edition) newer.push(lesson);
  }
  return { followed, newer };
}

/** @param {string} text */
async function digest(text) {
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
