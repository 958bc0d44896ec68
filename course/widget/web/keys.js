/**
 * Keeps a picture's keys from the shortcuts of the page around it. JupyterLab leaves them alone
 * when it is told so in an attribute; Notebook 7 takes the arrow keys before any element hears of
 * them. So they are caught at the window, first of all, and handed to their element as an event of
 * the picture's own; what the browser itself does with a key, such as moving a slider, stays.
 */

const OWN = "picture-key";

/** @param {HTMLElement} root @returns {() => void} lets go of them */
export function keepKeys(root) {
  /** @param {KeyboardEvent} event */
  const keep = (event) => {
    const shortcut = event.ctrlKey || event.metaKey || event.altKey;
    const { target } = event;
    if (shortcut || !(target instanceof Node && root.contains(target))) return;
    event.stopPropagation();
    target.dispatchEvent(new CustomEvent(OWN, { detail: event }));
  };
  root.dataset.lmSuppressShortcuts = "true";
  window.addEventListener("keydown", keep, true);
  return () => window.removeEventListener("keydown", keep, true);
}

/**
 * @param {HTMLElement} element within a picture
 * @param {(event: KeyboardEvent) => void} onKey
 */
export function onOwnKey(element, onKey) {
  element.addEventListener(OWN, (event) => {
    if (event instanceof CustomEvent) onKey(event.detail);
  });
}
