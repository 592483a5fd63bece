/** From TypeScript's types to Python's. */
import { SyntaxKind } from "typescript/unstable/ast";
import { nameOf } from "./declarations.mjs";

/** Which way a value goes: what JavaScript gives is an int or a float, and it takes either. */
export const Direction = { Given: "given", Taken: "taken" };

const KEYWORDS = {
  [SyntaxKind.StringKeyword]: "str",
  [SyntaxKind.BooleanKeyword]: "bool",
  [SyntaxKind.BigIntKeyword]: "int",
  [SyntaxKind.VoidKeyword]: "None",
  [SyntaxKind.UndefinedKeyword]: "None",
  [SyntaxKind.NullKeyword]: "None",
  [SyntaxKind.NeverKeyword]: "Never",
  [SyntaxKind.TrueKeyword]: "Literal[True]",
  [SyntaxKind.FalseKeyword]: "Literal[False]",
  [SyntaxKind.ThisType]: "Self",
};

/** Classes of JavaScript's own library that Python sees as something else. */
const CONVERTED = {
  Function: "Callable[..., Any]",
  String: "str",
  Boolean: "bool",
  // What a program makes with `Object.new()` has the properties that it gives it.
  Object: "Any",
  // A listener takes the events that it listens to, not every Event.
  EventListener: "Callable[[Any], object]",
  EventListenerOrEventListenerObject: "Callable[[Any], object]",
};

// A Number with an integer value is an int. No declaration says which Numbers those are, and
// `range(x.count)` is to pass: what is not known to be an int is Any.
const NUMBER = { [Direction.Given]: "int | Any", [Direction.Taken]: "float" };

/** Generic classes of JavaScript's own library that have a class of ours. */
const GENERIC = {
  Promise: "JsPromise",
  PromiseLike: "JsPromise",
  Array: "JsArray",
  ReadonlyArray: "JsArray",
  Iterable: "JsIterable",
  IterableIterator: "JsIterator",
  ArrayIterator: "JsIterator",
  MapIterator: "JsIterator",
  SetIterator: "JsIterator",
  AsyncIterable: "JsAsyncIterable",
  Map: "JsMutableMap",
  ReadonlyMap: "JsMap",
};
const ARGUMENTS_OF = { JsMutableMap: 2, JsMap: 2 };

const union = (types) => {
  const members = new Set(
    types.flatMap((type) => (type.includes("[") ? [type] : type.split(" | "))),
  );
  // What may be anything is no less so together with something else, but an editor knows less.
  return [...members].sort((a, b) => (a === "None") - (b === "None")).join(" | ");
};

const quoted = (text) => JSON.stringify(text);

/** Translates the types of one library. */
export class Types {
  #declarations;
  #expanding = new Set();
  #memberNames;

  constructor(declarations) {
    this.#declarations = declarations;
    const members = [...declarations.interfaces.values()].flatMap((known) => known.members);
    this.#memberNames = new Set(members.map(nameOf));
  }

  /** The name of an interface's class: those that scripts cannot name are private. */
  className(name) {
    return this.#declarations.interfaces.get(name)?.isValue ? name : `_${name}`;
  }

  /** How annotations name an interface's class: in a class, a member of the same name hides it. */
  reference(name) {
    const className = this.className(name);
    return this.#memberNames.has(className) ? `_js.${className}` : className;
  }

  /**
   * The Python type for `node`; `scope` maps type parameters to Python types.
   */
  of(node, direction, scope = new Map()) {
    if (node === undefined) return "Any";
    switch (node.kind) {
      case SyntaxKind.NumberKeyword:
        return NUMBER[direction];
      case SyntaxKind.ParenthesizedType:
        return this.of(node.type, direction, scope);
      case SyntaxKind.LiteralType:
        return this.#literal(node.literal, direction);
      case SyntaxKind.UnionType:
        return this.#union(node.types, direction, scope);
      case SyntaxKind.ArrayType:
        return this.#array(node.elementType, direction, scope);
      case SyntaxKind.TypeOperator:
        return node.operator === SyntaxKind.ReadonlyKeyword
          ? this.of(node.type, direction, scope)
          : "Any";
      case SyntaxKind.FunctionType:
        return this.#callable(node, direction, scope);
      case SyntaxKind.TypeReference:
        return this.#reference(node, direction, scope);
      case SyntaxKind.TypePredicate:
        return "bool";
      default:
        return KEYWORDS[node.kind] ?? "Any";
    }
  }

