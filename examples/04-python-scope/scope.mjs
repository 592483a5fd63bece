// The global variables of Python are properties of `py.globals`, in both directions.
import { loadJaspy } from "../../dist/jaspy.mjs";

const py = await loadJaspy();

function show(line) {
  const item = document.createElement("li");
  item.textContent = line;
  document.querySelector("ul").append(item);
}

py.runPython(`
rows = [[1.0] * 3 for _ in range(3)]

def total(numbers):
    return sum(sum(row) for row in numbers)
`);

// JavaScript reads variables and calls functions ...
show(`rows has ${py.globals.rows.length} rows`);
show(`their total is ${py.globals.total(py.globals.rows)}`);

// ... gives variables new values ...
py.globals.rows = "text now";
show(`rows is ${py.runPython("repr(rows)")}`);

// ... and makes functions that Python calls.
py.globals.square = (x) => x * x;
py.globals.show = show;
py.runPython("show(f'12 squared is {square(12)}')");
