/** Medians, ratios and their spread. */

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** The smallest and the largest ratio of two runtimes' samples of one round each. */
export function spread(above, below) {
  const rounds = Math.min(above.length, below.length);
  const ratios = Array.from({ length: rounds }, (_, i) => above[i] / below[i]);
  return [Math.min(...ratios), Math.max(...ratios)];
}

/** A time for people, from nanoseconds. */
export const duration = (ns) =>
  readable(ns, [
    [1e9, "s"],
    [1e6, "ms"],
    [1e3, "us"],
    [1, "ns"],
  ]);

/** A size for people, from bytes. */
export const size = (bytes) =>
  readable(bytes, [
    [1e6, "MB"],
    [1e3, "kB"],
    [1, "B"],
  ]);

/** An amount in the largest of the units that it reaches, with three digits. */
function readable(amount, units) {
  const [divisor, unit] = units.find(([least]) => amount >= least) ?? units.at(-1);
  return `${Number((amount / divisor).toPrecision(3))} ${unit}`;
}
