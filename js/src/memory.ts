/** Views on the wasm memory that survive its growth. */
export class Memory {
  #memory: { readonly buffer: ArrayBufferLike };
  #u8: Uint8Array;
  #u16: Uint16Array;
  #u32: Uint32Array;
  #f64: Float64Array;
  #i64: BigInt64Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#u8 = new Uint8Array(memory.buffer);
    this.#u16 = new Uint16Array(memory.buffer);
    this.#u32 = new Uint32Array(memory.buffer);
    this.#f64 = new Float64Array(memory.buffer);
    this.#i64 = new BigInt64Array(memory.buffer);
  }

  /** The memory's present buffer: detached, and replaced, whenever the memory grows. */
  get buffer(): ArrayBufferLike {
    return this.#memory.buffer;
  }

  // Growth detaches every view at once and a detached view has length 0, so one look at the wanted
  // view is enough.
  get u8(): Uint8Array {
    if (this.#u8.length === 0) this.#renew();
    return this.#u8;
  }

  get u16(): Uint16Array {
    if (this.#u16.length === 0) this.#renew();
    return this.#u16;
  }

  get u32(): Uint32Array {
    if (this.#u32.length === 0) this.#renew();
    return this.#u32;
  }

  get f64(): Float64Array {
    if (this.#f64.length === 0) this.#renew();
    return this.#f64;
  }

  get i64(): BigInt64Array {
    if (this.#i64.length === 0) this.#renew();
    return this.#i64;
  }

  /** Lets go of the memory: from now on it is empty. */
  end(): void {
    this.#memory = { buffer: new ArrayBuffer(0) };
    this.#renew();
  }

  #renew(): void {
    const { buffer } = this.#memory;
    this.#u8 = new Uint8Array(buffer);
    this.#u16 = new Uint16Array(buffer);
    this.#u32 = new Uint32Array(buffer);
    this.#f64 = new Float64Array(buffer);
    this.#i64 = new BigInt64Array(buffer);
  }
}
