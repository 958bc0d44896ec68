/* Keeps the site's files in the browser: each is fetched once a version, and all work without a network.

   The build puts VERSION, FILES (path to the digest of its content) and PYTHON (path to its size in
   bytes) above. Requests of the kernel for its files are JupyterLite's own worker's. */
(() => {
  const worker = /** @type {any} */ (self);
  const NAME = "course-";
  const CURRENT = NAME + VERSION;
  const LIST = "course-files.json";
  const BUILT = /^(build|extensions|static)\//;
  const LIVE = /\/api\/(drive|stdin|service-worker-heartbeat)/;
  const channel = new BroadcastChannel("course");
  const scope = new URL("./", worker.location.href);
  let loaded = 0;

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(takeOver()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
  worker.addEventListener("message", (/** @type {any} */ event) => {
    if (event.data?.kind === "keep") event.waitUntil(keepAll());
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const path = ours(event.request);
    if (path === null) return;
    event.stopImmediatePropagation();
    event.respondWith(path in FILES ? answer(path, event.request) : old(event.request));
  });

  /** The path of a file of this site, or null. @param {Request} request */
  function ours(request) {
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== scope.origin || LIVE.test(url.pathname)) return null;
    if (!url.pathname.startsWith(scope.pathname)) return null;
    let path = decodeURIComponent(url.pathname.slice(scope.pathname.length));
    if (path === "" || path.endsWith("/")) path += "index.html";
    return path in FILES || BUILT.test(path) ? path : null;
  }

  /** A file of the version before, for a page that is still open. @param {Request} request */
  async function old(request) {
    return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
  }

  /** @param {string} path @param {Request} request */
  async function answer(path, request) {
    const cache = await caches.open(CURRENT);
    const kept = await cache.match(key(path));
    if (kept) {
      count(PYTHON[path] ?? 0);
      return kept;
    }
    const response = await fetch(request.mode === "navigate" ? request : new Request(address(path)));
    if (!response.ok) return response;
    if (response.body && path in PYTHON) {
      const [one, two] = response.body.tee();
      const about = { status: response.status, headers: response.headers };
      void cache.put(key(path), new Response(two, about)).catch(() => {});
      return new Response(one.pipeThrough(counting()), about);
    }
    void cache.put(key(path), response.clone()).catch(() => {});
    return response;
  }

  /** @param {string} path */
  const address = (path) => new URL(path.split("/").map(encodeURIComponent).join("/"), scope).href;
  /** @param {string} path */
  const key = (path) => address(path);

  function counting() {
    return new TransformStream({
      transform(chunk, controller) {
        count(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
  }

  /** @param {number} bytes */
  function count(bytes) {
    if (!bytes) return;
    loaded += bytes;
    const total = Object.values(PYTHON).reduce((sum, size) => sum + size, 0);
    if (loaded < total) channel.postMessage({ kind: "loading", share: loaded / total });
  }

  /** Take from earlier versions what has not changed. */
  async function takeOver() {
    const cache = await caches.open(CURRENT);
    for (const name of await earlier()) {
      const old = await caches.open(name);
      const list = await old.match(address(LIST));
      const files = list ? await list.json() : {};
      for (const [path, digest] of Object.entries(files)) {
        if (FILES[path] !== digest) continue;
        const kept = await old.match(key(path));
        if (kept) await cache.put(key(path), kept);
      }
    }
    await cache.put(address(LIST), new Response(JSON.stringify(FILES)));
  }

  async function tidy() {
    const old = await earlier();
    // the last one stays for pages that are still open
    await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
    await worker.clients.claim();
    if (old.length) channel.postMessage({ kind: "new version", version: VERSION });
  }

  async function earlier() {
    return (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CURRENT);
  }

  /** Fetch whatever is not here yet. */
  async function keepAll() {
    const cache = await caches.open(CURRENT);
    const have = new Set((await cache.keys()).map((request) => request.url));
    const missing = Object.keys(FILES).filter((path) => !have.has(key(path)));
    let done = 0;
    let failed = 0;
    for (const path of missing) {
      try {
        const response = await fetch(address(path));
        if (!response.ok) throw new Error(path);
        await cache.put(key(path), response);
      } catch {
        failed += 1;
      }
      done += 1;
      if (done % 20 === 0) channel.postMessage({ kind: "keeping", done, all: missing.length });
    }
    channel.postMessage({ kind: failed ? "not kept" : "kept" });
  }
})();
importScripts("jupyterlite-service-worker.js");
