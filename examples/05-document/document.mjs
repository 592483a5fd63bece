// Python finds JavaScript's global names in the module `js`, the document among them.
import { loadJaspy } from "../../dist/jaspy.mjs";

const py = await loadJaspy();

py.runPython(`
import js

heading = js.document.createElement("div")
heading.innerHTML = "<h1>Python made this heading</h1>"
js.document.body.prepend(heading)
`);
