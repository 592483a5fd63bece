import { AddressTable } from "./address-table.ts";
import type { Attribute } from "./attributes.ts";
import type { BufferViews } from "./buffer-view.ts";
import { doubleFeatures, type OnceCallable, onceCallable } from "./double-proxy.ts";
import { type Ending, Handle, Holder, Life, type Remains } from "./handle.ts";
import { HandleList } from "./handle-list.ts";
import { HeldException } from "./held-exception.ts";
import { JsonViews } from "./json-view.ts";
import type { Known } from "./known.ts";
import type { Loan } from "./loan.ts";
import type { Memory } from "./memory.ts";
import type { PyCallable } from "./py-callable.ts";
import { type ProxyClasses, ProxyKinds, proxyClasses } from "./py-classes.ts";
import { PyFeature } from "./py-feature.ts";
import type { MethodParts, ProxyOptions } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";
import type { Python } from "./python.ts";
import { PythonError } from "./python-error.ts";
import { Raised } from "./raised.ts";
import { Scopes } from "./scope.ts";
import type { Semantics } from "./semantics.ts";
import { SequenceTraps } from "./sequence-traps.ts";
import { Traps } from "./traps.ts";
import { TypeNames } from "./type-names.ts";
import type { WasmExports } from "./wasm-exports.ts";
import { Watch } from "./watch.ts";

const COLLECTED: Ending = { reason: "nobody could reach it any more" };
const LENT: Ending = {
  reason: "it was made for the arguments of a call, and ended with the call",
  advice: "To keep such a proxy, make it in Python with create_proxy or create_once_callable.",
};
const RETURNED: Ending = {
  reason: "it went to Python as the result of a call",
  advice: "To keep such a proxy, make it in Python with create_proxy, or return a copy().",
};
const PARENT_ENDED: Ending = {
  reason: "it was read from a proxy that has been destroyed",
  advice: "To keep such a proxy, take a copy() of it.",
};

/** A PyProxy that lives, as one looks for what keeps objects alive. */
export interface LiveProxy {
  /** The name of its object's class. */
  readonly type: string;
  /** What Python's `repr` says of the object. */
  readonly repr: string;
  /** Where it was made, if `setDebug(true)` was on. */
  readonly stack?: string;
}

/** How a proxy of `create_proxy` is made. */
export interface CreateOptions extends ProxyOptions {
  /** Whether it reaches Python as what `create_proxy` gave, not as the object. */
  readonly isRoundtrip: boolean;
}

/** What the function in a scope can do with it. */
export interface ProxyScope {
  /** Keeps a proxy from being destroyed at the end; gives it back. */
  keep<T extends object>(proxy: T): T;
  /** Has a proxy destroyed at the end that was made elsewhere, or after an `await`; gives it back. */
  add<T extends object>(proxy: T): T;
}

/** What the PyProxies of a runtime are made with. */
export interface ProxyParts {
  readonly wasm: WasmExports;
  readonly memory: Memory;
  /** Address of the first record. */
  readonly records: number;
  readonly known: Known;
  readonly python: Python;
  readonly semantics: Semantics;
  readonly views: BufferViews;
  /** Copies the object of a handle. */
  readonly toJs: MethodParts["toJs"];
}

