/** `asyncio.run` and its like where the engine can suspend Python: they wait, as anywhere else. */
import assert from "node:assert/strict";

import { inBothSemantics } from "../js/support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  // Their first import takes long, and caches what lives.
  run("import asyncio, unittest, io");

  test("asyncio.run, Runner and run_until_complete give the result", async () => {
    const code = `
      import asyncio
      async def work(n):
          await asyncio.sleep(0.001)
          return n
      with asyncio.Runner() as runner:
          results = [asyncio.run(work(1)), runner.run(work(2))]
      results.append(asyncio.new_event_loop().run_until_complete(work(3)))
      repr(results)
    `;
    assert.equal(await py.runPythonAsync(code), "[1, 2, 3]");
  });

  test("they raise what the coroutine raises", async () => {
    const code = "async def fail(): raise LookupError('lost')\nimport asyncio\nasyncio.run(fail())";
    await assert.rejects(py.runPythonAsync(code), { type: "LookupError" });
  });

  test("runPython cannot wait, and gets the task", async () => {
    const task = run("import asyncio\nasync def five(): return 5\nasyncio.run(five())");
    assert.equal(task.type, "Task");
    assert.equal(await task, 5);
    task.destroy();
  });

  test("unittest's tests that are coroutines run", async () => {
    const code = `
      import asyncio, io, unittest
      class Tests(unittest.IsolatedAsyncioTestCase):
          async def asyncSetUp(self): self.five = await asyncio.sleep(0.001, 5)
          async def test_passes(self): self.assertEqual(self.five, await asyncio.sleep(0, 5))
          async def test_fails(self): self.assertEqual(self.five, 6)
      suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)
      result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
      f"{result.testsRun} {len(result.failures)} {len(result.errors)}"
    `;
    assert.equal(await py.runPythonAsync(code), "2 1 0");
  });
});
