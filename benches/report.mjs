/** Writes what was measured: a table in Markdown, all numbers in JSON. */
import { duration, geometricMean, median, size, spread } from "./statistics.mjs";

/** What Jaspy wants to be: how many times as fast as Pyodide, each case and the group's mean. */
const TARGETS = {
  "calls, attributes, items, iteration": [2, 5],
  "bulk conversions, strings": [2, 6],
  exceptions: [6, 10],
  proxies: [5, 8],
  waiting: [3, 3],
  "typed arrays": [1, 1],
  "start-up": [5, undefined],
  "the interpreter itself": [0.9, 1],
};

/** Jaspy with each of its semantics: the first is what the chart shows. */
const SEMANTICS = ["Jaspy classic", "Jaspy pep818"];

/** The table of all that was measured. */
export function markdown({ samples, sizes, about }) {
  const parts = [
    "# What crossings cost",
    "",
    `Written by \`cargo xtask bench\`: ${about.date}, ${about.machine}, Jaspy ${about.jaspy}, ` +
      `Pyodide ${about.pyodide}, MicroPython ${about.micropython}.`,
    "",
    "Medians of fresh processes that ran in turn. A ratio is Pyodide's time divided by that of " +
      "Jaspy with one of its semantics, its range that of the single rounds. Pyodide's own " +
      "semantics are nearer to pep818: the classic ones copy more, and find again the proxy that " +
      "an object has. Loops' own time is subtracted.",
    "",
  ];
  if (sizes.length > 0) parts.push("## Sizes", "", ...tableOfSizes(sizes), "");
  for (const [engine, runtimes] of Object.entries(samples)) {
    parts.push(`## ${engine}`, "", `${about.engines[engine]}.`, "", ...table(runtimes));
  }
  return `${parts.join("\n").trimEnd()}\n`;
}

const tableOfSizes = (sizes) => [
  "Everything that is needed for `1+1`, in bytes.",
  "",
  "| | raw | gzip | brotli |",
  "|---|--:|--:|--:|",
  ...sizes.map(
    ({ name, raw, gzip, brotli }) =>
      `| ${name} | ${[raw, gzip, brotli].map((size) => size.toLocaleString("en")).join(" | ")} |`,
  ),
];

function table(runtimes) {
  const names = Object.keys(runtimes);
  const lines = [];
  for (const [group, cases] of Object.entries(byGroup(runtimes))) {
    const target = TARGETS[group];
    lines.push(`### ${group}`, "");
    const measured = SEMANTICS.filter((runtime) => runtime in runtimes && "Pyodide" in runtimes);
    const heads = [...names, ...measured.map((runtime) => `ratio ${runtime.split(" ").at(-1)}`)];
    lines.push(`| | ${heads.join(" | ")} |`, `|---|${"--:|".repeat(heads.length)}`);
    for (const name of cases) {
      const amounts = names.map((runtime) => cell(runtimes[runtime][name]));
      const ratios = measured.map((runtime) => shown(ratioOf(runtimes, name, runtime)));
      lines.push(`| ${name} | ${[...amounts, ...ratios].join(" | ")} |`);
    }
    const means = measured.map((runtime) => meanOf(runtimes, cases, runtime)).filter(Boolean);
    if (means.length > 0) {
      lines.push("", `Geometric means: ${means.join(", ")}. ${against(target)}`);
    }
    lines.push("");
  }
  return lines;
}

function meanOf(runtimes, cases, runtime) {
  const ratios = cases.map((name) => ratioOf(runtimes, name, runtime)?.median);
  // Of memory so little may be needed that the measurement gives less than nothing.
  const positive = ratios.filter((ratio) => ratio > 0);
  if (positive.length === 0) return undefined;
  return `${runtime.split(" ").at(-1)} ${geometricMean(positive).toFixed(2)}`;
}

function against(target) {
  if (target === undefined) return "No target.";
  const [each, mean] = target;
  return `Target: ${mean === undefined ? "" : `${mean}; `}each case at least ${each}.`;
}

function byGroup(runtimes) {
  const groups = {};
  for (const cases of Object.values(runtimes)) {
    for (const [name, { group }] of Object.entries(cases)) {
      groups[group] ??= [];
      if (!groups[group].includes(name)) groups[group].push(name);
    }
  }
  return groups;
}

/** Pyodide's time divided by Jaspy's, if both have one. */
export function ratioOf(runtimes, name, runtime = SEMANTICS[0]) {
  const jaspy = runtimes[runtime]?.[name]?.amounts ?? [];
  const pyodide = runtimes.Pyodide?.[name]?.amounts ?? [];
  if (jaspy.length === 0 || pyodide.length === 0) return undefined;
  return { median: median(pyodide) / median(jaspy), range: spread(pyodide, jaspy) };
}

const shown = (ratio) =>
  ratio === undefined
    ? ""
    : `**${ratio.median.toFixed(2)}** (${ratio.range.map((end) => end.toFixed(1)).join("-")})`;

function cell(entry) {
  if (entry === undefined) return "";
  if (entry.amounts.length > 0) {
    const amount = median(entry.amounts);
    return entry.unit === "B" ? size(amount) : duration(amount);
  }
  return `cannot: ${String(entry.cannot).replaceAll("|", "\\|").slice(0, 60)}`;
}
