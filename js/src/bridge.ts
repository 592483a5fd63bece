import { Answers } from "./answers.ts";
import type { DefaultToPython } from "./api.ts";
import type { Area } from "./area.ts";
import { BufferViews } from "./buffer-view.ts";
import { refuse } from "./check.ts";
import { type Crossing, crossing } from "./crossing.ts";
import { DeepConversions } from "./deep-conversions.ts";
import { FatalError, tracebackOf } from "./fatal-error.ts";
import type { FileSystem } from "./file-system.ts";
import { KeyTexts } from "./key-texts.ts";
import { Known } from "./known.ts";
import { Memory } from "./memory.ts";
import type { ProxyClasses } from "./py-classes.ts";
import { type LiveProxy, type ProxyScope, PyProxies } from "./py-proxies.ts";
import type { PyProxy } from "./py-proxy.ts";
import { Python } from "./python.ts";
import { PythonError } from "./python-error.ts";
import { References } from "./references.ts";
import { type Semantics, semanticsCode } from "./semantics.ts";
import { Settler } from "./settler.ts";
import { measureStack } from "./stack-guard.ts";
import type { WaitListener } from "./suspend.ts";
import { ToJavaScript } from "./to-javascript.ts";
import { ToPython } from "./to-python.ts";
import { usedExports, type WasmExports } from "./wasm-exports.ts";

/** What the core factory resolves to, as far as the bridge needs it. */
export interface Core {
  readonly wasmExports: WasmExports;
  /** Takes the functions that the wasm imports. */
  connect(functions: Crossing): void;
  readonly FS: FileSystem;
}

/** The live numbers of a runtime: what each language holds of the other. */
export interface Counts {
  /** JavaScript values that Python holds. */
  readonly jsValues: number;
  /** Python objects that JavaScript holds: PyProxies and PythonErrors. */
  readonly pyObjects: number;
  /** Typed arrays on the memory of Python buffers. */
  readonly bufferViews: number;
}

/** As many C calls as a frame budget allows: CPython's own take about so many frames of the probe. */
const FRAMES_PER_C_CALL = 24;
/** CPython's own limit where the stack is no concern. */
const MOST_C_CALLS = 10_000;

/** The two languages' connection in one runtime. */
export class Bridge {
  readonly #global: object;
  readonly #semantics: Semantics;
  readonly #references = new References();
  readonly #known = new Known();
  #started: Started | undefined;
  #ended: Error | undefined;
  #builtins: (PyProxy & Builtins) | undefined;
  #onEnd: (() => void) | undefined;

  /** @param global - What Python knows as `js`. */
  constructor(global: object, semantics: Semantics) {
    this.#global = global;
    this.#semantics = semantics;
  }