/** Makes, finds and ends the PyProxies and PythonErrors of one runtime. */
export class PyProxies {
  readonly classes: ProxyClasses;
  readonly scopes = new Scopes((handle, ending) => this.#endTold(handle, ending));
  readonly #wasm: WasmExports;
  readonly #memory: Memory;
  readonly #records: number;
  readonly #known: Known;
  readonly #python: Python;
  readonly #semantics: Semantics;
  readonly #typeNames: TypeNames;
  /** The handle of the living proxy of each object that has one, by the object's address. */
  readonly #handles = new AddressTable();
  readonly #kinds: ProxyKinds;
  readonly #jsonViews: JsonViews;
  readonly #living = new HandleList();
  /** To what the proxies belong that are being made. */
  #loan: Loan | undefined;
  /** Attributes' proxies that are to end with that of their object, while any does. */
  #orphans: Attribute[] | undefined;
  #isDebug = false;
  readonly #watch: Watch;

  constructor({ wasm, memory, records, known, python, semantics, views, toJs }: ProxyParts) {
    this.#wasm = wasm;
    this.#memory = memory;
    this.#records = records;
    this.#known = known;
    this.#python = python;
    this.#semantics = semantics;
    this.#typeNames = new TypeNames(python);
    python.answers.errors = this;
    this.#watch = new Watch((handle) => python.whenIdle(() => this.#end(handle, COLLECTED)));
    this.classes = proxyClasses(
      (value) => (this.isProxy(value) ? this.handleOf(value).features : undefined),
      (value) => views.has(value),
    );
    const parts: MethodParts = {
      python,
      semantics,
      handleOf: (proxy) => this.handleOf(proxy),
      destroy: (proxy, reason) => this.#endTold(this.handleOf(proxy), { reason }),
      copy: (proxy, options) => this.#copy(proxy, options),
      isProxy: (value) => this.isProxy(value),
      memory,
      views,
      jsonView: (proxy) => this.jsonView(this.#alive(proxy).address),
      hold: (holder, handle) => this.#watch.begin(holder, handle),
      release: (handle) => this.#end(handle, {}),
      toJs,
    };
    this.#kinds = new ProxyKinds(parts);
    this.#jsonViews = new JsonViews(parts, known, (address) => this.#hold(address));
  }

  /** The PyProxy for the object at an address, of which another may live already. */
  ofAddress(address: number): object {
    switch (this.#semantics) {
      case "classic": {
        // The same object, the same proxy.
        return this.#handles.get(address)?.holderIfReached ?? this.#makeKnown(address);
      }
      case "pep818":
        return this.make(address);
    }
  }

  /** The JSON-like view of the mapping or sequence at an address. */
  jsonView(address: number): object {
    return this.#jsonViews.of(address);
  }

  /** Makes a PyProxy beside any other of the object at an address. */
  make(address: number, options?: ProxyOptions): object {
    return this.#makeWith(this.#hold(address), options);
  }

  #makeWith(handle: Handle, options?: ProxyOptions): object {
    const { features } = handle;
    const { target, members } = this.#kinds.of(features);
    const traps = features & PyFeature.Sequence ? SequenceTraps : Traps;
    const handler = new traps(handle, this.#python, members, options);
    const proxy = new Proxy(target(), handler);
    handler.proxy = proxy;
    this.#known.stamp(proxy, handle);
    this.#living.add(handle);
    if (this.#isDebug) handle.stack = stackNow();
    if (this.#loan === undefined) {
      this.#watch.begin(proxy, handle);
      this.scopes.note(handle);
    } else {
      handle.life = Life.Lent;
      this.#loan.proxies.push(proxy);
    }
    return proxy;
  }

  /** Reads what a call gets; the PyProxies made meanwhile belong to the loan. */
  lend<T>(loan: Loan, read: () => T): T {
    this.#loan = loan;
    try {
      // Reading runs no code but ours, so nothing else is made meanwhile.
      return read();
    } finally {
      this.#loan = undefined;
    }
  }

  /** Ends a loan, but for the proxy that is the result: it is for the collector to end. */
  endLoan(loan: Loan, result: unknown): void {
    for (const proxy of loan.proxies) {
      const handle = this.handleOf(proxy);
      if (proxy === result) this.#free(proxy, handle);
      // Whoever found it may have ended it, or taken it over.
      else if (handle.life === Life.Lent) this.#endTold(handle, LENT);
    }
  }

  /** Has the collector end what is lent, if nothing else does. */
  prolong(loan: Loan): void {
    for (const proxy of loan.proxies) this.#watch.begin(proxy, this.handleOf(proxy));
  }

  /**
   * Ends a PyProxy that JavaScript has given back for good, but not the entry of its handle.
   *
   * @returns The handle, whose entry belongs to the caller; undefined where there is nothing to end.
   */
  surrender(value: unknown): Handle | undefined {
    if (!this.isProxy(value)) return undefined;
    const handle = this.handleOf(value);
    const isLast = handle.life === Life.Free || handle.life === Life.Lent;
    if (!isLast || !handle.isAlive) return undefined;
    this.#forget(handle, RETURNED, this.#details(handle));
    return handle;
  }

  /** Takes a proxy as the runtime's own, which ends with it. */
  own(proxy: object): void {
    const handle = this.handleOf(proxy);
    handle.life = Life.Permanent;
    this.#watch.leave(proxy, handle);
    this.#living.delete(handle);
  }

  /** Makes a proxy for Python, which decides how long it lives. */
  create(address: number, { isRoundtrip, ...options }: CreateOptions): object {
    const proxy = this.make(address, options);
    const handle = this.handleOf(proxy);
    handle.life = Life.Owned;
    handle.isRoundtrip = isRoundtrip;
    return proxy;
  }

  /** Makes a function that calls the object at an address once. */
  createOnce(address: number): OnceCallable {
    const proxy = this.make(address) as PyCallable;
    const handle = this.handleOf(proxy);
    handle.life = Life.Owned;
    return onceCallable(proxy, (reason) => this.#endTold(handle, { reason }));
  }

  /** The features of a proxy as Python sees it that made it. */
  doubleFeatures(proxy: object): number {
    return doubleFeatures(this.handleOf(proxy).features);
  }

  /** Ends a proxy. */
  destroy(proxy: object): void {
    this.#endTold(this.handleOf(proxy), {});
  }

  /** The handle of a proxy; undefined for anything else. */
  handle(value: unknown): Handle | undefined {
    return this.isProxy(value) ? this.handleOf(value) : undefined;
  }

  /**
   * Runs a function, and ends the proxies that are made meanwhile; those of an asynchronous one that
   * are made before its first `await` end when it is done.
   */
  scope<T>(body: (scope: ProxyScope) => T): T {
    const scope = this.scopes.begin(this.#python.depth);
    this.#watchScopes();
    const end = () => this.scopes.end(scope);
    let result: T;
    try {
      result = body({
        keep: (proxy) => {
          scope.keep(this.handleOf(proxy));
          return proxy;
        },
        add: (proxy) => {
          scope.add(this.handleOf(proxy));
          return proxy;
        },
      });
    } catch (error) {
      end();
      throw error;
    }
    if (!(Object(result) === result && "then" in (result as object))) {
      end();
      return result;
    }
    this.scopes.suspend(scope);
    return Promise.resolve(result).finally(end) as T;
  }

  /** Begins a scope of Python's, which gets its number. */
  openScope(): number {
    this.#watchScopes();
    return this.scopes.open(this.#python.depth);
  }

  /** Has scopes look when calls return, for as long as there are any. */
  #watchScopes(): void {
    this.#python.onReturn = (depth) => {
      this.scopes.suspendBelow(depth);
      if (this.scopes.isEmpty) this.#python.onReturn = undefined;
    };
  }

  /** The PythonError of a `Raised`, whose entry in the handle table it takes over; else the very value. */
  errorOf(delivered: unknown): unknown {
    if (!(delivered instanceof Raised)) return delivered;
    const { slot, version, type } = delivered;
    const handle = new Handle(slot, version, 0);
    handle.holder = Holder.PythonError;
    const held = new HeldException(this.#python, handle, type);
    const error = new PythonError(type, held);
    this.#known.stamp(error, handle);
    // What only the error has, for engines keep what is watched longer than others; and an Error with
    // its stack is large.
    this.#watch.begin(held, handle);
    return error;
  }

  /** Tells whether a value is a PyProxy of this runtime; destroyed ones are still. */
  isProxy(value: unknown): value is PyProxy {
    const handle = this.#known.get(value);
    return handle instanceof Handle && handle.holder === Holder.PyProxy;
  }

  /** Where the object of a proxy is: its identity. */
  addressOf(proxy: unknown): number {
    return this.handleOf(proxy).address;
  }

  /** Makes another object cross to Python as the object of a proxy. */
  alias(target: object, proxy: PyProxy): void {
    this.#known.alias(target, this.handleOf(proxy));
  }

  /** Chooses whether proxies remember where they were made, and say what they were. */
  setDebug(isDebug: boolean): boolean {
    const before = this.#isDebug;
    this.#isDebug = isDebug;
    return before;
  }

  /** What lives, in the order in which it was made. */
  living(): LiveProxy[] {
    // All of them first: a `repr` can make and end others.
    return [...this.#living].map((handle) => ({
      type: this.#typeNames.of(handle) ?? "object",
      repr: this.#repr(handle),
      ...(handle.stack === undefined ? {} : { stack: handle.stack }),
    }));
  }

  #makeKnown(address: number): object {
    const handle = this.#hold(address);
    // First: to be watched can mean to be left to the engine at once.
    handle.isFound = true;
    const proxy = this.#makeWith(handle);
    this.#handles.set(address, handle);
    return proxy;
  }

  /** A handle of the object at an address, for whoever asks to end; undefined for the address 0. */
  holdIfAny(address: number): Handle | undefined {
    return address === 0 ? undefined : this.#hold(address);
  }

  #hold(address: number): Handle {
    const classVersion = this.#wasm.py_hold(address) >>> 0;
    const words = this.#memory.u32;
    const at = this.#records >>> 2;
    const [slot, version] = [words[at] as number, words[at + 1] as number];
    return new Handle(slot, version, address, words[at + 3] as number, classVersion);
  }

  #copy(proxy: object, options?: ProxyOptions): object {
    return this.make(this.#alive(proxy).address, options);
  }

  #alive(proxy: object): Handle {
    const handle = this.handleOf(proxy);
    if (!handle.isAlive) throw new Error(handle.lost);
    return handle;
  }

