/** What nobody notifies; undefined where the thread must not wait, as that of a page. */
const nothing = waitable();

/** Waits for so many milliseconds, and keeps the thread meanwhile. */
export function block(milliseconds: number): void {
  if (nothing !== undefined) {
    Atomics.wait(nothing, 0, 0, milliseconds);
    return;
  }
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function waitable(): Int32Array | undefined {
  // Pages that are not isolated do not even have shared memory.
  if (typeof SharedArrayBuffer !== "function") return undefined;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  try {
    Atomics.wait(cell, 0, 0, 0);
    return cell;
  } catch {
    return undefined;
  }
}
