import { type Ending, type Handle, Life } from "./handle.ts";

/** The PyProxies that are made in a scope, which ends them. */
export class Scope {
  /** How deeply calls to Python were nested where it began. */
  readonly depth: number;
  readonly #handles = new Set<Handle>();
  readonly #keptHandles = new Set<Handle>();
  readonly #keptAddresses = new Set<number>();

  constructor(depth: number) {
    this.depth = depth;
  }

  /** Takes a proxy to end it. */
  add(handle: Handle): void {
    this.#handles.add(handle);
  }

  /** Leaves a proxy alone. */
  keep(handle: Handle): void {
    this.#keptHandles.add(handle);
  }

  /** Leaves alone all proxies of the object at an address. */
  keepObject(address: number): void {
    this.#keptAddresses.add(address);
  }

  /** Tells whether a proxy is left alone. */
  keeps(handle: Handle): boolean {
    return this.#keptHandles.has(handle) || this.#keptAddresses.has(handle.address);
  }

  /** Gives out the proxies. */
  take(): Handle[] {
    const handles = [...this.#handles];
    this.#handles.clear();
    return handles;
  }
}

const SCOPE_ENDED: Ending = {
  reason: "the scope in which it was made has ended",
  advice: "To keep such a proxy, give it to the scope's keep().",
};

/** Ends a proxy, if it lives. */
export type End = (handle: Handle, ending: Ending) => void;

/**
 * The scopes of one runtime: those that have not ended, and which of them takes what is made now.
 *
 * Nobody can tell whose code runs once control has gone back to the event loop. So a scope takes
 * what is made until then, and destroys that at its end, however much later.
 */
export class Scopes {
  readonly #end: End;
  /** Those that take what is made, the innermost last. */
  readonly #current: Scope[] = [];
  readonly #open = new Map<number, Scope>();
  #last = 0;

  constructor(end: End) {
    this.#end = end;
  }

  /** Whether any scope takes what is made. */
  get isEmpty(): boolean {
    return this.#current.length === 0;
  }

  /** Notes what was made. */
  note(handle: Handle): void {
    this.#current.at(-1)?.add(handle);
  }

  /** Begins a scope, where calls to Python are nested so deeply. */
  begin(depth: number): Scope {
    const scope = new Scope(depth);
    this.#current.push(scope);
    return scope;
  }

  /** From now on the scope takes nothing more. */
  suspend(scope: Scope): void {
    const index = this.#current.indexOf(scope);
    if (index >= 0) this.#current.splice(index, 1);
  }

  /** Has all scopes take nothing more that began in calls which have returned. */
  suspendBelow(depth: number): void {
    while ((this.#current.at(-1)?.depth ?? 0) > depth) this.#current.pop();
  }

  /** Ends a scope: what it leaves alone is for the scope around it. */
  end(scope: Scope): void {
    this.suspend(scope);
    for (const handle of scope.take()) {
      if (handle.life === Life.Permanent) continue;
      if (scope.keeps(handle)) this.note(handle);
      else this.#end(handle, SCOPE_ENDED);
    }
  }

  /** Begins a scope of Python's, which knows it by a number. */
  open(depth: number): number {
    this.#last += 1;
    this.#open.set(this.#last, this.begin(depth));
    return this.#last;
  }

  /** A scope of Python's that has not ended. */
  get(number: number): Scope {
    const scope = this.#open.get(number);
    if (scope === undefined) throw new Error("this scope has ended");
    return scope;
  }

  /** Ends a scope of Python's. */
  close(number: number): void {
    const scope = this.get(number);
    this.#open.delete(number);
    this.end(scope);
  }
}
