/** Begins a saved page of a lesson picture: its model is what the page itself holds. */

{ // a scope of its own beside the picture's
  const page = JSON.parse(document.getElementById("saved").textContent);
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const numbers = Object.entries(page.numbers).map(([name, text]) => [name, bytes(text)]);
  const model = { ...page.plain, ...Object.fromEntries(numbers) };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
  dark.addEventListener("change", follow);
  follow();
  const nothing = () => {};
  render({
    model: { get: (name) => model[name], on: nothing, off: nothing, send: nothing },
    el: document.getElementById("picture"),
  });
}
