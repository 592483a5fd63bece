// Writes the types of Python's module `js` from TypeScript's libraries of the DOM and of the language, so that an editor
// completes `js.document.title`. Called by `cargo xtask build` with the file to write.
import { writeFileSync } from "node:fs";
import { Classes } from "./classes.mjs";
import { withDeclarations } from "./declarations.mjs";
import { attributeName, isIdentifier } from "./names.mjs";
import { Signatures } from "./signatures.mjs";
import { Direction, Types } from "./types.mjs";

const [output] = process.argv.slice(2);

const HEADER = `"""The global object of JavaScript, as a page has it.

Made from TypeScript's libraries. \`null\` is None, as in the classic semantics. Names that
begin with an underscore exist for the types only.
"""

# Overrides and overloads are what the web's interfaces have, not what Python's rules ask for.
# mypy: disable-error-code="assignment, misc, override, overload-overlap, overload-cannot-match"

import js as _js
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Literal, Never, Self, overload, type_check_only

from _jaspy import (
    JsArray,
    JsAsyncIterable,
    JsDomElement,
    JsIterable,
    JsIterator,
    JsMap,
    JsMutableMap,
    JsPromise,
    JsProxy,
)

@type_check_only
class _Object(JsProxy):
    # A misspelt name is to be found, though JavaScript would say undefined.
    __getattr__: None
    __setattr__: None
    __delattr__: None

`;

const FOOTER = `
# A page has names of its own.
def __getattr__(name: str) -> Any: ...
`;

withDeclarations((declarations) => {
  const types = new Types(declarations);
  const signatures = new Signatures(declarations, types);
  const classes = new Classes(declarations, types, signatures);
  const lines = [...declarations.interfaces.values()].flatMap((known) => [
    ...(known.isValue ? [] : ["@type_check_only"]),
    ...classes.lines(known),
  ]);
  for (const [name, type] of declarations.variables) {
    if (declarations.functions.has(name) || !isIdentifier(name)) continue;
    lines.push(`${attributeName(name)}: ${variableType(types, type)}`);
  }
  for (const [name, nodes] of declarations.functions) lines.push(...signatures.lines(name, nodes));
  writeFileSync(output, HEADER + lines.join("\n") + FOOTER);
});

/** The type of a global variable; \`window\` is more than its first half says, but that is enough. */
function variableType(types, type) {
  return types.of(
    type?.types?.length === 2 && type.types[0].typeName ? type.types[0] : type,
    Direction.Given,
  );
}
