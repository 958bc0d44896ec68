/* Compile Python for Pyodide, by Pyodide itself: `node compile.mjs PYODIDE PATH …`.

   Each source among the paths, and in folders among them, is replaced by its bytecode, which a
   browser need not make then. */
import { pathToFileURL } from "node:url";
import { basename, dirname, resolve } from "node:path";

const [core, ...paths] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${core}/` });
const mounted = new Map();
const places = paths.map((path) => {
  const folder = dirname(path);
  if (!mounted.has(folder)) {
    mounted.set(folder, `/mnt/${mounted.size}`);
    pyodide.FS.mkdirTree(mounted.get(folder));
    pyodide.mountNodeFS(mounted.get(folder), folder);
  }
  return `${mounted.get(folder)}/${basename(path)}`;
});
pyodide.globals.set("places", pyodide.toPy(places));
const failed = await pyodide.runPythonAsync(`
import pathlib, py_compile
failed = []
for place in map(pathlib.Path, places):
    for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        name = source.relative_to(place) if place.is_dir() else source.name
        try:
            py_compile.compile(
                str(source), cfile=f"{source}c", dfile=str(name), doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        except py_compile.PyCompileError:
            failed.append(str(name))
        else:
            source.unlink()
"\\n".join(failed)
`);
if (failed) throw new Error(`these are no Python:\n${failed}`);
