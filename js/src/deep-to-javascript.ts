import { Refusal } from "./refusal.ts";
import { Tag } from "./tag.ts";
import { Reader, type ReaderParts, type ToProxy } from "./to-javascript.ts";

/** Stands for what `dict_converter` will make of a dict that is being read. */
const unfinished = Symbol("a dict that is being converted");

/** What is to be done once a dict is converted that its own part refers to. */
interface Repair {
  readonly array: unknown[];
  readonly index: number;
  readonly address: number;
}

/** What the converters of a conversion do; Python's are called by an export. */
export interface Converters {
  /** Converts a dict, by its pairs. */
  dict?: ((pairs: [unknown, unknown][]) => unknown) | undefined;
  /** Converts the object at an address, with so many levels left. */
  default?: ((address: number, depth: number) => unknown) | undefined;
  eager?: ((address: number, depth: number) => unknown) | undefined;
}

/**
 * One deep conversion to JavaScript.
 *
 * Rust writes records of a Python object; without converters they are read at once. A converter
 * may ask for more, which Rust then writes: all parts know one another by the addresses of the
 * Python objects, which Rust keeps alive until the end.
 */
export class DeepToJavaScript {
  readonly #parts: ReaderParts;
  /** What each object was converted to. */
  readonly converted = new Map<number, unknown>();
  readonly converters: Converters;
  /** The PyProxies that were made. */
  readonly proxies: object[] = [];
  readonly #proxyOf = new Map<number, object>();
  readonly repairs: Repair[] = [];
  /** Rust's half, which converters ask for more: slot and version of its handle. */
  context: readonly [number, number] = [0, 0];

  constructor(parts: ReaderParts, converters: Converters) {
    const { toProxy } = parts;
    this.#parts = {
      ...parts,
      toProxy: {
        ofAddress: (address) => this.#proxy(toProxy, address),
        jsonView: (address) => toProxy.jsonView(address),
      },
    };
    this.converters = converters;
  }

  /**
   * Reads what Rust has written.
   *
   * @throws Refusal for a dict that contains itself where `dict_converter` must have it; whatever a
   * converter throws.
   */
  read(address: number): unknown {
    const { dict, default: other, eager } = this.converters;
    const isPlain = dict === undefined && other === undefined && eager === undefined;
    const reader = isPlain
      ? new Reader(this.#parts, address)
      : new DeepReader(this.#parts, address, this);
    return reader.next();
  }

  /** Counts a PyProxy that a converter was given, and gave back, among those that were made. */
  addProxy(address: number, proxy: object): void {
    if (this.#proxyOf.get(address) === proxy) return;
    this.#proxyOf.set(address, proxy);
    this.proxies.push(proxy);
  }

  /** One object is one proxy within a conversion. */
  #proxy(toProxy: ToProxy, address: number): object {
    let proxy = this.#proxyOf.get(address);
    if (proxy === undefined) {
      proxy = toProxy.ofAddress(address);
      this.addProxy(address, proxy);
    }
    return proxy;
  }
}

/** Reads records with converters. */
class DeepReader extends Reader {
  readonly #conversion: DeepToJavaScript;
  readonly #converted: Map<number, unknown>;
  /** The dict that the last value stands for. */
  #unfinished = 0;

  constructor(parts: ReaderParts, address: number, conversion: DeepToJavaScript) {
    super(parts, address);
    this.#conversion = conversion;
    this.#converted = conversion.converted;
  }

  protected override array(length: number, address: number): unknown[] {
    if (this.#converted.has(address)) {
      this.skip(length);
      return this.#converted.get(address) as unknown[];
    }
    const array: unknown[] = [];
    // A row of a buffer of several dimensions stands for no object.
    if (address !== 0) this.#converted.set(address, array);
    return this.fillArray(array, length);
  }

  protected override fillArray(array: unknown[], length: number): unknown[] {
    for (let index = 0; index < length; index++) {
      const item = this.next();
      if (item === unfinished) {
        this.#conversion.repairs.push({ array, index, address: this.#unfinished });
      }
      array.push(item);
    }
    return array;
  }

  protected override dict(length: number, address: number): object {
    if (this.#converted.has(address)) {
      this.skip(2 * length);
      return this.#converted.get(address) as object;
    }
    const object = {};
    this.#converted.set(address, object);
    return this.fillObject(object, length);
  }

  protected override set(length: number, address: number): Set<unknown> {
    if (this.#converted.has(address)) {
      this.skip(length);
      return this.#converted.get(address) as Set<unknown>;
    }
    const set = new Set<unknown>();
    this.#converted.set(address, set);
    return this.fillSet(set, length);
  }

  protected override buffer(address: number): unknown {
    if (this.#converted.has(address)) {
      this.skip(1);
      return this.#converted.get(address);
    }
    const value = this.next();
    this.#converted.set(address, value);
    return value;
  }

  protected override shared(_number: number, address: number): unknown {
    const value = this.#converted.get(address);
    if (value === unfinished) this.#unfinished = address;
    return value;
  }

  protected override other(tag: Tag, first: number, second: number, third: number): unknown {
    return tag === Tag.Map ? this.#pairs(first, second) : this.#object(first, second | 0, third);
  }

  #pairs(length: number, address: number): unknown {
    if (this.#converted.has(address)) {
      this.skip(2 * length);
      return this.shared(0, address);
    }
    this.#converted.set(address, unfinished);
    const pairs: [unknown, unknown][] = [];
    for (let i = 0; i < length; i++) {
      const key = this.next();
      const value = this.next();
      if (value === unfinished) {
        throw new Refusal("cannot give dict_converter a dict that is a value of itself");
      }
      pairs.push([key, value]);
    }
    const made = this.#conversion.converters.dict?.(pairs);
    this.#converted.set(address, made);
    for (const repair of this.#conversion.repairs) {
      if (repair.address === address) repair.array[repair.index] = made;
    }
    return made;
  }

  #object(address: number, depth: number, isEager: number): unknown {
    if (this.#converted.has(address)) return this.shared(0, address);
    const { eager, default: other } = this.#conversion.converters;
    const made = isEager === 0 ? other?.(address, depth) : eager?.(address, depth);
    // It may have said so itself, before it converted the parts.
    if (!this.#converted.has(address)) this.#converted.set(address, made);
    return made;
  }
}
