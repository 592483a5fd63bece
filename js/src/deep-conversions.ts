import { DeepOption } from "./deep-option.ts";
import { type Converters, DeepToJavaScript } from "./deep-to-javascript.ts";
import type { Handle } from "./handle.ts";
import type { PyProxies } from "./py-proxies.ts";
import type { PyProxy } from "./py-proxy.ts";
import type { ToJsConverter, ToJsOptions } from "./py-to-js.ts";
import type { Python } from "./python.ts";
import type { References } from "./references.ts";
import type { ReaderParts } from "./to-javascript.ts";

/** What deep conversions to JavaScript work with. */
export interface DeepConversionsParts {
  readonly reader: ReaderParts;
  readonly references: References;
  readonly python: Python;
  readonly proxies: PyProxies;
}

/** Makes the deep conversions to JavaScript: those of `toJs`, and those that Python asks for. */
export class DeepConversions {
  readonly #parts: DeepConversionsParts;

  constructor(parts: DeepConversionsParts) {
    this.#parts = parts;
  }

  /** `proxy.toJs(options)`. */
  toJs(handle: Handle, options: ToJsOptions): unknown {
    const { references, python } = this.#parts;
    const converters: Converters = {};
    const conversion = new DeepToJavaScript(this.#parts.reader, converters);
    const { dict_converter, default_converter, eager_converter } = options;
    converters.dict = dict_converter;
    if (default_converter)
      converters.default = this.#converter(conversion, default_converter, false);
    if (eager_converter) converters.eager = this.#converter(conversion, eager_converter, true);
    const slot = references.hold(conversion);
    try {
      const value = python.toJs(handle, options.depth ?? -1, optionsOf(options), slot);
      for (const proxy of conversion.proxies) options.pyproxies?.push(proxy);
      return value;
    } catch (error) {
      this.abandon(conversion);
      throw error;
    } finally {
      references.release(slot);
    }
  }

  /** A conversion that Python asks for, whose converters are Python's. */
  ofPython(options: number): DeepToJavaScript {
    const { python } = this.#parts;
    const converters: Converters = {};
    const conversion = new DeepToJavaScript(this.#parts.reader, converters);
    const run = (which: DeepOption) => (address: number, depth: number) =>
      python.runConverter(conversion.context, which, address, depth);
    if (options & DeepOption.Dict) {
      converters.dict = (pairs) => python.runDictConverter(conversion.context, pairs);
    }
    if (options & DeepOption.Default) converters.default = run(DeepOption.Default);
    if (options & DeepOption.Eager) converters.eager = run(DeepOption.Eager);
    return conversion;
  }

  /** Ends what a conversion has made that came to nothing. */
  abandon(conversion: DeepToJavaScript): void {
    switch (this.#parts.reader.semantics) {
      case "classic":
        return; // Others may have the same proxies.
      case "pep818":
        for (const proxy of conversion.proxies) (proxy as PyProxy).destroy();
    }
  }

  /** What a converter in JavaScript does for the object at an address. */
  #converter(conversion: DeepToJavaScript, converter: ToJsConverter, isEager: boolean) {
    const { proxies } = this.#parts;
    return (address: number, depth: number): unknown => {
      const proxy = proxies.ofAddress(address) as PyProxy;
      const convert = (part: unknown) =>
        proxies.isProxy(part) ? this.#part(conversion, part, address, depth, isEager) : part;
      const cache = (value: PyProxy, converted: unknown) => {
        conversion.converted.set(proxies.addressOf(value), converted);
      };
      let made: unknown;
      try {
        made = converter(proxy, convert, cache);
        return made;
      } finally {
        if (made === proxy) conversion.addProxy(address, proxy);
        else this.#endLent(proxy);
      }
    };
  }

  #part(
    conversion: DeepToJavaScript,
    part: PyProxy,
    address: number,
    depth: number,
    isEager: boolean,
  ): unknown {
    const { python, proxies } = this.#parts;
    const isItself = proxies.addressOf(part) === address;
    const left = isItself || depth < 0 ? depth : depth - 1;
    const handle = proxies.handleOf(part);
    return python.toJsPart(conversion.context, handle, left, isEager && isItself);
  }

  /** Ends the proxy that a converter was given. */
  #endLent(proxy: PyProxy): void {
    switch (this.#parts.reader.semantics) {
      case "classic":
        return; // Somebody else may have the same proxy.
      case "pep818":
        proxy.destroy();
    }
  }
}

function optionsOf(options: ToJsOptions): number {
  return (
    (options.create_pyproxies === false ? DeepOption.NoProxies : 0) |
    (options.dict_converter ? DeepOption.Dict : 0) |
    (options.default_converter ? DeepOption.Default : 0) |
    (options.eager_converter ? DeepOption.Eager : 0)
  );
}
