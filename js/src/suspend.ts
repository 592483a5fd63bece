import { isExhaustion } from "./fatal-error.ts";
import { valueSettler } from "./settler.ts";
import type { StackGuard } from "./stack-guard.ts";
import type { Tag } from "./tag.ts";
import type { CallInEntry, WasmExports } from "./wasm-exports.ts";

/** How engines suspend WebAssembly: JavaScript Promise Integration. */
interface PromiseIntegration {
  promising(run: CallInEntry): (...args: [...given: Parameters<CallInEntry>]) => Promise<Tag>;
  readonly Suspending: new (wait: (entry: number) => unknown) => (entry: number) => unknown;
}

/** What the engine suspends with; undefined where it cannot. */
function promiseIntegration(): PromiseIntegration | undefined {
  const { promising, Suspending } = WebAssembly as Partial<PromiseIntegration>;
  return typeof promising === "function" && typeof Suspending === "function"
    ? { promising, Suspending }
    : undefined;
}

const WAIT = "jaspy_wait";

/** Has the engine suspend the wasm where it calls the import that waits. */
export function suspending(imports: WebAssembly.Imports): WebAssembly.Imports {
  const { env } = imports;
  const wait = env?.[WAIT];
  const engine = promiseIntegration();
  if (engine === undefined || typeof wait !== "function") return imports;
  const waiting = new engine.Suspending(wait as (entry: number) => unknown);
  // The loader of the wasm looks through its own table of imports for functions.
  return { ...imports, env: { ...env, [WAIT]: waiting } };
}

/** Why Python cannot be suspended now. Numbers of entries are larger. */
const Obstacle = {
  /** The engine has no JavaScript Promise Integration. */
  Engine: 1,
  /** Python was called by a function that does not give a promise. */
  Entry: 2,
  /** Python was called by JavaScript that Python has called. */
  JavaScript: 3,
} as const;

/** How many C calls may nest in an entry: as many as its C stack has room for. */
const C_CALLS = 560;

/** What the wasm does when a wait has ended. A trap runs none of its code. */
const Ending = { GoesOn: 0, Trap: 1 } as const;
type Ending = (typeof Ending)[keyof typeof Ending];

type State = "new" | "running" | "waiting" | "done";

/** One call from JavaScript in which Python can wait. */
class Entry {
  readonly address: number;
  state: State = "new";
  /** Whether its stack is still on top of that of who called. */
  isFirst = true;
  /** What ran when it last began to, and how deeply calls were nested there. */
  below: Entry | undefined;
  depth = 0;
  /** Gives the result, or throws. */
  outcome: (() => unknown) | undefined;
  readonly settler = valueSettler();
  /** Has it go on, or end in a trap. */
  wake: ((ending: Ending) => void) | undefined;

  constructor(address: number) {
    this.address = address;
  }
}

/** Is told when Python waits in an entry. */
export interface WaitListener {
  beginWaiting(): void;
  endWaiting(): void;
}

/** What suspendable entries are made with. */
export interface EntryParts {
  readonly wasm: WasmExports;
  readonly stack: StackGuard;
  /** Gives what an export came to, or throws. */
  readonly receive: (tag: Tag) => unknown;
  /** Called when an entry has returned to a depth, or is suspended. */
  readonly onReturn: (depth: number) => void;
  /** Called when no Python code will run any more, as soon as what has called this has returned. */
  readonly onIdle: () => void;
  readonly onFatal: (error: unknown) => void;
}

/**
 * The calls from JavaScript in which Python can wait for something while the engine does other work.
 *
 * An entry is one WebAssembly stack. It runs when it begins, on top of the JavaScript that called, and
 * each time it is resumed, as a task of the engine; in between it is suspended and others run.
 */
export class SuspendableEntries {
  readonly #parts: EntryParts;
  #engine = promiseIntegration();
  #call: ReturnType<PromiseIntegration["promising"]> | undefined;
  readonly #entries = new Map<number, Entry>();
  #running: Entry | undefined;
  #listener: WaitListener | undefined;

  constructor(parts: EntryParts) {
    this.#parts = parts;
  }

  /** Has a listener told when Python waits. */
  set listener(listener: WaitListener) {
    this.#listener = listener;
  }

  /** Whether the engine can suspend Python. */
  get arePossible(): boolean {
    return this.#engine !== undefined;
  }

