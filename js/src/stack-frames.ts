/** One call on a stack of JavaScript's. */
export interface StackFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Frames of WebAssembly, as V8, SpiderMonkey and JavaScriptCore write them. */
const WASM = /wasm-function\[|^wasm:|\[wasm code\]|wasm-stub/;
/** How the bridge calls functions, which is of no interest. */
const CALLS = /^(Reflect\.)?(apply|construct)$/;

/**
 * The calls that were under way in JavaScript when an Error was made, the last one first: those
 * between the place that made it and Python, which called them.
 *
 * @param own - The URL of this package's code.
 */
export function stackFrames(error: unknown, own: string): StackFrame[] {
  const { stack, message } = error as { stack?: unknown; message?: unknown };
  if (typeof stack !== "string") return [];
  const frames = parse(withoutMessage(stack, message));
  const isBridge = ({ name, file }: StackFrame) =>
    file === own || WASM.test(file) || WASM.test(name);
  // The bridge's own errors begin in its own code.
  const start = frames.findIndex((frame) => !isBridge(frame));
  if (start < 0) return [];
  const rest = frames.slice(start);
  const end = rest.findIndex(isBridge);
  const calls = end < 0 ? rest : rest.slice(0, end);
  const last = calls.at(-1);
  if (last !== undefined && last.line === 0 && CALLS.test(last.name)) calls.pop();
  return calls;
}

/** V8 writes name and message first, and the message may look like a stack. */
function withoutMessage(stack: string, message: unknown): string {
  if (typeof message !== "string" || message === "") return stack;
  const at = stack.indexOf(message);
  const end = at + message.length;
  // SpiderMonkey and JavaScriptCore do not write it, but it may be in the name of a function.
  return at >= 0 && (end === stack.length || stack[end] === "\n") ? stack.slice(end) : stack;
}

function parse(stack: string): StackFrame[] {
  const lines = stack.split("\n");
  const isV8 = lines.some((line) => /^ {4}at /.test(line));
  const frames = lines.map(isV8 ? v8Frame : otherFrame);
  return frames.filter((frame) => frame !== undefined);
}

/** `    at name (file:line:column)`, `    at file:line:column`. */
function v8Frame(line: string): StackFrame | undefined {
  const call = /^ {4}at (?:async )?(?:(.*?) \((.*)\)|(.*))$/.exec(line);
  if (call === null) return undefined;
  const [, name = "", inBrackets, alone = ""] = call;
  // `eval at f (file:1:2), <anonymous>:3:4`: the last is where it is.
  const place = (inBrackets ?? alone).split(", ").at(-1) as string;
  return frame(name, place);
}

/** `name@file:line:column`; JavaScriptCore leaves out what it does not know. */
function otherFrame(line: string): StackFrame | undefined {
  if (line === "") return undefined;
  const at = line.indexOf("@");
  return at < 0 ? frame(line, "") : frame(line.slice(0, at), line.slice(at + 1));
}

function frame(name: string, place: string): StackFrame {
  const [, file = "", line = "0"] = /^(.*?)(?::(\d+))?(?::\d+)?$/.exec(place) ?? [];
  return { name: name || "<anonymous>", file: file || "<unknown>", line: Number(line) };
}