  /**
   * Connects to an instantiated core and initialises CPython.
   *
   * @throws PythonError when CPython cannot be initialised.
   */
  start(core: Core): void {
    const wasm = usedExports(core.wasmExports);
    const memory = new Memory(wasm.memory);
    const area = readArea(wasm, memory);
    const toPython = new ToPython(memory, this.#references, this.#known, area, this.#semantics);
    const semantics = this.#semantics;
    const known = this.#known;
    // Closes over nothing that keeps memory alive, as no function made here does.
    const onFatal = (error: unknown) => this.#fail(error);
    const references = this.#references;
    const answers = new Answers(memory, area);
    const python = new Python({
      answers,
      wasm,
      memory,
      toPython,
      area,
      known,
      semantics,
      references,
      onFatal,
    });
    const records = area.records;
    const views = new BufferViews((slot, version) =>
      python.whenIdle(() => python.releaseView(slot, version)),
    );
    const proxies = new PyProxies({
      wasm,
      memory,
      records,
      known,
      python,
      semantics,
      views,
      toJs: (handle, options) => deep.toJs(handle, options),
    });
    const toJavaScript = new ToJavaScript({
      memory,
      keys: new KeyTexts(memory),
      references,
      toProxy: proxies,
      views,
      semantics,
    });
    const deep = new DeepConversions({ reader: toJavaScript.parts, references, python, proxies });
    const functions = crossing({
      memory,
      references: this.#references,
      known,
      records,
      semantics,
      toPython,
      toJavaScript,
      python,
      proxies,
      views,
      wasm,
      deep,
      global: this.#global,
    });
    core.connect(functions);
    this.#started = { wasm, memory, files: core.FS, python, proxies, views, functions };
    const cCalls = Math.floor(measureStack() / FRAMES_PER_C_CALL);
    const mostCalls = Math.min(cCalls, MOST_C_CALLS);
    wasm.py_add_modules?.();
    python.answers.receive(wasm.py_start(mostCalls, semanticsCode(this.#semantics)));
    python.started();
  }

  /**
   * Ends all traffic between the languages: each later use, also of a proxy, throws `reason`.
   *
   * Promises that wait for Python are rejected with `reason`. Nothing that JavaScript still has of
   * this runtime then keeps its memory alive.
   */
  end(reason: Error): void {
    const { wasm, memory, python, functions } = this.#parts();
    this.#started = undefined;
    this.#ended = reason;
    python.end(reason);
    const refuse = () => {
      throw reason;
    };
    // Whatever holds these tables holds no memory by them any more; and Python that goes on after
    // JavaScript has caught `reason` gets no further than its next call.
    empty(wasm, refuse);
    empty(functions, refuse);
    memory.end();
    this.#known.end();
    // What Python was to settle it settles no more.
    for (const value of this.#references.clear()) {
      if (value instanceof Settler) value.abandon(reason);
    }
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.();
  }

  /** Has something done when everything has ended, for whatever reason. */
  set onEnd(action: () => void) {
    this.#onEnd = action;
  }

  /** Why everything has ended, or undefined before. */
  get ended(): Error | undefined {
    return this.#ended;
  }

  /** Whether Python's code is running, or JavaScript that it called. */
  get isRunning(): boolean {
    return this.#parts().python.isRunning;
  }

  /**
   * Imports a Python module.
   *
   * @throws PythonError, an ImportError if there is no such module.
   */
  importModule(name: string): PyProxy {
    return this.#parts().python.importModule(name) as PyProxy;
  }

  /** Takes a proxy as the runtime's own: it and what is read from it stay until the end. */
  own(proxy: object): void {
    this.#parts().proxies.own(proxy);
  }

  /** The PyProxy of the object at an address (Python's `id`), also of one that would be copied. */
  proxyAt(address: number): PyProxy {
    return this.#parts().proxies.ofAddress(address) as PyProxy;
  }

  /** The live numbers. */
  counts(): Counts {
    const { wasm, views } = this.#parts();
    return {
      jsValues: this.#references.count,
      pyObjects: wasm.py_count(),
      bufferViews: views.count,
    };
  }

  /** Runs a function and ends the PyProxies that are made meanwhile. */
  scope<T>(body: (scope: ProxyScope) => T): T {
    return this.#parts().proxies.scope(body);
  }

  /** The PyProxies that live. */
  liveProxies(): LiveProxy[] {
    return this.#parts().proxies.living();
  }

  /**
   * Chooses whether proxies remember where they were made, and say more of what they were.
   *
   * @returns What was chosen before.
   */
  setDebug(isDebug: boolean): boolean {
    if (typeof isDebug !== "boolean") refuse("isDebug", "a boolean", isDebug);
    return this.#parts().proxies.setDebug(isDebug);
  }

  /** The classes of this runtime's proxies, for `instanceof`. */
  get classes(): ProxyClasses & {
    readonly PythonError: typeof PythonError;
    readonly FatalError: typeof FatalError;
  } {
    return { ...this.#parts().proxies.classes, PythonError, FatalError };
  }

  /** Tells whether a value is a PyProxy of this runtime. */
  isPyProxy(value: unknown): value is PyProxy {
    return this.#parts().proxies.isProxy(value);
  }

  /** Converts a value to Python so many levels deep; below 0, all. */
  toPy(value: unknown, depth: number, converter: DefaultToPython | undefined): unknown {
    return this.#parts().python.toPy(value, depth, converter);
  }

  /** What Python's `repr` says of a value. */
  repr(value: unknown): string {
    if (this.#builtins === undefined) {
      this.#builtins = this.importModule("builtins") as PyProxy & Builtins;
      this.own(this.#builtins);
    }
    return this.#builtins.repr(value);
  }

  /** Makes another object cross to Python as the object of a proxy. */
  alias(target: object, proxy: PyProxy): void {
    this.#parts().proxies.alias(target, proxy);
  }

  /** Whether Python can wait in calls that give a promise. */
  get canSuspend(): boolean {
    return this.#parts().python.entries.arePossible;
  }

  /** Has a listener told when Python waits in a call. */
  listenToWaits(listener: WaitListener): void {
    this.#parts().python.entries.listener = listener;
  }

  /** Has CPython ask for signals, or stop it. */
  watchSignals(isOn: boolean): void {
    this.#parts().python.watchSignals(isOn);
  }

  /** Runs the handlers of signals that have arrived, and throws what they raise. */
  checkSignals(): void {
    this.#parts().python.checkSignals();
  }

  /** Whether a signal, which CPython has just asked for, has to wait for other code to run. */
  withholdsSignals(): boolean {
    return this.#parts().python.withholdsSignals();
  }

  /** Panics inside the bridge: a test of what a panic does. */
  panic(message: string): void {
    this.#parts().python.panic(message);
  }

  /** Ends everything because of an engine's error after which native code cannot go on. */
  #fail(error: unknown): void {
    const { wasm, files } = this.#parts();
    this.end(new FatalError(error, tracebackOf(wasm, files)));
  }

  #parts(): Started {
    if (this.#started !== undefined) return this.#started;
    throw this.#ended ?? new Error("the bridge has not been started");
  }
}

interface Builtins {
  repr(value: unknown): string;
}

interface Started {
  readonly wasm: WasmExports;
  readonly memory: Memory;
  readonly files: FileSystem;
  readonly python: Python;
  readonly proxies: PyProxies;
  readonly views: BufferViews;
  readonly functions: Crossing;
}

/** Puts a function in the place of each entry of a table. */
function empty(table: object, replacement: () => never): void {
  for (const name of Object.keys(table)) Reflect.set(table, name, replacement);
}

function readArea(wasm: WasmExports, memory: Memory): Area {
  const at = wasm.py_area() >>> 2;
  const [records, recordCount, scratch, scratchBytes] = memory.u32.subarray(at, at + 4);
  return { records, recordCount, scratch, scratchBytes } as Area;
}
