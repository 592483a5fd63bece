// The build puts these in: a file and the code that loads it are made together.
declare const JASPY_VERSION: string;
declare const JASPY_FILES: Readonly<Record<string, ExpectedFile>>;

/** What a file of this package looks like when it is whole. */
export interface ExpectedFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Version of this package. */
export const VERSION: string = JASPY_VERSION;

/** The files that the loader fetches, by name. */
export const FILES: Readonly<Record<string, ExpectedFile>> = JASPY_FILES;
