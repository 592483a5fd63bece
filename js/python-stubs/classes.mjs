/** Classes of JavaScript as Python classes. */
import { SyntaxKind } from "typescript/unstable/ast";
import { nameOf } from "./declarations.mjs";
import { attributeName, isIdentifier } from "./names.mjs";
import { Direction } from "./types.mjs";

const indented = (lines) => lines.map((line) => `    ${line}`);

const hasModifier = ({ modifiers }, kind) => (modifiers ?? []).some((each) => each.kind === kind);
const isReadonly = (member) => hasModifier(member, SyntaxKind.ReadonlyKeyword);

/** The name of a well-known Symbol that a member has. */
const symbolOf = ({ name }) =>
  name?.kind === SyntaxKind.ComputedPropertyName ? name.expression?.name?.text : undefined;

/** Groups what belongs together: the overloads of a method, the two halves of an accessor. */
function grouped(members) {
  const groups = new Map();
  for (const member of members) {
    const name = nameOf(member);
    if (name === undefined || !isIdentifier(name)) continue;
    groups.set(name, [...(groups.get(name) ?? []), member]);
  }
  return groups;
}

/** Writes the classes of one library. */
export class Classes {
  #declarations;
  #types;
  #signatures;

  constructor(declarations, types, signatures) {
    this.#declarations = declarations;
    this.#types = types;
    this.#signatures = signatures;
  }

  /** The lines of an interface's class. */
  lines(known) {
    const scope = new Map(known.parameters.map(({ name }) => [name.text, name.text]));
    const body = [
      ...this.#statics(known),
      ...this.#properties(known, scope),
      ...this.#protocols(known, scope),
    ];
    const heading = `class ${this.#types.className(known.name)}${this.#parameters(known)}`;
    const bases = this.#bases(known, scope);
    return [
      `${heading}(${bases.join(", ")}):${body.length === 0 ? " ..." : ""}`,
      ...indented(body),
      "",
    ];
  }

  #parameters({ parameters }) {
    if (parameters.length === 0) return "";
    return `[${parameters.map(({ name }) => `${name.text} = Any`).join(", ")}]`;
  }

  /** All interfaces that `name` extends, itself too. */
  ancestors(name, found = new Set()) {
    if (found.has(name)) return found;
    found.add(name);
    for (const base of this.#declarations.interfaces.get(name)?.bases ?? []) {
      this.ancestors(base.expression.text, found);
    }
    return found;
  }

  #bases(known, scope) {
    const bases = known.bases.filter(({ expression }) =>
      this.#declarations.interfaces.has(expression.text),
    );
    // Python orders classes: a class cannot come before another that derives from it.
    const needed = bases.filter(
      ({ expression: { text } }) =>
        !bases.some(
          (other) =>
            other.expression.text !== text && this.ancestors(other.expression.text).has(text),
        ),
    );
    if (needed.length === 0) return ["_Object"];
    // Features that are found by what an object is, not by what it has.
    const features = known.name === "HTMLElement" ? ["JsDomElement"] : [];
    const classes = needed.map((base) =>
      this.#types.of(
        {
          kind: SyntaxKind.TypeReference,
          typeName: base.expression,
          typeArguments: base.typeArguments,
        },
        Direction.Given,
        scope,
      ),
    );
    return [...classes, ...features];
  }

  /** What the constructor has: `X.new(...)` and static members. */
  #statics({ name, constructorType, members }) {
    if (constructorType === undefined) return [];
    const made = constructorType.members.filter(
      ({ kind }) => kind === SyntaxKind.ConstructSignature,
    );
    const own = grouped(members);
    const decorator = "@staticmethod";
    const lines = made.length > 0 ? this.#signatures.lines("new", made, { decorator }) : [];
    for (const [key, group] of grouped(constructorType.members)) {
      if (key === "prototype" || key === name) continue;
      const methods = group.filter(({ kind }) => kind === SyntaxKind.MethodSignature);
      if (methods.length > 0) lines.push(...this.#signatures.lines(key, methods, { decorator }));
      else if (!own.has(key)) {
        const type = this.#types.of(group[0].type, Direction.Given);
        lines.push(`${attributeName(key)}: ClassVar[${type}]`);
      }
    }
    return lines;
  }

  #properties(known, scope) {
    return [...grouped(known.members)].flatMap(([name, group]) => {
      const methods = group.filter(({ kind }) => kind === SyntaxKind.MethodSignature);
      if (methods.length === 0) return this.#property(attributeName(name), group, scope);
      const lines = this.#signatures.lines(name, methods, { first: "self", scope });
      return this.#isInherited(known, name, lines) ? [] : lines;
    });
  }

  /** Whether a base has the same method: events make hundreds of overrides that say the same. */
  #isInherited(known, name, lines) {
    if (lines.length === 0) return true;
    const [, ...bases] = this.ancestors(known.name);
    return (
      name.endsWith("EventListener") &&
      bases.some((base) =>
        this.#declarations.interfaces.get(base)?.members.some((member) => nameOf(member) === name),
      )
    );
  }

  #property(name, group, scope) {
    const find = (kind) => group.find((member) => member.kind === kind);
    const signature = find(SyntaxKind.PropertySignature);
    const getter = signature ?? find(SyntaxKind.GetAccessor);
    const setter = signature ?? find(SyntaxKind.SetAccessor);
    const optional = signature?.postfixToken ? " | None" : "";
    const given = this.#types.of(getter?.type, Direction.Given, scope) + optional;
    const lines = ["@property", `def ${name}(self) -> ${given}: ...`];
    if (setter === undefined || (signature && isReadonly(signature))) return lines;
    const type = signature ? signature.type : setter.parameters[0]?.type;
    const taken = this.#types.of(type, Direction.Taken, scope) + optional;
    if (given === taken) return [`${name}: ${given}`];
    return [...lines, `@${name}.setter`, `def ${name}(self, value: ${taken}, /) -> None: ...`];
  }

  /** What Python's syntax does with it: iteration, items, length. */
  #protocols({ members }, scope) {
    const lines = [];
    const iterator = members.find((member) => symbolOf(member) === "iterator");
    const of = (type) => this.#types.of(type, Direction.Given, scope);
    if (iterator)
      lines.push(`def __iter__(self) -> Iterator[${of(iterator.type?.typeArguments?.[0])}]: ...`);
    const indices = members.filter(({ kind }) => kind === SyntaxKind.IndexSignature);
    for (const member of indices) lines.push(...this.#items(member, of, indices.length > 1));
    const names = grouped(members);
    if (names.has("length") || names.has("size")) lines.push("def __len__(self) -> int: ...");
    return lines;
  }

  #items(member, of, isOverloaded) {
    const key = of(member.parameters[0].type) === "str" ? "str" : "int";
    const lines = isOverloaded ? ["@overload"] : [];
    lines.push(`def __getitem__(self, key: ${key}, /) -> ${of(member.type)}: ...`);
    if (isReadonly(member) || key === "int") return lines;
    return [
      ...lines,
      `def __setitem__(self, key: str, value: ${of(member.type)}, /) -> None: ...`,
      "def __delitem__(self, key: str, /) -> None: ...",
    ];
  }
}
