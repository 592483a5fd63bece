/** Starts Chromium, for the tests and for the measurements. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.JASPY_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A process of the browser, started with `more` flags. */
export function launchChromium(more = []) {
  assert.ok(
    existsSync(EXECUTABLE),
    `${EXECUTABLE} is missing: apt-get install chromium, or name another in JASPY_CHROMIUM`,
  );
  return chromium.launch({ executablePath: EXECUTABLE, args: [...FLAGS, ...more] });
}
