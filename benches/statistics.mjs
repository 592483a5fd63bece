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

/** A time for people: three digits and a unit. */
export function duration(ns) {
  const units = [
    [1e9, "s"],
    [1e6, "ms"],
    [1e3, "us"],
    [1, "ns"],
  ];
  const [size, unit] = units.find(([size]) => ns >= size) ?? [1, "ns"];
  return `${Number((ns / size).toPrecision(3))} ${unit}`;
}
