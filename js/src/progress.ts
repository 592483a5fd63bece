/** How far the loading of a runtime has come. */
export interface LoadProgress {
  /** What is being done: files arrive (in bytes), or the interpreter starts (0 or 1). */
  readonly phase: "download" | "start";
  /** How much is done. It never decreases. */
  readonly loaded: number;
  /** How much there is to be done. */
  readonly total: number;
}

/** Tells a listener how far the loading of a runtime has come. */
export class Progress {
  readonly #listener: ((progress: LoadProgress) => void) | undefined;
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #loaded = new Map<string, number>();

  /** @param sizes - The bytes of each file that is to arrive. */
  constructor(
    listener: ((progress: LoadProgress) => void) | undefined,
    sizes: ReadonlyMap<string, number>,
  ) {
    this.#listener = listener;
    this.#sizes = sizes;
  }

  /** Whether anybody listens. */
  get isWanted(): boolean {
    return this.#listener !== undefined;
  }

  /** Notes that so many more bytes of a file have arrived. */
  add(file: string, bytes: number): void {
    this.#note(file, (this.#loaded.get(file) ?? 0) + bytes);
  }

  /** Notes that a file is there, however it came. */
  finish(file: string): void {
    this.#note(file, this.#sizes.get(file) ?? 0);
  }

  /** Tells of a step of the start. */
  start(loaded: 0 | 1): void {
    this.#tell({ phase: "start", loaded, total: 1 });
  }

  #note(file: string, bytes: number): void {
    const size = this.#sizes.get(file);
    const before = this.#loaded.get(file) ?? 0;
    // A file that is damaged may be longer than it should be.
    if (size === undefined || before >= size || bytes <= before) return;
    this.#loaded.set(file, Math.min(bytes, size));
    this.#tell({ phase: "download", loaded: sum(this.#loaded), total: sum(this.#sizes) });
  }

  #tell(progress: LoadProgress): void {
    try {
      this.#listener?.(progress);
    } catch (error) {
      // Whoever only watches must not stop what is watched.
      console.error("onProgress failed:", error);
    }
  }
}

function sum(numbers: ReadonlyMap<string, number>): number {
  return Array.from(numbers.values()).reduce((total, each) => total + each, 0);
}
