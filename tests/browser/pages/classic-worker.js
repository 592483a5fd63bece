// A classic worker: `importScripts` brings the global `pyodide`.
self.languagePluginUrl = new URL("/dist/", self.location.href).href;
importScripts("/dist/pyodide.js");

self.onmessage = async ({ data }) => {
  await languagePluginLoader;
  self.postMessage(pyodide.runPython(data));
};
