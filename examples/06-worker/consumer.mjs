// Who wants something computed: knows neither the worker nor the messages.
import { asyncRun } from "./python.mjs";

const script = `
import statistics
from js import A_rank
statistics.stdev(A_rank)
`;

const output = document.querySelector("output");
const { results, error } = await asyncRun(script, { A_rank: [0.8, 0.4, 1.2, 3.7, 2.6, 5.8] });
output.value = error ?? results;
