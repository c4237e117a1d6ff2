// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** The ladder’s record: marks everybody who can be marked in a minute, takes the networks from their records, and prints JSON. Usage: node --import tsx src/experiments/ladder.ts */
import { execFileSync } from "node:child_process";
import { costsOf, tableRules, tableRung, type Rung } from "../ladder/ladder.ts";
import type { MlpShape } from "../models/mlp-lm.ts";
import { data } from "../text/data.ts";
import { split, type Split } from "../text/split.ts";
import { machine } from "./machine.ts";

interface Runs {
  readonly runs: readonly {
    readonly shape: MlpShape;
    readonly batch: number;
    readonly steps: number;
    readonly heldOut: number;
    readonly mixed?: readonly (readonly [number, number])[];
  }[];
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** All faces alike. */
function die({ training }: Split): readonly Rung[] {
  return [{ name: "a die", chapter: 1, bits: Math.log2(new Set(training).size + 1), learning: 0, asking: 0, bytes: 0 }];
}

function tables(parts: Split): readonly Rung[] {
  return Object.keys(tableRules).flatMap((rule) => [0, 1, 2, 3, 4, 5, 6].map((order) => tableRung(parts, order, rule)));
}

/** The mean over seeds for each shape. */
function networks(): readonly Rung[] {
  return ["neural-contexts.json", "neural-novel.json"].flatMap((name) => {
    const { runs } = JSON.parse(data(name)) as Runs;
    const shapes = [...new Set(runs.map(({ shape }) => JSON.stringify(shape)))];
    return shapes.map((text): Rung => {
      const alike = runs.filter(({ shape }) => JSON.stringify(shape) === text);
      const { shape, batch, steps } = alike[0]!;
      const { step, asking, bytes } = costsOf(shape, batch);
      return { name: `network, window ${shape.context}, ${shape.width} units`, chapter: 4, bits: meanOf(alike.map(({ heldOut }) => heldOut)) / Math.LN2, learning: step * steps, asking, bytes };
    });
  });
}

/** Nine tenths table, one tenth network. */
function both(rungs: readonly Rung[]): readonly Rung[] {
  const { runs } = JSON.parse(data("neural-novel.json")) as Runs;
  const bits = meanOf(runs.map(({ mixed }) => mixed!.find(([share]) => share === 0.1)![1]));
  const [table, network] = ["Kneser–Ney 0.9, order 5", "network, window 8, 256 units"].map((name) => rungs.find((each) => each.name === name)!);
  const sum = (key: "learning" | "asking" | "bytes") => table![key]! + network![key]!;
  return [{ name: "table, and a tenth network", chapter: 4, bits, learning: sum("learning"), asking: sum("asking"), bytes: sum("bytes") }];
}

/** What a compressor adds to its file when the last tenth is put behind the rest. */
function outsiders({ text, training }: Split): readonly Rung[] {
  return ["gzip -9", "xz -9e", "bzip2 -9"].map((name) => {
    const [command = "", option = ""] = name.split(" ");
    const size = (read: string) => execFileSync(command, [option, "-c"], { input: read, maxBuffer: 2 ** 24 }).length;
    return { name, chapter: null, bits: (8 * (size(text) - size(training))) / (text.length - training.length), learning: null, asking: null, bytes: null };
  });
}

const parts = split(data("moby-dick.txt"));
const alone = [...die(parts), ...tables(parts), ...networks()];
const rungs = [...alone, ...both(alone), ...outsiders(parts)];
console.log(JSON.stringify({ command: "node --import tsx src/experiments/ladder.ts", machine: machine(), date: new Date().toISOString().slice(0, 10), rungs }, null, 1));
//# sourceMappingURL=../.maps/experiments/ladder.ts.map
