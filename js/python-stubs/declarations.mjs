/** What TypeScript's own library of the DOM declares, by name. */
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

const isLibrary = (path) => path.endsWith("/lib.dom.d.ts");

/** Calls `body` with the syntax tree of the library, which lives only as long as the call. */
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
    return body(program.getSourceFile(program.getSourceFileNames().find(isLibrary)));
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

  /** Gives constructors to the interfaces that they make. */
  pairConstructors() {
    for (const [name, type] of this.variables) {
      const made = this.interfaces.get(name);
      if (made === undefined || type?.kind !== SyntaxKind.TypeLiteral) continue;
      made.constructorType = type;
      this.variables.delete(name);
    }
  }
}

/** Calls `body` with all declarations. */
export function withDeclarations(body) {
  return withLibrary((source) => {
    const declarations = new Declarations();
    for (const statement of source.statements) declarations.add(statement);
    declarations.pairConstructors();
    return body(declarations);
  });
}
