// A program as it is written for Pyodide today; nothing in it knows Jaspy but the next line.
// Run it with: cargo xtask run examples/07-pyodide/main.mjs
import { loadPyodide } from "../../dist/pyodide.mjs";

const lines = [];
const pyodide = await loadPyodide({ stdout: (line) => lines.push(line) });

// Output goes where the program wants it.
pyodide.setStdout({ batched: (line) => lines.push(`> ${line}`) });
pyodide.runPython(`print("shop opens", 1)`);

// A module that Python imports is a JavaScript object.
pyodide.registerJsModule("prices", {
  currency: "EUR",
  of: (name) => ({ apple: 0.5, bread: 2.25, cake: 12 })[name] ?? null,
});

await pyodide.runPythonAsync(`
from dataclasses import dataclass, field
from pyodide.ffi import JsException, JsProxy, to_js
import prices

class OutOfStock(Exception):
    pass

@dataclass
class Basket:
    owner: str
    items: dict = field(default_factory=dict)

    def add(self, name, count=1):
        if prices.of(name) is None or not isinstance(prices.of(name), (int, float)):
            raise OutOfStock(name)
        self.items[name] = self.items.get(name, 0) + count
        return self.total

    @property
    def total(self):
        return sum(prices.of(name) * count for name, count in self.items.items())

    def receipt(self):
        return {
            "owner": self.owner,
            "lines": [{"name": name, "count": count} for name, count in self.items.items()],
            "total": self.total,
            "currency": prices.currency,
        }

def apply(callback, *values):
    return [callback(value) for value in values]
`);

// Python's objects are proxies: their attributes and methods are JavaScript's.
const Basket = pyodide.globals.get("Basket");
const basket = Basket("Ada");
basket.add("apple", 4);
const total = basket.add("bread");

// Copies are made when they are asked for.
const receiptProxy = basket.receipt();
const receipt = receiptProxy.toJs({ dict_converter: Object.fromEntries });
const asMap = receiptProxy.toJs({ dict_converter: (entries) => new Map(entries) });
const firstLine = receiptProxy.get("lines").get(0);
const name = firstLine.get("name");

// JavaScript's objects go the other way, as they are or copied.
const order = pyodide.toPy({ cake: 1, apple: 2 });
const addAll = pyodide.runPython(`
def add_all(basket, order):
    for name, count in order.items():
        basket.add(name, count)
    return basket.total
add_all
`);
const grandTotal = addAll(basket, order);
const kind = pyodide.runPython("type").call(null, order);

// Functions are called by the other language; a list comes back as a proxy.
const apply = pyodide.globals.get("apply");
const squares = apply((x) => x * x, 1, 2, 3);

// Errors cross, too.
const { PythonError, PyProxy, PyCallable, PyDict } = pyodide.ffi;
let problem;
try {
  basket.add("diamond");
} catch (error) {
  if (!(error instanceof PythonError)) throw error;
  problem = `${error.type}: ${error.message.trim().split("\n").at(-1)}`;
}

const answer = {
  total,
  receipt,
  isMap: asMap instanceof Map && asMap.get("owner") === "Ada",
  name,
  grandTotal,
  kind: kind.__name__,
  squares: squares.toJs(),
  problem,
  classes: [
    basket instanceof PyProxy,
    Basket instanceof PyCallable,
    order instanceof PyDict,
    pyodide.isPyProxy(5),
  ],
  promised: await pyodide.runPythonAsync(
    "import js\nawait js.Promise.resolve(to_js([1, 2]))\nawait js.Promise.resolve('kept')",
  ),
};

// Whoever has a proxy gives it back.
for (const proxy of [
  basket,
  receiptProxy,
  firstLine,
  order,
  addAll,
  apply,
  squares,
  kind,
  Basket,
]) {
  proxy.destroy();
}
console.log(JSON.stringify({ ...answer, lines }, undefined, 2));
