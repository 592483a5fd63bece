// Which methods a proxy has depends on its class, which `instanceof` tells.
import type {
  Jaspy,
  PyBuffer,
  PyBufferView,
  PyCallable,
  PyDict,
  PyGenerator,
  PyIterable,
  PyMutableSequence,
  PyProxy,
  PyProxyWithGet,
  PySequence,
} from "../../dist/jaspy.js";

export function use(py: Jaspy, proxy: PyProxy): unknown {
  const { ffi } = py;
  const type: string = proxy.type;
  const attribute: unknown = proxy.anything;
  proxy.attribute = 5;
  // @ts-expect-error -- Not every object can be called.
  proxy();
  // @ts-expect-error -- Not every object has items.
  proxy.get("key");
  // @ts-expect-error -- What is read from a proxy can be anything.
  const guessed: number = proxy.count;
  // @ts-expect-error -- The class cannot be constructed.
  new ffi.PyProxy();
  const copy: PyProxy = proxy.copy();
  copy.destroy({ message: "no longer needed" });
  // @ts-expect-error -- A message is text.
  copy.destroy({ message: 5 });
  using scoped = proxy.copy();
  if (proxy instanceof ffi.PyCallable) return proxy(1, 2);
  if (proxy instanceof ffi.PyProxyWithLength) {
    const length: number = proxy.length;
    // @ts-expect-error -- A length is to be read.
    proxy.length = 0;
    return length;
  }
  if (proxy instanceof ffi.PyProxyWithHas) return proxy.has("key");
  if (proxy instanceof ffi.PyIterable) return [...proxy];
  return [type, attribute, guessed, scoped.toString()];
}

export async function wait(f: PyCallable): Promise<unknown> {
  const result: Promise<unknown> = f.callPromising(1, "two");
  // @ts-expect-error -- What Python gives can be anything.
  const text: string = await f.callPromising();
  return [await result, text, await f.callPromisingKwargs(1, { name: 2 })];
}

export function narrow(py: Jaspy, value: unknown): unknown {
  if (value instanceof py.ffi.PyGenerator) {
    const generator: PyGenerator = value;
    const { done, value: element } = generator.next(5);
    return done ? generator.return(element) : generator.throw(new Error("enough"));
  }
  if (value instanceof py.ffi.PyDict) {
    const dict: PyDict = value;
    dict.set("a", 1);
    const parts: [PyIterable, PyProxyWithGet] = [dict, dict];
    return [parts, dict.get("a"), dict.has("a"), dict.delete("a"), dict.length, ...dict];
  }
  return value;
}

export function call(f: PyCallable): unknown {
  return [f(1), f.call(null, 1), f.apply(null, [1]), f.bind(null, 1)(2)];
}

export function sequence(value: PySequence, items: PyMutableSequence, dict: PyDict): unknown {
  const lengths: number[] = [value.length, items.push(1, "a"), items.unshift(), value.indexOf(1)];
  const texts: string[] = value.map((element, index, all) => `${element}${index}${all.length}`);
  // @ts-expect-error -- Not every sequence can be changed.
  value.push(1);
  // @ts-expect-error -- An element can be anything.
  const wrong: string = value[0];
  items[0] = items.sort((a, b) => Number(a) - Number(b)).splice(0, 1);
  return [lengths, texts, wrong, value.asJsJson(), dict.asJsJson(), value.reduce((a, b) => [a, b])];
}

export function calls(f: PyCallable): unknown {
  // @ts-expect-error -- Keyword arguments are an object.
  f.callKwargs(1, 2);
  // @ts-expect-error -- There is no such option.
  f.callWithOptions({ kwarg: true });
  const bound: PyCallable = f.captureThis();
  return [
    bound,
    f.callKwargs(1, { a: 2 }),
    f.callRelaxed(1),
    f.callWithOptions({ relaxed: true }, 1),
  ];
}

export function buffers(py: Jaspy, value: PyBuffer): number {
  using view = value.getBuffer("f64");
  const data: Float64Array = view.data;
  // @ts-expect-error -- There is no such array.
  value.getBuffer("f128");
  const untyped: PyBufferView = value.getBuffer();
  // @ts-expect-error -- The layout is to be read.
  untyped.shape = [];
  if (untyped instanceof py.ffi.PyBufferView) untyped.release();
  return data[view.offset] ?? untyped.nbytes;
}
