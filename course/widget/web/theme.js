/** Colours and type, read from the style sheet, which takes them from JupyterLab's theme. */
/** @import { Theme } from "./types.js" */

/** @param {Element} el @returns {Theme} */
export function readTheme(el) {
  const style = getComputedStyle(el);
  /** @param {string} name */
  const value = (name) => style.getPropertyValue(name).trim();
  return {
    ink: value("--picture-ink"),
    soft: value("--picture-soft"),
    line: value("--picture-contour"),
    trouble: value("--picture-trouble"),
    paper: value("--picture-paper"),
    font: style.fontFamily,
    low: rgb(value("--picture-low")),
    high: rgb(value("--picture-high")),
    contour: rgb(value("--picture-contour")),
    paths: [0, 1, 2, 3, 4, 5].map((index) => value(`--picture-path-${index}`)),
  };
}

/** Calls back whenever JupyterLab or the system turns light or dark. @returns {() => void} @param {() => void} callback */
export function onThemeChange(callback) {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ["data-jp-theme-name", "data-jp-theme-light", "class"],
  });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", callback);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", callback);
  };
}

/** @param {string} hex `#rrggbb` */
function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
