import type { Handle } from "./handle.ts";

/** The hold of an attribute's PyProxy; and the PyProxy, where it lives as long as that of its object. */
export interface Attribute {
  readonly handle: Handle;
  readonly proxy: object | undefined;
}

/** What has a handle, and remembers the attributes of its object. */
export interface AttributeHolder {
  readonly handle: Handle;
  attributes: Attributes | undefined;
}

/** So many attributes are remembered in any case. */
const FEW = 64;

/**
 * What is known of the attributes that were read from one PyProxy.
 *
 * The proxy's traps hold it, not the handle, which lives until the proxy has been collected: what a program
 * gives the PyProxy of an attribute may lead to the proxy.
 */
export class Attributes {
  readonly #known = new Map<string, Attribute>();
  /** At how many one looks which of them have ended. */
  #most = FEW;

  get(name: string): Attribute | undefined {
    return this.#known.get(name);
  }

  set(name: string, attribute: Attribute): void {
    if (this.#known.size >= this.#most) this.#forgetEnded();
    this.#known.set(name, attribute);
  }

  /** Gives all of them away. */
  take(): Attribute[] {
    const taken = [...this.#known.values()];
    this.#known.clear();
    return taken;
  }

  /** Keeps the names from becoming more and more where a program reads ever new ones. */
  #forgetEnded(): void {
    for (const [name, { handle }] of this.#known) if (!handle.isAlive) this.#known.delete(name);
    this.#most = Math.max(FEW, 2 * this.#known.size);
  }
}

/** Remembers an attribute, until the proxy of its object ends. */
export function rememberAttribute(
  holder: AttributeHolder,
  name: string,
  attribute: Attribute,
): void {
  if (holder.attributes === undefined) {
    holder.attributes = new Attributes();
    holder.handle.attributes = new WeakRef(holder.attributes);
  }
  holder.attributes.set(name, attribute);
}
