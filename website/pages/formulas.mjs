// Writes each formula of standard input, a line of JSON each, as HTML, a line of JSON each.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);
for await (const line of createInterface({ input: process.stdin })) {
  const { formula, display } = JSON.parse(line);
  const html = katex.renderToString(formula, { displayMode: display, throwOnError: true, strict: "error" });
  process.stdout.write(`${JSON.stringify(html)}\n`);
}
