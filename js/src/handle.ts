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

/** How a hold ended, for whoever uses the PyProxy later. */
export interface Ending {
  /** What happened. */
  readonly reason?: string | undefined;
  /** What to do about it. */
  readonly advice?: string | undefined;
  /** The name of the object's class. */
  readonly type?: string | undefined;
  /** Its `repr`, in debug mode. */
  readonly repr?: string | undefined;
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
  /** Who ends it. */
  life = Life.Free;
  /** Whether the collector watches its holder. */
  isWatched = false;
  /** Whether it reaches Python as the JsDoubleProxy of `create_proxy`, not as the object. */
  isRoundtrip = false;
  /** The slot of the living JsDoubleProxy. */
  reference: number | undefined;
  /** The stack that made it, in debug mode. */
  stack: string | undefined;
  #ending: Ending | undefined;
  #children: Map<string, object> | undefined;

  constructor(slot: number, version: number, address: number, features = 0) {
    this.slot = slot;
    this.version = version;
    this.address = address;
    this.features = features;
  }

  /** Whether the object is an exception, which a PythonError or a PyProxy stands for. */
  get isException(): boolean {
    return this.address === 0 || (this.features & PyFeature.Exception) !== 0;
  }

  /** Why the object can no longer be used, or undefined while it can. */
  get lost(): string | undefined {
    return this.#ending === undefined ? undefined : tell(this.#ending);
  }

  /** The PyProxy of an attribute that was read from this one's PyProxy. */
  child(name: string): object | undefined {
    return this.#children?.get(name);
  }

  /** Takes the PyProxy of an attribute, which ends with this hold. */
  setChild(name: string, proxy: object): void {
    this.#children ??= new Map();
    this.#children.set(name, proxy);
  }

  /** Gives away the PyProxies of attributes. */
  takeChildren(): Iterable<object> {
    const children = this.#children?.values() ?? [];
    this.#children = undefined;
    return children;
  }

  /**
   * Marks the entry as given back.
   *
   * @returns Whether it was alive, so that the caller gives it back to Rust once.
   */
  end(ending: Ending): boolean {
    if (this.#ending !== undefined) return false;
    this.#ending = ending;
    return true;
  }
}

function tell({ reason, advice, type, repr }: Ending): string {
  let text = "Object has already been destroyed";
  if (reason !== undefined) text += `: ${reason}`;
  if (type !== undefined) text += `. It was of type "${type}"`;
  if (repr !== undefined) text += ` and had the repr ${repr}`;
  if (advice !== undefined) text += `.\n${advice}`;
  if (repr === undefined && advice !== undefined)
    text += " With setDebug(true) this tells its repr.";
  return text;
}
