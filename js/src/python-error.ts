/**
 * A Python exception in JavaScript.
 *
 * The text is rendered when it is first read. Going back to Python it is the very exception.
 */
export class PythonError extends Error {
  /** Name of the exception's class, such as `"ValueError"`. */
  readonly type: string;
  readonly #render: () => string;
  #message: string | undefined;

  /**
   * @param type - Name of the exception's class.
   * @param render - Formats the traceback, with chained causes, as Python prints it.
   */
  constructor(type: string, render: () => string) {
    super();
    this.type = type;
    this.#render = render;
  }

  /** The traceback, with chained causes, as Python prints it. */
  override get message(): string {
    this.#message ??= this.#render();
    return this.#message;
  }

  override set message(text: string) {
    this.#message = text;
  }
}

Object.defineProperty(PythonError.prototype, "name", {
  value: "PythonError",
  writable: true,
  configurable: true,
});
