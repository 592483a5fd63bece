/**
 * The runtimes that are measured, behind one small interface.
 *
 * Their packages are imported by name, which a page finds in its import map.
 */
const DIST = new URL("../dist/", import.meta.url);

const jaspy = (semantics) => async () => {
  const { loadJaspy } = await import(new URL("jaspy.mjs", DIST).href);
  return () => loadJaspy({ semantics });
};

const pyodide = async () => {
  const { loadPyodide } = await import("pyodide");
  return () => loadPyodide();
};

const micropython = async () => {
  const { loadMicroPython } = await import("@micropython/micropython-webassembly-pyscript");
  return () => loadMicroPython({ heapsize: 256 * 1024 * 1024, linebuffer: true });
};

/** Each runtime's import, by the name that the results give it; it gives a function that loads. */
export const RUNTIMES = {
  "Jaspy classic": jaspy("classic"),
  "Jaspy pep818": jaspy("pep818"),
  Pyodide: pyodide,
  MicroPython: micropython,
};

/**
 * What cases use of a loaded runtime: `run(code)` executes Python source in one namespace, and
 * `get(name)` gives the JavaScript value of a variable there.
 */
export const interfaceOf = (loaded) => ({
  run: (code) => loaded.runPython(code),
  get: (name) => loaded.globals.get(name),
});
