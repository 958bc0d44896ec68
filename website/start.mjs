/* Start Python as a notebook does: `node start.mjs PYODIDE FOLDER`.

   Matplotlib writes its list of fonts into the folder: it is in the download then, and no learner
   waits until it is made. Prints the files of the standard library that were read, a line each. */
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [core, folder] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${core}/`,
  packages: ["environment", "course", "numpy", "matplotlib", "pillow", "contourpy", "kiwisolver"],
  env: { HOME: "/home/pyodide", MPLCONFIGDIR: "/fonts", IPYTHONDIR: "/tmp/ipython" },
  stdout() {},
});
pyodide.FS.mkdirTree("/fonts");
pyodide.mountNodeFS("/fonts", folder);
const read = await pyodide.runPythonAsync(`
import sys
import piplite.piplite, IPython.core.shellapp, ipywidgets
import matplotlib_inline.backend_inline
from course import check, explore, progress, surfaces, using
library = "/lib/python314.zip/"
files = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
"\\n".join(sorted(file.removeprefix(library) for file in files if file.startswith(library)))
`);
process.stdout.write(`${read}\n`);
