// Prints raw, gzip and brotli size of each file of the package that is loaded, at the strongest
// levels, as a server that compresses once would use them. Arguments: the package's folder, and a
// file that keeps the sizes of files that are as they were.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as zlib from "node:zlib";

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);

const [folder, memory] = process.argv.slice(-2);
const known = recall();

const names = readdirSync(folder).filter((name) => /\.(js|mjs|wasm|zip)$/.test(name));
const rows = await Promise.all(names.map(measure));
writeFileSync(memory, JSON.stringify(known));

const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
rows.push(["together", sum(1), sum(2), sum(3)]);
const line = ([name, ...sizes]) =>
  name.padEnd(22) + sizes.map((size) => size.toLocaleString("en").padStart(13)).join("");
console.log(line(["file", "raw", "gzip", "brotli"]));
for (const row of rows) console.log(line(row));

async function measure(name) {
  const raw = readFileSync(join(folder, name));
  const hash = createHash("sha256").update(raw).digest("hex");
  known[hash] ??= await compressed(raw);
  return [name, raw.length, ...known[hash]];
}

async function compressed(raw) {
  const packed = await Promise.all([gzip(raw, { level: 9 }), brotli(raw)]);
  return packed.map((bytes) => bytes.length);
}

function recall() {
  try {
    return JSON.parse(readFileSync(memory, "utf8"));
  } catch {
    return {}; // the first time
  }
}
