/** Joins the modules of the browser edition's page into one script each: `node site.mjs OUT`. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = fileURLToPath(new URL("../website/web", import.meta.url));

await build({
  entryPoints: [`${web}/extension.js`],
  outfile: `${process.argv[2]}/extension.js`,
  nodePaths: [fileURLToPath(new URL("node_modules", import.meta.url))],
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  logLevel: "warning",
});
