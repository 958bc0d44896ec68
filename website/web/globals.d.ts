/** What the build writes above service-worker.js, and what a service worker has. */
declare const VERSION: string;
declare const FILES: Record<string, string>;
declare const PYTHON: Record<string, number>;
declare function importScripts(...addresses: string[]): void;
