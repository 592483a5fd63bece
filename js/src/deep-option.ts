/**
 * What a deep conversion to JavaScript does besides the usual: bits of a set.
 *
 * The one definition for both languages, as `tag.ts` is: an entry is one line `Name = 1 << bit,`.
 */
export enum DeepOption {
  /** What has no conversion is refused. */
  NoProxies = 1 << 0,
  /** Dicts have a converter. */
  Dict = 1 << 1,
  /** What has no conversion has a converter. */
  Default = 1 << 2,
  /** Every object has a converter. */
  Eager = 1 << 3,
}
