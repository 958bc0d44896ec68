/** Begins a saved page: the picture's model is what the page itself holds. */

const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
const page = JSON.parse(document.getElementById("saved").textContent);
const lines = bytes(page.lines);
let at = 0;
const saved = {
  states: page.states,
  lines: page.sizes.map((size) => new DataView(lines.buffer, (at += size) - size, size)),
  crowds: page.crowds.map(bytes),
  grounds: page.grounds,
  heights: page.heights.map(bytes),
};
const model = { scene: page.scene, saved, state: page.home };
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
dark.addEventListener("change", follow);
follow();
render({ model: { get: (name) => model[name] }, el: document.getElementById("picture") });
