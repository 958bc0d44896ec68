/**
 * Watches one picture in a page, of whichever library: when its pixels change, in how many frames
 * it is painted, and when the first of them is there. `window.probe` is used by pictures.py.
 */
(() => {
  const DRAWING = ["clearRect", "drawImage", "putImageData"];
  const IN_SPACE = ["drawArrays", "drawElements"];
  const TRACE = ".scatterlayer, .gl-container";
  const SMALL = [160, 120]; // a copy this small is looked at in well under a millisecond

  let root = null;
  let selector = "";
  let touched = false;
  let before = "";
  const samples = [];
  const small = new OffscreenCanvas(...SMALL).getContext("2d", { willReadFrequently: true });

  /** Notes every drawing into a canvas of the picture. */
  function watch(prototype, names) {
    for (const name of names) {
      const draw = prototype[name];
      prototype[name] = function (...args) {
        if (root?.contains(this.canvas)) touched = true;
        return draw.apply(this, args);
      };
    }
  }
  watch(CanvasRenderingContext2D.prototype, DRAWING);
  watch(WebGLRenderingContext.prototype, IN_SPACE);
  watch(WebGL2RenderingContext.prototype, IN_SPACE);

  const isImage = (node) => node.nodeName === "IMG" || node.querySelector?.("img");
  const observer = new MutationObserver((changes) => {
    touched ||= changes.some(({ target, addedNodes }) =>
      target.nodeName === "IMG" || target.closest?.(TRACE) || [...addedNodes].some(isImage));
  });

  /** What is seen, as a text that differs when it does; empty while nothing is there. */
  function look() {
    return [...(root?.querySelectorAll(selector) ?? [])].map(seen).join("|");
  }

  function seen(element) {
    if (element.nodeName === "path") return element.getAttribute("d") ?? "";
    if (element.nodeName === "IMG" && !(element.complete && element.naturalWidth)) return "";
    if (!element.width || !element.height) return "";
    small.clearRect(0, 0, ...SMALL);
    small.drawImage(element, 0, 0, ...SMALL);
    const { data } = small.getImageData(0, 0, ...SMALL);
    return data.some((each) => each) ? data.join() : "";
  }

  /** Calls back in the first frame in which `changed`, with its time. */
  function whenSeen(changed, then) {
    const check = (now) => {
      if (changed()) then(performance.now(), now);
      else requestAnimationFrame(check);
    };
    requestAnimationFrame(check);
  }

  window.probe = {
    samples,
    /** Looks at what matches `what` within `output` from now on. */
    aim(output, what) {
      [root, selector, samples.length] = [output, what, 0];
      observer.disconnect();
      observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["src", "d"] });
    },
    look,
    /** Times each key on `slider`, from the browser's own stamp on it to changed pixels. */
    time(slider) {
      addEventListener("keydown", (event) => {
        if (event.target !== slider) return;
        before = look();
        const changed = () => {
          const now = look();
          return now !== "" && now !== before;
        };
        whenSeen(changed, (end) => samples.push(end - event.timeStamp));
      }, { capture: true });
    },
    /** Times the next key anywhere until there are pixels. */
    timeFirst() {
      addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        whenSeen(() => look() !== "", (end) => samples.push(end - event.timeStamp));
      }, { capture: true });
    },
    /** Times each key in an editor until the page has its letter and is ready to paint it. */
    timeTyping(editor) {
      editor.addEventListener("keydown", (event) => {
        const length = editor.textContent.length;
        whenSeen(() => editor.textContent.length !== length, (end) => samples.push(end - event.timeStamp));
      }, { capture: true });
    },
    /** Frames a second of a page with next to nothing to paint: what the machine gives just now. */
    pace(milliseconds) {
      const canvas = Object.assign(document.createElement("canvas"), { width: 600, height: 400 });
      canvas.style = "position: fixed; top: 0; left: 0; z-index: 99";
      document.body.append(canvas);
      const context = canvas.getContext("2d");
      return new Promise((resolve) => {
        const start = performance.now();
        let painted = 0;
        const draw = () => {
          const now = performance.now();
          context.clearRect(0, 0, 600, 400);
          context.fillRect(++painted % 600, 100, 20, 20);
          if (now - start < milliseconds) return requestAnimationFrame(draw);
          canvas.remove();
          resolve((1000 * painted) / (now - start));
        };
        requestAnimationFrame(draw);
      });
    },
    /** How many frames a second the picture is painted in. */
    frames(milliseconds) {
      return new Promise((resolve) => {
        const start = performance.now();
        let painted = 0;
        touched = false;
        const count = () => {
          if (touched) painted++;
          touched = false;
          const now = performance.now();
          if (now - start < milliseconds) requestAnimationFrame(count);
          else resolve((1000 * painted) / (now - start));
        };
        requestAnimationFrame(count);
      });
    },
  };
})();
