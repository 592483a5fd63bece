/** Text of exactly `length` code points whose widest character needs `width` bytes in Python. */
const WIDEST = { 1: "\u00ff", 2: "\u20ac", 4: "\u{1f40d}" };

export const WIDTHS = [1, 2, 4];

export function textOfWidth(width, length) {
  if (length === 0) return "";
  const filler = "Lorem ipsum\0".repeat(Math.ceil(length / 12)).slice(0, length - 1);
  return filler + WIDEST[width];
}
