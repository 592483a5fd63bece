/** How lines of results begin: a runtime may print others. */
export const MARK = "\u{1e}";
