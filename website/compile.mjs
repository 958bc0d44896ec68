/* Compile a folder's Python for Pyodide, by Pyodide itself: `node compile.mjs PYODIDE FOLDER`.

   Each module's source is replaced by its bytecode, which a browser need not make then. */
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [core, folder] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${core}/` });
pyodide.mountNodeFS("/mnt/packages", folder);
const failed = await pyodide.runPythonAsync(`
import pathlib, py_compile
failed = []
for source in sorted(pathlib.Path("/mnt/packages").rglob("*.py")):
    try:
        py_compile.compile(
            str(source), cfile=str(source) + "c", dfile=str(source.relative_to("/mnt/packages")),
            doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    except py_compile.PyCompileError:
        failed.append(str(source))
    else:
        source.unlink()
"\\n".join(failed)
`);
if (failed) process.stdout.write(`${failed}\n`);
