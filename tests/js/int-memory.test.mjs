/** What ints leave behind. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { watchingMemory } from "./support/wasm-memory.mjs";

test("small ints that large ones came to do not keep the memory of those", async () => {
  const { py, memorySize } = await watchingMemory(async () => ({ py: await loadJaspy() }));
  // Each result has one digit, in the memory of a megabyte that it was computed in.
  const code = `
def compute(n):
    large = (1 << 8_000_000) | 1000
    mask = (1 << 8_000_000) - 1
    for _ in range(n): large & mask
    for _ in range(n): int("0" * 100_000 + "fff", 16)
compute(N)
`;
  const run = (n) => py.runPython(code.replace("N", String(n)));
  run(3);
  const before = memorySize();
  run(300);
  assert.ok(memorySize() < before + 2 ** 25, `${before} bytes, then ${memorySize()}`);
  py.destroy();
});
