/**
 * Joins each picture's modules into the one script that anywidget serves:
 * course/pictures/NAME/web/NAME.js becomes course/pictures/NAME/built.js.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const pictures = fileURLToPath(new URL("../course/pictures", import.meta.url));
const folders = readdirSync(pictures, { withFileTypes: true }).filter(
  (each) => each.isDirectory() && !each.name.startsWith("_"),
);

for (const { name } of folders) {
  await build({
    entryPoints: [`${pictures}/${name}/web/${name}.js`],
    outfile: `${process.argv[2] ?? pictures}/${name}/built.js`,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
}
