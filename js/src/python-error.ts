import type { PyProxy } from "./py-proxy.ts";

/** What a PythonError asks of Python when it is asked itself. */
export interface ExceptionDetails {
  /** Formats the traceback, with chained causes, as Python prints it. */
  text(): string;
  /** The PythonError of the cause, or else of the context; undefined when there is neither. */
  cause(): PythonError | undefined;
  /** The PyProxy of the exception. */
  exception(): PyProxy;
}

/**
 * A Python exception in JavaScript.
 *
 * The text is rendered when it is first read. Going back to Python it is the very exception.
 */
export class PythonError extends Error {
  /** Name of the exception's class, such as `"ValueError"`. */
  readonly type: string;
  readonly #details: ExceptionDetails;
  #cause: PythonError | undefined | null = null;

  constructor(type: string, details: ExceptionDetails) {
    super();
    if (typeof details?.text !== "function") {
      throw new TypeError(
        "PythonError cannot be constructed: Python's exceptions become such errors",
      );
    }
    this.type = type;
    this.#details = details;
  }

  /** The traceback, with chained causes, as Python prints it. */
  override get message(): string {
    const text = this.#details.text();
    this.message = text;
    return text;
  }

  /** From then on it is an own property, as other Errors have, which `structuredClone` copies. */
  override set message(value: string) {
    Object.defineProperty(this, "message", { value, writable: true, configurable: true });
  }

  /** The PythonError of `__cause__`, or else of `__context__`; undefined when there is neither. */
  override get cause(): PythonError | undefined {
    if (this.#cause === null) this.#cause = this.#details.cause();
    return this.#cause;
  }

  /** The PyProxy of the exception. */
  pyException(): PyProxy {
    return this.#details.exception();
  }
}

Object.defineProperty(PythonError.prototype, "name", {
  value: "PythonError",
  writable: true,
  configurable: true,
});
