/**
 * How Python calls foreign functions and constructors.
 *
 * V8 notes ten frames of the stack in every Error (`Error.stackTraceLimit`). For a frame of
 * WebAssembly it goes through the positions of its whole function up to that of the call, and
 * CPython's evaluation function has so many that an Error would take 17 us instead of 4: 11 for that
 * frame, the rest for those around it. So there are as many functions in between as keep WebAssembly
 * out of the ten. V8 makes one of them when they are hot, so that they cost nothing.
 */

/** Any function. */
export type Callee = (...args: unknown[]) => unknown;
/** Any class. */
export type Maker = new (...args: unknown[]) => unknown;

type Operation<A, B, C, R> = (a: A, b: B, c: C) => R;

// Written out: functions that are made by a loop share what V8 knows of them, and stay calls.
const from1 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => run(a, b, c);
const from2 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => from1(run, a, b, c);
const from3 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => from2(run, a, b, c);
const from4 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => from3(run, a, b, c);
const from5 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => from4(run, a, b, c);
const from6 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => from5(run, a, b, c);
const from7 = <A, B, C, R>(run: Operation<A, B, C, R>, a: A, b: B, c: C): R => from6(run, a, b, c);

/** Calls a foreign function for Python. */
export function callFromPython(callee: Callee, self: unknown, args: readonly unknown[]): unknown {
  return from7(Reflect.apply, callee, self, args);
}

/** Constructs with a foreign class for Python. */
export function constructFromPython(maker: Maker, args: readonly unknown[]): unknown {
  return from7(construct, maker, args, undefined);
}

function construct(maker: Maker, args: readonly unknown[]): unknown {
  return Reflect.construct(maker, args);
}
