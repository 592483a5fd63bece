// Runs Python that uses the Rust module. Takes the folder of the runtime that has it:
//
//   node examples/08-rust-extension/main.mjs "$(cargo xtask build --extension examples/08-rust-extension)"
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2] ?? "");
const { loadJaspy } = await import(pathToFileURL(`${folder}/jaspy.mjs`).href);
const py = await loadJaspy();

py.runPython(`
import js, rust_web

url = js.URL.new("https://example.org/?lang=en")
rust_web.query(url).append("page", "2")
print("changed by Rust and Python:", url.href)

target = js.EventTarget.new()
with rust_web.listen(target, "ping", lambda event: print("heard:", event.type)):
    target.dispatchEvent(js.Event.new("ping"))
target.dispatchEvent(js.Event.new("ping"))

total = 0
def add(key, value):
    global total
    if isinstance(value, int):
        total += value
    return value

rust_web.parse_json('{"a": 1, "b": [2, 3]}', add)
print("summed up in JSON.parse:", total)
`);
