/** Custom elements that are written in Python. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

const ELEMENT = `
import js
log = []
class Greeting(js.HTMLElement):
    observedAttributes = ["name"]
    def __init__(self):
        log.append("made")
    def connectedCallback(self):
        self.textContent = f"Hello {self.getAttribute('name')}"
    def attributeChangedCallback(self, name, old, new, namespace):
        log.append(f"{name}: {old} to {new}")
js.customElements.define("python-greeting", Greeting)
js.document.body.innerHTML = '<python-greeting name="Ada"></python-greeting>'
element = js.document.querySelector("python-greeting")
element.setAttribute("name", "Alan")
" | ".join([*log, element.textContent, str(isinstance(element, Greeting)), str(isinstance(element, js.HTMLElement))])
`;

for (const semantics of ["classic", "pep818"]) {
  test("Python writes a custom element", "/pages/empty.html", async (page) => {
    const text = await page.evaluate(`(async () => {
      const { loadJaspy } = await import("/dist/jaspy.mjs");
      const py = await loadJaspy({ semantics: ${JSON.stringify(semantics)} });
      return py.runPython(${JSON.stringify(ELEMENT)});
    })()`);
    const old = semantics === "classic" ? "None" : "jsnull";
    assert.equal(text, `made | name: ${old} to Ada | name: Ada to Alan | Hello Ada | True | True`);
  });
}
