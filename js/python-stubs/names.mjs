/** Names as Python has them. */

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except " +
    "finally for from global if import in is lambda nonlocal not or pass raise return try while " +
    "with yield"
  ).split(" "),
);

/** The attribute for a property: a keyword has one trailing underscore. */
export const attributeName = (name) => (KEYWORDS.has(name.replace(/_+$/, "")) ? `${name}_` : name);

/** Whether an attribute can have the name at all. */
export const isIdentifier = (name) => /^[A-Za-z_$][\w$]*$/.test(name) && !name.includes("$");
