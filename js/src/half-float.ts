/** The values of numbers of IEEE 754's binary16, for engines that have no `Float16Array`. */
export function halfFloats(buffer: ArrayBufferLike, address: number, count: number): Float32Array {
  const bytes = new DataView(buffer, address, 2 * count);
  return Float32Array.from({ length: count }, (_, i) => halfFloat(bytes.getUint16(2 * i, true)));
}

function halfFloat(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
