/**
 * Keeps the engine from reporting that a promise is rejected for which nobody waits; in Node that would
 * end the process. It is for promises that are rejected because their runtime has ended: whoever has
 * dropped one could not know that. Whoever waits still gets the reason.
 */
export function leaveUnreported(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
