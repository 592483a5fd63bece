/** The C extension `tally`, built with the toolchain that built the runtime. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const { JASPY_EMCC, JASPY_PYTHON_INCLUDE } = process.env;

/** Why it cannot be built, or undefined where it can. */
export const noToolchain =
  JASPY_EMCC && JASPY_PYTHON_INCLUDE
    ? undefined
    : "left out: JASPY_EMCC and JASPY_PYTHON_INCLUDE, which `cargo xtask test` sets, name no toolchain";

/** Builds it in a folder that goes with the test file. */
export function builtExtension() {
  const folder = mkdtempSync(join(tmpdir(), "jaspy-test-"));
  after(() => rmSync(folder, { recursive: true }));
  build(folder);
  return folder;
}

function build(folder) {
  const source = fileURLToPath(new URL("../side-module/tally.c", import.meta.url));
  const includes = JASPY_PYTHON_INCLUDE.split(delimiter).map((each) => `-I${each}`);
  const flags = [
    "-O2",
    "-fPIC",
    "-sSIDE_MODULE=2",
    "-sEXPORTED_FUNCTIONS=_PyInit_tally",
    "-fwasm-exceptions",
  ];
  execFileSync(JASPY_EMCC, [...flags, ...includes, source, "-o", join(folder, "tally.so")], {
    stdio: "pipe",
  });
}
