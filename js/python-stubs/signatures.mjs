/** Functions and methods. */
import { SyntaxKind } from "typescript/unstable/ast";
import { nameOf } from "./declarations.mjs";
import { attributeName } from "./names.mjs";
import { Direction } from "./types.mjs";

const isRest = ({ dotDotDotToken }) => dotDotDotToken !== undefined;

/** The element type of a parameter `...names: T[]`. */
const restElement = (type) => (type?.kind === SyntaxKind.ArrayType ? type.elementType : undefined);

/** The entries of an interface that maps names to types, such as `HTMLElementTagNameMap`. */
const entriesOf = (map) =>
  (map?.members ?? [])
    .filter(({ kind }) => kind === SyntaxKind.PropertySignature)
    .map((member) => [nameOf(member), member.type]);

/** The table that the parameter `K extends keyof Table` takes its names from. */
function tableOf(node, declarations) {
  const [parameter, ...more] = node.typeParameters ?? [];
  const operand = parameter?.constraint;
  if (more.length > 0 || operand?.kind !== SyntaxKind.TypeOperator) return undefined;
  const table = operand.type?.typeName?.text ?? "";
  // Names of events would come once for each of hundreds of classes.
  if (!table.endsWith("TagNameMap")) return undefined;
  return { parameter: parameter.name.text, entries: entriesOf(declarations.interfaces.get(table)) };
}

const isKeyOfEvents = ({ constraint }) =>
  (constraint?.type?.typeName?.text ?? "").endsWith("EventMap");

/** Writes the signatures of one library. */
export class Signatures {
  #declarations;
  #types;

  constructor(declarations, types) {
    this.#declarations = declarations;
    this.#types = types;
  }

  /**
   * The lines of a function with these overloads; `first` is its parameter before all others, and
   * `decorator` what stands above each.
   */
  lines(name, nodes, { first, decorator, scope = new Map() } = {}) {
    const signatures = [...new Set(nodes.flatMap((node) => this.#variants(node, first, scope)))];
    return signatures.flatMap((signature) => [
      ...(signatures.length > 1 ? ["@overload"] : []),
      ...(decorator ? [decorator] : []),
      `def ${attributeName(name)}${signature}: ...`,
    ]);
  }

  /** A signature for each name of the table that a type parameter names, or the only one. */
  #variants(node, first, scope) {
    if ((node.typeParameters ?? []).some(isKeyOfEvents)) return [];
    const table = tableOf(node, this.#declarations);
    if (table === undefined) {
      return [this.#signature(node, first, this.#types.erasing(node.typeParameters, scope))];
    }
    return table.entries.map(([key, type]) => {
      const inner = new Map(scope).set(table.parameter, `Literal[${JSON.stringify(key)}]`);
      return this.#signature(node, first, inner, this.#types.of(type, Direction.Given, scope));
    });
  }

  /** The rest of a `def` after its name; `entry` is what the table has for the name. */
  #signature(node, first, scope, entry) {
    const parameters = node.parameters.filter(({ name }) => name.text !== "this");
    const takesOptions = this.#takesOptions(parameters.at(-1));
    const written = parameters.map((parameter, i) =>
      this.#parameter(parameter, scope, takesOptions && i === parameters.length - 1),
    );
    const positional = written.filter((_, i) => !isRest(parameters[i]));
    const rest = written.filter((_, i) => isRest(parameters[i]));
    // Keyword arguments become an object, which is what a last parameter for options takes.
    const keywords = takesOptions ? ["**keywords: Any"] : [];
    const before = first ? [first, ...positional] : positional;
    const all = [...before, ...(positional.length > 0 ? ["/"] : []), ...rest, ...keywords];
    return `(${all.join(", ")}) -> ${this.#result(node, scope, entry)}`;
  }

  #parameter(parameter, scope, isReplaceable) {
    const name = attributeName(parameter.name.text ?? "value");
    if (isRest(parameter)) {
      return `*${name}: ${this.#types.of(restElement(parameter.type), Direction.Taken, scope)}`;
    }
    const type = this.#types.of(parameter.type, Direction.Taken, scope);
    if (parameter.questionToken === undefined && !isReplaceable) return `${name}: ${type}`;
    const isNullable = type === "Any" || type.split(" | ").includes("None");
    return `${name}: ${isNullable ? type : `${type} | None`} = ...`;
  }

  #takesOptions(parameter) {
    const types = parameter?.type?.types ?? [parameter?.type];
    return types.some((type) => {
      const name = type?.typeName?.text;
      return this.#declarations.interfaces.get(name)?.isDictionary ?? false;
    });
  }

  /** `Table[K]` and lists of it are the entry; everything else is what it says. */
  #result({ type }, scope, entry) {
    if (entry === undefined) return this.#types.of(type, Direction.Given, scope);
    const replace = (node) => {
      if (node.kind === SyntaxKind.IndexedAccessType) return entry;
      if (node.kind === SyntaxKind.UnionType) return node.types.map(replace).join(" | ");
      if (node.kind === SyntaxKind.TypeReference && node.typeArguments?.length === 1) {
        return `${this.#types.reference(node.typeName.text)}[${replace(node.typeArguments[0])}]`;
      }
      return this.#types.of(node, Direction.Given, scope);
    };
    return replace(type);
  }
}
