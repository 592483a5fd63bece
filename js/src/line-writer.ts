/** Turns bytes into lines of text. */
export class LineWriter {
  readonly #send: (line: string) => void;
  // A mark at the start of the stream is text like any other.
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #partial = "";

  constructor(send: (line: string) => void) {
    this.#send = send;
  }

  /** Takes bytes; sends the lines that they complete. */
  write(bytes: Uint8Array): number {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text.includes("\n")) {
      const lines = (this.#partial + text).split("\n");
      this.#partial = lines.pop() ?? "";
      for (const line of lines) this.#send(line);
    } else {
      this.#partial += text;
    }
    return bytes.length;
  }

  /** Sends what there is of an unfinished line, except for an unfinished character. */
  flush(): void {
    if (this.#partial === "") return;
    const line = this.#partial;
    this.#partial = "";
    this.#send(line);
  }
}
