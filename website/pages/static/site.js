/** Pictures in pages: as high as what they show, and in the theme that the reader has chosen. */

const system = matchMedia("(prefers-color-scheme: dark)");
const MARGIN = 16; // pixels around a picture

function isDark() {
  const chosen = document.body.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && system.matches);
}

function follow() {
  const ground = getComputedStyle(document.body).getPropertyValue("--color-background-primary");
  document.body.dataset.jpThemeLight = String(!isDark());
  document.body.style.setProperty("--jp-layout-color0", ground);
  for (const frame of document.querySelectorAll("iframe.picture")) dress(frame);
}

/** @param {HTMLIFrameElement} frame */
function dress(frame) {
  const body = frame.contentDocument?.body;
  if (!body?.querySelector("main")) return;
  const ground = document.body.style.getPropertyValue("--jp-layout-color0");
  body.style.cssText = `margin: 0 auto; padding: ${MARGIN / 2}px; background: ${ground}; --jp-layout-color0: ${ground}`;
  body.dataset.jpThemeLight = document.body.dataset.jpThemeLight;
}

/** @param {HTMLIFrameElement} frame */
function settle(frame) {
  const main = frame.contentDocument?.querySelector("main");
  if (!main) return;
  dress(frame);
  new ResizeObserver(() => {
    frame.style.height = `${Math.ceil(main.getBoundingClientRect().height) + MARGIN}px`;
  }).observe(main);
}

/** What can be scrolled sideways can be reached by keys. */
function reach() {
  for (const box of document.querySelectorAll("pre, .table-wrapper, .formula")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

follow();
reach();
for (const frame of document.querySelectorAll("iframe.picture")) {
  frame.addEventListener("load", () => settle(frame));
  settle(frame); // it may have come before us
}
new MutationObserver(follow).observe(document.body, { attributeFilter: ["data-theme"] });
system.addEventListener("change", () => setTimeout(follow));
addEventListener("resize", reach);
document.fonts.addEventListener("loadingdone", reach); // formulas become wider with their fonts