  #literal(literal, direction) {
    switch (literal.kind) {
      case SyntaxKind.StringLiteral:
        return `Literal[${quoted(literal.text)}]`;
      case SyntaxKind.NumericLiteral:
        return NUMBER[direction];
      default:
        return KEYWORDS[literal.kind] ?? "Any";
    }
  }

  #union(nodes, direction, scope) {
    const texts = nodes
      .filter(({ kind, literal }) => kind === SyntaxKind.LiteralType && literal.text !== undefined)
      .filter(({ literal }) => literal.kind === SyntaxKind.StringLiteral)
      .map(({ literal }) => quoted(literal.text));
    const others = nodes
      .filter((node) => !texts.includes(quoted(node.literal?.text ?? "")) || !node.literal)
      .map((node) => this.of(node, direction, scope));
    if (others.includes("str")) return union(others);
    return union(texts.length > 0 ? [`Literal[${texts.join(", ")}]`, ...others] : others);
  }

  #array(element, direction, scope) {
    const item = this.of(element, direction, scope);
    return direction === Direction.Given ? `JsArray[${item}]` : `Sequence[${item}] | JsArray[Any]`;
  }

  #callable(node, direction, scope) {
    const opposite = direction === Direction.Given ? Direction.Taken : Direction.Given;
    const inner = this.erasing(node.typeParameters, scope);
    const parameters = node.parameters.filter(({ name }) => name.text !== "this");
    const result = this.of(node.type, direction, inner);
    // JavaScript does not look at what such a function gives.
    const taken = result === "None" && direction === Direction.Taken ? "object" : result;
    if (parameters.some(({ dotDotDotToken }) => dotDotDotToken)) return `Callable[..., ${taken}]`;
    const types = parameters.map(({ type }) => this.of(type, opposite, inner));
    return `Callable[[${types.join(", ")}], ${taken}]`;
  }

  #reference(node, direction, scope) {
    const name = node.typeName.text;
    if (name === undefined) return "Any";
    const parameter = scope.get(name);
    if (parameter !== undefined) return parameter;
    if (Object.hasOwn(CONVERTED, name)) return CONVERTED[name];
    const ours = Object.hasOwn(GENERIC, name) ? GENERIC[name] : undefined;
    if (ours !== undefined) return this.#generic(ours, node.typeArguments, direction, scope);
    const alias = this.#declarations.aliases.get(name);
    if (alias !== undefined) return this.#expand(name, alias, direction);
    const known = this.#declarations.interfaces.get(name);
    if (known === undefined) return "Any";
    const call = known.members.find(({ kind }) => kind === SyntaxKind.CallSignature);
    if (call !== undefined && !known.isValue) return this.#callable(call, direction, scope);
    if (known.isDictionary && direction === Direction.Taken) return "Any";
    return this.#class(known, node.typeArguments, scope);
  }

  #generic(ours, given, direction, scope) {
    if (direction === Direction.Taken) return "Any";
    const count = ARGUMENTS_OF[ours] ?? 1;
    const types = Array.from({ length: count }, (_, i) => this.of(given?.[i], direction, scope));
    return `${ours}[${types.join(", ")}]`;
  }

  /** Types with a name exist in TypeScript only: what they stand for takes their place. */
  #expand(name, alias, direction) {
    if (this.#expanding.has(name)) return "Any";
    this.#expanding.add(name);
    const type = this.of(alias.type, direction, this.erasing(alias.typeParameters, new Map()));
    this.#expanding.delete(name);
    return type;
  }

  #class(known, given, scope) {
    const name = this.reference(known.name);
    if (known.parameters.length === 0) return name;
    const types = known.parameters.map((_, i) => this.of(given?.[i], Direction.Given, scope));
    return `${name}[${types.join(", ")}]`;
  }

  /** A scope in which type parameters are what they are at least. */
  erasing(parameters, scope) {
    if (!parameters || parameters.length === 0) return scope;
    const inner = new Map(scope);
    for (const { name, constraint, defaultType } of parameters) {
      const bound = defaultType ?? constraint;
      inner.set(name.text, bound ? this.of(bound, Direction.Given, inner) : "Any");
    }
    return inner;
  }
}
