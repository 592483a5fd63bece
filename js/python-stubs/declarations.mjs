/** What TypeScript's own libraries of the DOM and of the language declare, by name. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SyntaxKind } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

/** The text of a name, or nothing for names that Python cannot spell, such as those of Symbols. */
export function nameOf(node) {
  const { kind, text } = node.name ?? {};
  return kind === SyntaxKind.Identifier || kind === SyntaxKind.StringLiteral ? text : undefined;
}

const isOfDom = (path) => path.endsWith("/lib.dom.d.ts");
const isOfLanguage = (path) => /\/lib\.es[^/]*\.d\.ts$/.test(path);

/** What Python has no counterpart of, among the objects of the language itself. */
const OF_LANGUAGE = new Set(
  ["Date", "JSON", "Math", "Object", "RegExp", "WeakRef"].flatMap((name) => [
    name,
    `${name}Constructor`,
  ]),
);

/** Whether a declaration of the language's library is one for Python: it has its own containers. */
function isWanted(statement) {
  if (statement.kind === SyntaxKind.FunctionDeclaration) return true;
  const [variable] = statement.declarationList?.declarations ?? [statement];
  return OF_LANGUAGE.has(nameOf(variable));
}

/** Calls `body` with the statements of the libraries, which live only as long as the call. */
function withLibrary(body) {
  const folder = mkdtempSync(join(tmpdir(), "jaspy-stubs-"));
  const api = new API();
  try {
    const project = join(folder, "tsconfig.json");
    const compilerOptions = { lib: ["es2024", "dom"], types: [] };
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ["empty.ts"] }));
    writeFileSync(join(folder, "empty.ts"), "export {};\n");
    const snapshot = api.updateSnapshot({ openProjects: [project] });
    const [{ program }] = snapshot.getProjects();
    const statementsOf = (isLibrary) =>
      program
        .getSourceFileNames()
        .filter(isLibrary)
        .flatMap((name) => [...program.getSourceFile(name).statements]);
    return body([...statementsOf(isOfDom), ...statementsOf(isOfLanguage).filter(isWanted)]);
  } finally {
    api.close();
    rmSync(folder, { recursive: true });
  }
}

/**
 * An interface, all of its declarations together: its own type parameters, what it extends, its
 * members, and the variable with the constructor, if scripts can name it.
 */
class Interface {
  parameters = [];
  bases = [];
  members = [];
  constructorType;

  constructor(name) {
    this.name = name;
  }

  /** Whether scripts can name it: `new Event()`, but not `new EventInit()`. */
  get isValue() {
    return this.constructorType !== undefined;
  }

  /** Whether it has neither a constructor nor methods: objects of options are like that. */
  get isDictionary() {
    return (
      !this.isValue && this.members.every((member) => member.kind === SyntaxKind.PropertySignature)
    );
  }
}

class Declarations {
  /** @type {Map<string, Interface>} */
  interfaces = new Map();
  aliases = new Map();
  variables = new Map();
  functions = new Map();

  add(statement) {
    switch (statement.kind) {
      case SyntaxKind.InterfaceDeclaration:
        return this.#addInterface(statement);
      case SyntaxKind.TypeAliasDeclaration:
        return void this.aliases.set(nameOf(statement), statement);
      case SyntaxKind.VariableStatement:
        for (const variable of statement.declarationList.declarations) {
          this.variables.set(nameOf(variable), variable.type);
        }
        return;
      case SyntaxKind.FunctionDeclaration: {
        const name = nameOf(statement);
        this.functions.set(name, [...(this.functions.get(name) ?? []), statement]);
      }
    }
  }

  #addInterface(statement) {
    const name = nameOf(statement);
    const known = this.interfaces.get(name) ?? new Interface(name);
    this.interfaces.set(name, known);
    known.parameters = [...(statement.typeParameters ?? [])];
    known.bases.push(...(statement.heritageClauses ?? []).flatMap(({ types }) => [...types]));
    known.members.push(...statement.members);
  }

  /** What a variable's type says of the constructor that it is, in its place or by a name. */
  #constructorOf(name, type) {
    if (type?.kind === SyntaxKind.TypeLiteral) return type;
    const constructorName = `${name}Constructor`;
    if (type?.typeName?.text !== constructorName) return undefined;
    const named = this.interfaces.get(constructorName);
    this.interfaces.delete(constructorName);
    return named;
  }

  /** Gives constructors to the interfaces that they make. */
  pairConstructors() {
    for (const [name, type] of this.variables) {
      const made = this.interfaces.get(name);
      const constructorType = this.#constructorOf(name, type);
      if (made === undefined || constructorType === undefined) continue;
      made.constructorType = constructorType;
      this.variables.delete(name);
    }
  }
}

/** Calls `body` with all declarations. */
export function withDeclarations(body) {
  return withLibrary((statements) => {
    const declarations = new Declarations();
    for (const statement of statements) declarations.add(statement);
    declarations.pairConstructors();
    return body(declarations);
  });
}
