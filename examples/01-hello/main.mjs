// Both directions across the border. Run it with: cargo xtask run examples/01-hello/main.mjs
import { loadJaspy } from "../../dist/jaspy.mjs";

const py = await loadJaspy();

/** Prints a line of source and what it came to. */
const show = (source, value) => console.log(`  ${source.padEnd(46)} ${py.repr(value)}`);

console.log("JavaScript runs Python:");
show('py.runPython("2 ** 100")', py.runPython("2 ** 100"));
show('py.runPython("[1, (2, 3), None]")', py.runPython("[1, (2, 3), None]").join(" | "));

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
show("const account = new py.globals.Account(50)", account.type);
show("account.balance", account.balance);
show("account.withdraw(20)", account.withdraw(20));
account.owner = "Ada";
show("account.owner, which JavaScript set", account.owner);
show("'owner' in account", "owner" in account);
show("py.pyimport('math').factorial(20)", py.pyimport("math").factorial(20));

console.log("Python uses JavaScript's objects:");
globalThis.todo = ["write", "test"];
py.globals.shout = (text, { times = 1 } = {}) => `${text.toUpperCase()}!`.repeat(times);
const python = (code) => show(code, py.runPython(code));
py.runPython("import js");
python("js.Math.max(3, 1, 2)");
python("js.Date.new(0).toISOString()");
python("shout('hey', times=2)");
py.runPython("js.todo.push('ship')");
python("[item.title() for item in js.todo][2]");
py.runPython("js.answer = 6 * 7");
show("answer, which Python set", globalThis.answer);
const bytes = py.runPython("pixels = bytearray(4)\npixels");
bytes.fill(255);
python("pixels.hex()  # JavaScript filled it, no copy");

console.log("Errors cross as what they are:");
try {
  account.withdraw(100);
} catch (error) {
  show("account.withdraw(100) in JavaScript", `${error.name} of type ${error.type}`);
}
globalThis.explode = () => {
  throw new RangeError("too far");
};
py.runPython(
  "try:\n    js.explode()\nexcept Exception as error:\n    caught = f'{error} [{type(error).__name__}]'",
);
show("js.explode() in Python", py.globals.caught);

account.destroy();
try {
  account.balance;
} catch (error) {
  show("account.balance after account.destroy()", error.message);
}
console.log("Alive on the other side:", py.debug.counts());
