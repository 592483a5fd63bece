/** Draws how many times as fast as Pyodide each case is. */
import * as vega from "vega";
import { compile } from "vega-lite";

import { ratioOf } from "./report.mjs";

/** Gives an SVG. */
export async function chart(runtimes) {
  const values = [];
  for (const [name, { group }] of Object.entries(runtimes["Jaspy classic"])) {
    const ratio = ratioOf(runtimes, name);
    if (ratio !== undefined) values.push({ name, group, ratio: ratio.median });
  }
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: "How many times as fast as Pyodide (Node 20, logarithmic)",
    width: 520,
    height: { step: 13 },
    background: "white",
    data: { values },
    mark: "bar",
    encoding: {
      y: { field: "name", type: "nominal", sort: null, title: null },
      x: { field: "ratio", type: "quantitative", scale: { type: "log", base: 2 }, title: null },
      color: {
        field: "group",
        type: "nominal",
        legend: { orient: "bottom", columns: 2 },
        title: null,
      },
    },
  };
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
  return view.toSVG();
}
