/** The fixed piece of wasm memory in which values cross. Nothing in it outlives one crossing. */
export interface Area {
  /** Address of the records: results are in the first, arguments in all. */
  readonly records: number;
  /** How many records there are. */
  readonly recordCount: number;
  /** Address of the scratch area for short texts; even. */
  readonly scratch: number;
  /** Its size in bytes. */
  readonly scratchBytes: number;
}

/** Size of a record in bytes: 8 of payload, the tag as u32, 4 of further payload. */
export const RECORD_BYTES = 16;
