/* Import in Pyodide what a lesson imports: `node trial.mjs PYODIDE`. Prints what fails and the time it took. */
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const core = resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const settings = "/lib/python3.14/site-packages/browser_settings";
const pyodide = await loadPyodide({
  indexURL: `${core}/`,
  packages: ["environment", "course", "numpy", "matplotlib", "pillow", "contourpy", "kiwisolver"],
  env: { HOME: "/home/pyodide", IPYTHONDIR: settings, MPLCONFIGDIR: settings },
  stdout() {},
});
const t = performance.now();
const said = await pyodide.runPythonAsync(`
import time, sys
t = time.perf_counter(); said = []
def step(name):
    global t
    said.append(f"{name}: {time.perf_counter() - t:.2f}"); t = time.perf_counter()
import numpy; step("numpy")
import IPython, IPython.core.interactiveshell, IPython.core.shellapp, piplite.piplite; step("IPython")
import matplotlib; step("matplotlib")
import matplotlib.font_manager; step("fonts")
import matplotlib.pyplot as plt; step("pyplot")
import matplotlib_inline.backend_inline; step("inline")
import ipywidgets, anywidget; step("widgets")
import course; from course import check, explore, surfaces, using; step("course")
fig, ax = plt.subplots(); ax.plot([1,2],[3,4]); ax.set_title("$\\\\theta_1$"); 
import io; fig.savefig(io.BytesIO(), format="png"); step("figure")
import pkgutil, importlib
for m in pkgutil.walk_packages(course.__path__, "course."):
    if not m.name.endswith("__main__"): importlib.import_module(m.name)
step("all of course")
said.append(str(sorted({m.split(".")[0] for m in sys.modules} & {"pydoc","sqlite3","asyncio","unittest","multiprocessing","email","http"})))
"\\n".join(said)
`);
process.stdout.write(`${said}\n`);
