/**
 * What JavaScript can do with a Python object: bits of a set, found once when its PyProxy is made.
 *
 * The one definition for both languages, as `tag.ts` is: an entry is one line `Name = 1 << bit,`.
 */
export enum PyFeature {
  /** It can be called. */
  Callable = 1 << 0,
  /** It is a class. */
  Type = 1 << 1,
  /** It is a dict. */
  Dict = 1 << 2,
}
