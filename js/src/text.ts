import { nodeTypes } from "./look.ts";
import type { Memory } from "./memory.ts";

// Both keep a leading U+FEFF; the second refuses lone surrogates, which it would replace otherwise.
const asciiDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
const utf16Decoder = new TextDecoder("utf-16le", { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();

/** What reads and writes text in Node, whose decoders need longer. */
interface NodeText {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Write(this: Uint8Array, text: string, start: number, bytes: number): number;
}

const nodeText =
  nodeTypes && (globalThis as unknown as { Buffer: { prototype: NodeText } }).Buffer.prototype;

const fromCharCode = String.fromCharCode as (...units: (number | undefined)[]) => string;

/** Up to this length a few calls are faster than a decoder. */
const SHORT = 16;
/** Up to this length a loop is faster than a call of Node's. */
const SHORT_TO_WRITE = 128;
/** As many arguments as every engine takes in one call. */
const CHUNK = 8192;

/** Reads text whose code points are all below 128. */
export function readAscii(memory: Memory, address: number, length: number): string {
  const bytes = memory.u8;
  if (length <= SHORT) return readShort(bytes, address, length);
  if (nodeText) return nodeText.latin1Slice.call(bytes, address, address + length);
  return asciiDecoder.decode(bytes.subarray(address, address + length));
}

/** Reads text whose code points are all below 256. */
export function readLatin1(memory: Memory, address: number, length: number): string {
  const bytes = memory.u8;
  if (length <= SHORT) return readShort(bytes, address, length);
  if (nodeText) return nodeText.latin1Slice.call(bytes, address, address + length);
  return readUnits(bytes, address, length);
}

/** Reads UTF-16 code units, lone surrogates included. */
export function readUtf16(memory: Memory, address: number, length: number): string {
  const units = memory.u16;
  const start = address >>> 1;
  if (length <= SHORT) return readShort(units, start, length);
  if (nodeText) return nodeText.ucs2Slice.call(memory.u8, address, address + 2 * length);
  try {
    return utf16Decoder.decode(units.subarray(start, start + length));
  } catch {
    return readUnits(units, start, length);
  }
}

/**
 * Reads few units: a call of `fromCharCode` costs the same for up to eight, and pieces that are put
 * together cost more than what they save.
 */
function readShort(u: Uint8Array | Uint16Array, a: number, length: number): string {
  switch (length) {
    case 0:
      return "";
    case 1:
      return fromCharCode(u[a]);
    case 2:
      return fromCharCode(u[a], u[a + 1]);
    case 3:
      return fromCharCode(u[a], u[a + 1], u[a + 2]);
    case 4:
      return fromCharCode(u[a], u[a + 1], u[a + 2], u[a + 3]);
    case 5:
      return fromCharCode(u[a], u[a + 1], u[a + 2], u[a + 3], u[a + 4]);
    case 6:
      return fromCharCode(u[a], u[a + 1], u[a + 2], u[a + 3], u[a + 4], u[a + 5]);
    case 7:
      return fromCharCode(u[a], u[a + 1], u[a + 2], u[a + 3], u[a + 4], u[a + 5], u[a + 6]);
    default:
      return (
        fromCharCode(u[a], u[a + 1], u[a + 2], u[a + 3], u[a + 4], u[a + 5], u[a + 6], u[a + 7]) +
        readShort(u, a + 8, length - 8)
      );
  }
}

function readUnits(units: Uint8Array | Uint16Array, start: number, length: number): string {
  const parts: string[] = [];
  const end = start + length;
  for (let i = start; i < end; i += CHUNK) {
    const chunk = units.subarray(i, Math.min(i + CHUNK, end));
    parts.push(String.fromCharCode.apply(null, chunk as unknown as number[]));
  }
  return parts.join("");
}

/**
 * Writes text as one byte a code point.
 *
 * @returns The bitwise or of all code points: below 128 all is ASCII, below 256 all was written;
 * anything higher means that nothing of use was written.
 */
export function writeLatin1(memory: Memory, text: string, address: number): number {
  const bytes = memory.u8;
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    seen |= unit;
    bytes[address + i] = unit;
  }
  return seen;
}

/** Writes text as UTF-16 code units to an even address. */
export function writeUtf16(memory: Memory, text: string, address: number): void {
  if (nodeText && text.length > SHORT_TO_WRITE) {
    nodeText.ucs2Write.call(memory.u8, text, address, 2 * text.length);
    return;
  }
  const units = memory.u16;
  const start = address >>> 1;
  for (let i = 0; i < text.length; i++) units[start + i] = text.charCodeAt(i);
}

/**
 * Writes text that may be all ASCII.
 *
 * @returns Whether it was; if not, what was written is of no use.
 */
export function writeAscii(memory: Memory, text: string, address: number): boolean {
  // A text of another script most often shows it at once; the encoder would write all that it can.
  if (text.charCodeAt(0) > 127 || text.charCodeAt(text.length >>> 1) > 127) return false;
  const room = memory.u8.subarray(address, address + text.length);
  const { read, written } = encoder.encodeInto(text, room);
  return read === text.length && written === text.length;
}
