/** How `cargo xtask bench` measures, without its peers' packages. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { node } from "../../benches/engines/node.mjs";
import { measure } from "../../benches/measure.mjs";
import { work } from "../../benches/worker.mjs";

const silent = () => {};

/** A row of the plan with one runtime. */
const row = (engine) => ({ name: "engine", engine, runtimes: ["Jaspy classic"], rounds: 1 });

/** What a worker tells of cases, by their names. */
const begins = (name) => ({ group: "group", name, begins: true });
const result = (name) => ({ group: "group", name, amount: 5 });

/** An engine whose first process tells these lines and ends, and whose second measures another case. */
const breaking = (lines, tasks) => ({
  start(task, tell) {
    tasks.push(task);
    const isFirst = tasks.length === 1;
    setImmediate(() => (isFirst ? lines : [begins("last"), result("last")]).forEach(tell));
    return { ended: new Promise((resolve) => setImmediate(resolve, isFirst ? "gone" : undefined)) };
  },
});

test("a case is measured in a process of Node", async () => {
  const samples = await measure([row(node(process.execPath, []))], "py f()", silent);
  const cases = samples.engine["Jaspy classic"];
  assert.deepEqual(Object.keys(cases), ["py f()"]);
  assert.equal(cases["py f()"].amounts.length, 1);
  assert.ok(cases["py f()"].amounts[0] > 0);
});

test("the reason why nothing is measured is the error that nothing caught", async () => {
  const unknown = { ...row(node(process.execPath, [])), runtimes: ["unknown"] };
  await assert.rejects(measure([unknown], "", silent), {
    message: /^unknown cannot be measured: the process ended with .* is not a function$/,
  });
});

test("what follows a case that ends the process is measured in another", async () => {
  const tasks = [];
  const engine = breaking([begins("a"), result("a"), begins("b")], tasks);
  const samples = await measure([row(engine)], "", silent);
  const { a, b, last } = samples.engine["Jaspy classic"];
  assert.deepEqual([a.amounts, b.amounts, b.cannot, last.amounts], [[5], [], "gone", [5]]);
  assert.deepEqual(
    tasks.map(({ skipped }) => skipped),
    [[], ["a", "b"]],
  );
});

test("what a case has left behind can end the process after it", async () => {
  const engine = breaking([begins("a"), result("a")], []);
  const samples = await measure([row(engine)], "", silent);
  const { a, last } = samples.engine["Jaspy classic"];
  assert.deepEqual([a.amounts, a.cannot, last.amounts], [[5], undefined, [5]]);
});

test("a process that ends before any case is an error", async () => {
  const engine = { start: () => ({ ended: Promise.resolve("gone") }) };
  await assert.rejects(measure([row(engine)], "", silent), {
    message: "Jaspy classic cannot be measured: gone",
  });
});

test("cold cases come first, and one that fails ends alone", async () => {
  const told = [];
  const one = (name, measure, unit) => ({ group: "group", name, unit, measure });
  await work(
    { runtime: "Jaspy classic", filter: "group", skipped: ["left out"] },
    {
      coldCases: [one("cold", () => 1, "B")],
      cases: [
        one("left out", () => 3),
        one("fails", ({ run }) => run("1 / 0")),
        one("adds", ({ run }) => run("1 + 1")),
      ],
      tell: (line) => told.push(line),
    },
  );
  assert.deepEqual(told, [
    begins("cold"),
    { group: "group", name: "cold", unit: "B", amount: 1 },
    begins("fails"),
    { group: "group", name: "fails", cannot: "ZeroDivisionError: division by zero" },
    begins("adds"),
    { group: "group", name: "adds", unit: undefined, amount: 2 },
  ]);
});
