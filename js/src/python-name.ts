/** The Python name that a property name means: `$name` is always Python's `name`. */
export function pythonName(key: string): string {
  return key.length > 1 && key.startsWith("$") ? key.slice(1) : key;
}
