// Python changes the document, and listens to it.
import { py } from "./runtime.mjs";

py.runPython(`
import js

js.document.title = "Python " + ".".join(map(str, __import__("sys").version_info[:3]))

def count_characters(event):
    js.document.title = f"{len(event.target.value)} characters of Python"

js.document.querySelector("#code").addEventListener("input", count_characters)
`);
