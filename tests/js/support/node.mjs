/** Running another Node, without the flags of this one. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Runs `node ...args` to its end. */
export async function runNode(args, { input = "", env = {} } = {}) {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...inherited } = process.env;
  const child = spawn(process.execPath, args, { env: { ...inherited, ...env } });
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  child.stdin.end(input);
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, ...end };
}

/** Runs the text of an ES module, which can `import` from the URL in `DIST`. */
export function runModule(source, options) {
  const dist = new URL("../../../dist/", import.meta.url);
  const prelude = `const DIST = ${JSON.stringify(dist.href)};\n`;
  return runNode(["--input-type=module", "-e", prelude + source], options);
}
