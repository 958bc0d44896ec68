/** Begins a saved page: the picture's model is what the page itself holds. */

const page = JSON.parse(document.getElementById("saved")?.textContent ?? "");
const { default: picture } = await import(`data:text/javascript;charset=utf-8;base64,${page.script}`);

/** @param {string} text */
const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
const blobs = page.blobs.map(bytes);
/** @param {Record<string, any>} told what the kernel sent, with places among the blobs for bytes */
const opened = (told) =>
  Object.fromEntries(
    Object.entries(told).map(([name, each]) => [name, each?.blob === undefined ? each : blobs[each.blob]]),
  );
const saved = page.answers.map(opened);
/** @type {Record<string, any>} */
const held = { ...saved[page.home], scene: page.scene, saved };
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => {
  document.body.dataset.jpThemeLight = String(!dark.matches);
};
dark.addEventListener("change", follow);
follow();
const nothing = () => {};
picture.render({
  model: { get: (/** @type {string} */ name) => held[name], on: nothing, off: nothing, send: nothing },
  el: document.getElementById("picture"),
});

export {};