  /** Leaves a proxy that was lent to the collector. */
  #free(proxy: object, handle: Handle): void {
    handle.life = Life.Free;
    this.#watch.end(handle);
    this.#watch.begin(proxy, handle);
  }

  /**
   * The handle of a proxy, which may have ended.
   *
   * @throws TypeError for what is no PyProxy of this runtime.
   */
  handleOf(proxy: unknown): Handle {
    const handle = this.#known.handleOf(proxy);
    if (handle !== undefined) return handle;
    throw new TypeError("this method was called on something that is no PyProxy of this runtime");
  }

  /** Ends a hold, and remembers what it was for whoever uses the proxy later. */
  #endTold(handle: Handle, ending: Ending): void {
    if (handle.isAlive) this.#end(handle, ending, this.#details(handle));
  }

  #end(handle: Handle, ending: Ending, was?: Remains): void {
    // What its `repr` or a child's end runs may have ended it.
    if (this.#forget(handle, ending, was)) this.#python.release(handle);
  }

  /** Ends all of a hold but the entry in the handle table. */
  #forget(handle: Handle, ending: Ending, was?: Remains): boolean {
    if (!handle.end(ending, was)) return false;
    this.#living.delete(handle);
    this.#jsonViews.forget(handle);
    // A new proxy may have taken the place of one that was collected.
    this.#handles.delete(handle.address, handle);
    if (ending === COLLECTED) return true;
    this.#watch.end(handle);
    const attributes = handle.takeAttributes();
    // Classic semantics only remember there what nobody else can end: methods, and what may live on.
    if (attributes !== undefined && this.#semantics === "pep818") this.#endAttributes(attributes);
    return true;
  }

  /** Ends what was read from a proxy that ends, and from that: by a loop, for chains can be long. */
  #endAttributes(attributes: Attribute[]): void {
    if (this.#orphans !== undefined) {
      // The loop that runs takes them.
      for (const attribute of attributes) this.#orphans.push(attribute);
      return;
    }
    this.#orphans = attributes;
    try {
      for (let next = this.#orphans.pop(); next !== undefined; next = this.#orphans.pop()) {
        this.#endTold(next.handle, PARENT_ENDED);
      }
    } finally {
      this.#orphans = undefined;
    }
  }

  /** What there is to tell of an object that is about to go; nothing if nobody is left to ask. */
  #details(handle: Handle): Remains | undefined {
    if (this.#python.ended !== undefined) return undefined;
    const type = this.#typeNames.of(handle);
    // A name is all that most leave behind: it needs no object around it.
    return this.#isDebug ? { type, repr: this.#repr(handle) } : type;
  }

  /** What Python's `repr` says, or that it failed. */
  #repr(handle: Handle): string {
    try {
      return this.#python.repr(handle);
    } catch {
      return "(its repr failed)";
    }
  }
}

/** Where the program is; V8 shows ten frames unless it is told, and that many are ours. */
function stackNow(): string | undefined {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 64;
  const { stack } = new Error("a PyProxy was made");
  Error.stackTraceLimit = before;
  return stack;
}