  /** The number of the entry that runs and can be suspended, or why there is none. */
  get current(): number {
    if (this.#engine === undefined) return Obstacle.Engine;
    if (this.#running === undefined) return Obstacle.Entry;
    // A call that is nested deeper was made by JavaScript, which the engine cannot suspend.
    return this.#parts.stack.depth === this.#running.depth + 1
      ? this.#running.address
      : Obstacle.JavaScript;
  }

  /**
   * Begins an entry.
   *
   * @param operation - Writes arguments and calls, or throws.
   * @returns What the call comes to; undefined where Python cannot be suspended, and nothing was done.
   */
  start(
    operation: (call: (...args: DropFirst<Parameters<CallInEntry>>) => Tag) => unknown,
  ): Promise<unknown> | undefined {
    if (this.#engine === undefined) return undefined;
    const { wasm, stack } = this.#parts;
    // The ordinary way finds the same, and says so.
    if (!stack.hasRoomForEntry()) return undefined;
    const pointer = wasm.emscripten_stack_get_current();
    wasm.py_mark(stack.depth);
    const depth = stack.enter();
    if (depth < 0) return undefined;
    const below = this.#running;
    let entry: Entry | undefined;
    try {
      this.#call ??= this.#engine.promising(wasm.py_call_in_entry);
      const call = this.#call;
      entry = this.#newEntry();
      if (entry === undefined) return undefined;
      const begun = entry;
      operation((...args) => {
        this.#run(begun, depth);
        call(begun.address, ...args).then(
          () => this.#settle(begun),
          (error) => this.#fail(begun, error),
        );
        return 0;
      });
      return begun.settler.promise;
    } catch (error) {
      // Arguments that cannot be written; or an exhausted stack, before Python has begun.
      wasm._emscripten_stack_restore(pointer);
      wasm.py_heal(depth);
      return Promise.reject(error);
    } finally {
      // An exception that has passed by all of it is known later; Python's state must be right now.
      if (entry?.state === "new" || entry?.state === "running") this.#abandon(entry);
      if (entry !== undefined) entry.isFirst = false;
      this.#running = below;
      stack.leave(depth);
      this.#parts.onReturn(depth);
      if (depth === 0) this.#parts.onIdle();
    }
  }

  #newEntry(): Entry | undefined {
    const address = this.#parts.wasm.py_new_entry(C_CALLS) >>> 0;
    if (address === 0) return undefined;
    const entry = new Entry(address);
    this.#entries.set(address, entry);
    return entry;
  }

  /** What the wasm calls, of which the first suspends it. */
  readonly functions = {
    wait: (address: number): Promise<Ending> => {
      const entry = this.#entry(address);
      entry.state = "waiting";
      this.#leave(entry);
      this.#listener?.beginWaiting();
      return new Promise((resolve) => {
        entry.wake = resolve;
      });
    },
    resumed: (address: number): void => {
      this.#listener?.endWaiting();
      this.#run(this.#entry(address), this.#parts.stack.depth);
    },
    finished: (address: number, tag: Tag): void => {
      const entry = this.#entry(address);
      try {
        const value = this.#parts.receive(tag);
        entry.outcome = () => value;
      } catch (error) {
        entry.outcome = () => {
          throw error;
        };
      }
    },
    left: (address: number): void => {
      const entry = this.#entry(address);
      entry.state = "done";
      // From now on another may have the same address.
      this.#entries.delete(entry.address);
      this.#leave(entry);
    },
    current_entry: (): number => this.current,
    wake: (address: number): void => {
      this.#entries.get(address >>> 0)?.wake?.(Ending.GoesOn);
    },
  };

  /** Ends all entries: their promises are rejected, and none goes on. */
  end(reason: Error): void {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    this.#engine = undefined;
    this.#call = undefined;
    this.#running = undefined;
    this.#listener = undefined;
    for (const entry of entries) {
      entry.settler.abandon(reason);
      // Engines keep suspended stacks, and with them the memory, for as long as they are suspended.
      entry.wake?.(Ending.Trap);
    }
  }

  #entry(address: number): Entry {
    const entry = this.#entries.get(address >>> 0);
    if (entry === undefined) throw new Error("there is no such entry into Python");
    return entry;
  }

  /** Notes that an entry runs from now on, where calls are nested so deeply. */
  #run(entry: Entry, depth: number): void {
    entry.below = this.#running;
    entry.depth = depth;
    entry.state = "running";
    this.#running = entry;
    this.#parts.stack.depth = depth + 1;
  }

  /** Notes that an entry has stopped running. */
  #leave(entry: Entry): void {
    // Who has called it does so itself.
    if (entry.isFirst) return;
    this.#running = entry.below;
    this.#parts.stack.depth = entry.depth;
    this.#parts.onReturn(entry.depth);
    if (entry.depth === 0) this.#parts.onIdle();
  }

  #settle(entry: Entry): void {
    try {
      entry.settler.fulfil(entry.outcome?.());
    } catch (error) {
      entry.settler.reject(error);
    }
  }

  /** Takes an exception that has passed by all of an entry. */
  #fail(entry: Entry, error: unknown): void {
    // Whatever has ended the runtime has ended its entries.
    if (this.#engine === undefined) return;
    // It has passed by native code, for which only an exhausted stack is nothing to be ended by.
    if (!isExhaustion(error)) {
      this.#parts.onFatal(error);
      return;
    }
    if (entry.state === "running") {
      this.#abandon(entry);
      this.#leave(entry);
    }
    entry.settler.reject(error);
  }

  #abandon(entry: Entry): void {
    entry.state = "done";
    this.#entries.delete(entry.address);
    this.#parts.wasm.py_abandon_entry(entry.address);
  }
}

type DropFirst<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest]
  ? Rest
  : never;
