/** What `pyfetch` needs of JavaScript besides the response itself. */
export interface Fetching {
  fetch(resource: RequestInfo | URL, options: RequestInit): Promise<Response>;
  newController(): AbortController;
  /** A signal that aborts as soon as one of two does. */
  eitherSignal(one: AbortSignal, other: AbortSignal): AbortSignal;
  /** Aborts for a reason; a text is told by an AbortError. */
  abort(controller: AbortController, reason: unknown): void;
  /** The headers of a response as an object. */
  headers(response: Response): Record<string, string>;
}

/** The functions, which use what the engine has when they are called: programs replace `fetch`. */
export const fetching: Fetching = {
  fetch: (resource, options) => fetch(resource, options),
  newController: () => new AbortController(),
  eitherSignal(one, other) {
    // Node has `any` since 20.3.
    return typeof AbortSignal.any === "function"
      ? AbortSignal.any([one, other])
      : followingSignal([one, other]);
  },
  abort(controller, reason) {
    if (typeof reason === "string") controller.abort(new DOMException(reason, "AbortError"));
    else controller.abort(reason ?? undefined);
  },
  headers: (response) => Object.fromEntries(response.headers),
};

/** What `AbortSignal.any` does, for engines that do not have it. */
function followingSignal(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const options = { once: true, signal: controller.signal };
  for (const signal of signals) {
    if (signal.aborted) {
      controller.abort(signal.reason);
      break;
    }
    signal.addEventListener("abort", () => controller.abort(signal.reason), options);
  }
  return controller.signal;
}
