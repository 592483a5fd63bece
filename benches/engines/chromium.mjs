/** Measures in a fresh page of a fresh Chromium. */
import { launchChromium } from "../../tests/support/chromium.mjs";

/** An engine as `node` makes them; `server` is where the project's `benches` and `dist` are served. */
export const chromium = (server) => ({
  async describe() {
    const browser = await launchChromium();
    const version = browser.version();
    await browser.close();
    return `Chromium ${version}`;
  },

  start(task, tell) {
    const launched = launchChromium();
    return {
      ended: launched.then((browser) => measureIn(browser, server, task, tell)),
      // This ends a page that computes as well.
      kill: async () => (await launched).close(),
    };
  },
});

async function measureIn(browser, server, task, tell) {
  try {
    const page = await browser.newPage();
    const uncaught = new Promise((_, reject) => page.on("pageerror", reject));
    await page.exposeFunction("tell", tell);
    await page.goto(`${server}/benches/hosts/page.html`);
    const measured = page.evaluate(async (task) => {
      const { measure } = await import("./page.mjs");
      await measure(task);
    }, task);
    await Promise.race([measured, uncaught]);
    return undefined;
  } catch (error) {
    return `the page ended with ${error.message.split("\n")[0]}`;
  } finally {
    await browser.close();
  }
}
