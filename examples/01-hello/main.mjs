// Both directions across the border. Run it with: cargo xtask run examples/01-hello/main.mjs
import { inspect } from "node:util";

import { loadJaspy } from "../../dist/jaspy.mjs";

const py = await loadJaspy();

const print = (source, text) => console.log(`  ${source.padEnd(46)} ${text}`);

/** Prints JavaScript source and its value, as JavaScript writes it. */
const javascript = (source, value) => print(source, inspect(value));

/** Runs Python source and prints its value, as Python writes it. */
const python = (source) => print(source, py.runPython(`repr((${source.split("  #")[0]}))`));

console.log("JavaScript runs Python:");
javascript('py.runPython("2 ** 100")', py.runPython("2 ** 100"));
javascript('py.runPython("[1, (2, 3), None]")', py.runPython("[1, (2, 3), None]"));

console.log("JavaScript uses Python's objects:");
py.runPython(`
class Account:
    """Money that cannot be overdrawn."""
    def __init__(self, balance=0):
        self.balance = balance
    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"{amount} is more than {self.balance}")
        self.balance -= amount
        return self.balance
`);
const account = new py.globals.Account(50);
javascript("const account = new py.globals.Account(50)", account.type);
javascript("account.balance", account.balance);
javascript("account.withdraw(20)", account.withdraw(20));
account.owner = "Ada";
javascript("account.owner, which JavaScript set", account.owner);
javascript("'owner' in account", "owner" in account);
py.globals.account = account;
javascript("py.globals.account === account", py.globals.account === account);
py.runPython("def double(value, *others): return 2 * value");
javascript("[1, 2].map(py.globals.double)", [1, 2].map(py.globals.double));
javascript("py.pyimport('math').factorial(20)", py.pyimport("math").factorial(20));

console.log("Python uses JavaScript's objects:");
globalThis.todo = ["write", "test"];
globalThis.point = { x: 1, y: 2 };
globalThis.samples = new Float32Array([0.5, 0.25]);
py.globals.shout = (text, { times = 1 } = {}) => `${text.toUpperCase()}!`.repeat(times);
py.runPython("import js");
python("js.Math.max(3, 1, 2)");
python("js.Date.new(0).toISOString()");
python("shout('hey', times=2)");
py.runPython("js.todo.push('ship')");
python("[item.title() for item in js.todo]");
python("(len(js.todo), js.todo[-1], 'test' in js.todo)");
python("js.todo is js.todo");
python("dict(js.point)");
python("js.samples.format, sum(js.samples)");
python("js.JSON.stringify({'a': [1, None]})");
py.runPython("js.answer = 6 * 7");
javascript("answer, which Python set", globalThis.answer);
const bytes = py.runPython("pixels = bytearray(4)\npixels");
bytes.fill(255);
python("pixels.hex()  # JavaScript filled it, no copy");

console.log("Errors cross as what they are, and everything goes on after them:");
try {
  account.withdraw(100);
} catch (error) {
  javascript("error.type of account.withdraw(100)", error.type);
}
globalThis.explode = () => {
  throw new RangeError("too far");
};
py.runPython(
  "try:\n    js.explode()\nexcept Exception as error:\n    caught = f'{error} [{type(error).__name__}]'",
);
python("caught  # from js.explode()");

try {
  py.runPython("js.explode()");
} catch (error) {
  javascript("error instanceof RangeError, after Python", error instanceof RangeError);
}

account.destroy();
try {
  account.balance;
} catch (error) {
  javascript("account.balance after account.destroy()", error.message);
}
console.log("Alive on the other side:", py.debug.counts());
