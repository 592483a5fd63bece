import type { Attribute, Attributes } from "./attributes.ts";
import type { Known } from "./known.ts";
import { PyFeature } from "./py-feature.ts";

/** Who ends the hold of a PyProxy, besides `destroy`. */
export enum Life {
  /** The collector, when nobody can reach the PyProxy any more. */
  Free,
  /** The end of the call for whose arguments it was made. */
  Lent,
  /** Python, which made it with `create_proxy`. */
  Owned,
  /** Nobody: it is the runtime's own. */
  Permanent,
}

/** What has the hold, in JavaScript. */
export enum Holder {
  PyProxy,
  PythonError,
  JsonView,
}

/** How a hold ended, for whoever uses the PyProxy later. */
export interface Ending {
  /** What happened. */
  readonly reason?: string | undefined;
  /** What to do about it. */
  readonly advice?: string | undefined;
}

/** What is left of an object to tell of it: the name of its class; in debug mode its `repr` too. */
export type Remains = string | { readonly type: string | undefined; readonly repr: string };

/** What its object comes to, on the PyProxy of an awaitable. */
export interface Outcome {
  promise: Promise<unknown> | undefined;
}

/** A hold on a Python object: one entry of the handle table in Rust, given back once. */
export class Handle {
  /** Where the entry is. */
  readonly slot: number;
  /** Tells this entry from later ones in the same place. */
  readonly version: number;
  /** Where the Python object is while the entry lives: its identity. 0 for a PythonError's. */
  readonly address: number;
  /** What JavaScript can do with the object: a set of `PyFeature`. */
  readonly features: number;
  /** The version of the object's class when it was held; 0 where there is none. */
  readonly classVersion: number;
  /** What has it. */
  holder = Holder.PyProxy;
  /** Who ends it. */
  life = Life.Free;
  /** Its holder until the end of the job that made it; then whether somebody is told of its end. */
  youngHolder: object | undefined;
  isWatched = false;
  /** Whether the engine tells of its holder's end, and that only once. */
  isRegistered = false;
  /** Whether one looks for its holder, and that after the job. */
  isFound = false;
  weakHolder: WeakRef<object> | undefined;
  /** Whether it reaches Python as the JsDoubleProxy of `create_proxy`, not as the object. */
  isRoundtrip = false;
  /** The runtime that made its holder. */
  owner: Known | undefined;
  /** Its neighbours in the list of what lives. */
  before: Handle | undefined;
  after: Handle | undefined;
  isListed = false;
  /** What its PyProxy remembers of its object's attributes. */
  attributes: WeakRef<Attributes> | undefined;
  /** What its PyProxy remembers of somebody's having waited. */
  outcome: WeakRef<Outcome> | undefined;
  /** The slot of the living JsDoubleProxy. */
  reference: number | undefined;
  /** The stack that made it, in debug mode. */
  stack: string | undefined;
  #ending: Ending | undefined;
  #remains: Remains | undefined;

  constructor(slot: number, version: number, address: number, features = 0, classVersion = 0) {
    this.slot = slot;
    this.version = version;
    this.address = address;
    this.features = features;
    this.classVersion = classVersion;
  }

  /** Whether the object is an exception, which a PythonError or a PyProxy stands for. */
  get isException(): boolean {
    return this.address === 0 || (this.features & PyFeature.Exception) !== 0;
  }

  /** Whether the object can be used. */
  get isAlive(): boolean {
    return this.#ending === undefined;
  }

  /** Its holder if that is young, or `isFound` and can still be reached. */
  get holderIfReached(): object | undefined {
    return this.youngHolder ?? this.weakHolder?.deref();
  }

  /** Why the object can no longer be used, or undefined while it can. */
  get lost(): string | undefined {
    return this.#ending === undefined ? undefined : tell(this.#ending, this.#remains);
  }

  /** Gives away what is known of the attributes that were read from its PyProxy. */
  takeAttributes(): Attribute[] | undefined {
    const attributes = this.attributes?.deref();
    this.attributes = undefined;
    return attributes?.take();
  }

  /**
   * Marks the entry as given back.
   *
   * @returns Whether it was alive, so that the caller gives it back to Rust once.
   */
  end(ending: Ending, remains?: Remains): boolean {
    if (this.#ending !== undefined) return false;
    this.#ending = ending;
    this.#remains = remains;
    const outcome = this.outcome?.deref();
    if (outcome !== undefined) outcome.promise = undefined;
    return true;
  }
}

function tell({ reason, advice }: Ending, remains: Remains | undefined): string {
  const { type, repr } = typeof remains === "object" ? remains : { type: remains, repr: undefined };
  let text = "Object has already been destroyed";
  if (reason !== undefined) text += `: ${reason}`;
  if (type !== undefined) text += `. It was of type "${type}"`;
  if (repr !== undefined) text += ` and had the repr ${repr}`;
  if (advice !== undefined) text += `.\n${advice}`;
  if (repr === undefined && advice !== undefined)
    text += " With setDebug(true) this tells its repr.";
  return text;
}
