/* Before JupyterLab is loaded: say what this browser lacks, if anything, and the way out. */
(() => {
  const why = lacks();
  if (!why) return;
  document.addEventListener("DOMContentLoaded", () => {
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.style.cssText =
      "position:fixed;inset:0 0 auto;z-index:10000;margin:0;padding:16px 24px;font:16px/1.5 system-ui,sans-serif;background:#fff3cd;color:#3d2f00";
    note.textContent = why;
    document.body.prepend(note);
  });

  /** @returns {string} */
  function lacks() {
    if (typeof WebAssembly !== "object")
      return "This browser can't run Python: it has no WebAssembly. Open the course in a current Firefox, Chrome, Edge or Safari.";
    if (!navigator.serviceWorker)
      return "This window can't keep files, so the checks of this course don't work in it. It may be a private window, or the address may not begin with https: open the course in an ordinary window, over https.";
    try {
      if (!window.indexedDB) throw new Error();
    } catch {
      return "This window can't save your work: it may be a private window, or storage is switched off. Open the course in an ordinary window.";
    }
    return "";
  }
})();
