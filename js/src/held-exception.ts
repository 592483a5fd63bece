import type { Handle } from "./handle.ts";
import type { PyProxy } from "./py-proxy.ts";
import type { Python } from "./python.ts";
import type { ExceptionDetails, PythonError } from "./python-error.ts";

/** What a PythonError knows of its exception while that is held. */
export class HeldException implements ExceptionDetails {
  readonly #python: Python;
  readonly #handle: Handle;
  readonly #type: string;

  constructor(python: Python, handle: Handle, type: string) {
    this.#python = python;
    this.#handle = handle;
    this.#type = type;
  }

  text(): string {
    return this.#isThere
      ? this.#python.formatException(this.#handle)
      : `${this.#type} (nobody read its traceback before its runtime ended)`;
  }

  cause(): PythonError | undefined {
    if (!this.#isThere) return undefined;
    return this.#python.exceptionCause(this.#handle) as PythonError | undefined;
  }

  exception(): PyProxy {
    return this.#python.object(this.#handle) as PyProxy;
  }

  get #isThere(): boolean {
    return this.#python.ended === undefined;
  }
}
