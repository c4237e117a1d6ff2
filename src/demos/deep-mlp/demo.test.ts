// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { asTensor } from "../../tensor-core.ts";
import { initDeepMlp, type DeepMlpShape } from "../../models/deep-mlp/deep-mlp.ts";
import { he } from "../../nn/init/weights.ts";
import { sgd } from "../../optim/sgd.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { watched } from "../shell/testing.ts";
import { demonstrateDeepMlp } from "./demo.ts";
import { factorPerLayer, healthOf, type LayerHealth } from "./health.ts";
import { checkedOptions, deepMlpHelp, INITIALISATIONS } from "./options.ts";
import { healthTable } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "deep-mlp-demo-"));
vi.stubEnv("INIT_CWD", folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sea.txt"), "the sea, the sea, and nothing but the sea. ".repeat(30));
});

const runFor = watched(demonstrateDeepMlp, "npm run stage -- 6");
const run = (...args: string[]) => runFor(Infinity, args);
const small = ["--text", "sea.txt", "--depth", "4", "--width", "16", "--steps", "20", "--batch", "8"];
const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

test("it says what it trains, shows the layers before and after, evaluates and keeps it", async () => {
  const { code, printed, complained, released } = await run(...small);
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain("sea.txt: a network that reads 8 characters, through 4 residual layers of width 16, relu, pre-norm, initialisation scaled; ");
  expect(printed).toMatch(/\S\n\nthe layers before training\n\n {2}layer {2}mean square {2}across examples {2}units at zero +gradient {2}update\/weight\n/);
  expect(printed).toMatch(/on its way back\n\n\S/);
  expect(printed).toMatch(/\S\n\nthe layers after step 20\n/);
  expect(printed.match(/^ {6}[0-4] {2,}\S+ {2,}\S+ {2,}\d+ % {2,}\S+ {2,}\S+$/gm)).toHaveLength(10);
  expect(printed.match(/^the variance across examples changes by a factor of \d+\.\d{3} a layer\nthe gradient changes by a factor of \d+\.\d{3} a layer on its way back$/gm)).toHaveLength(2);
  expect(printed).toMatch(/\nthe training is kept in deep-mlp\.safetensors; to go on with it: npm run stage -- 6 --resume deep-mlp\.safetensors\n/);
  expect(printed).toMatch(/a character costs \d\.\d{4} nats on the validation part, \d\.\d{4} on the test part: \d\.\d{3} bits; perplexity \d+\.\d\d$/);
});

test("fifty plain layers with PyTorch’s initialisation lose what distinguishes the examples", async () => {
  const { printed } = await run("--text", "sea.txt", "--residual", "no", "--norm", "none", "--init", "pytorch", "--steps", "1", "--batch", "8");
  expect(printed).toMatch(/^what distinguishes the examples is lost in rounding at layer (1\d|2\d)$/m);
});

const norms = ["pre", "post", "sandwich", "none"];
// each initialisation with two kinds of norm, and each kind with two initialisations
test.each(Object.keys(INITIALISATIONS).flatMap((init, i) => [i, i + 1].map((j) => [init, norms[j % norms.length]!] as const)))("%s with norm %s goes on from a checkpoint as if it had not been stopped", async (init, norm) => {
  const args = [...small, "--init", init, "--norm", norm, "--every", "10"];
  await run(...args, "--checkpoint", "whole");
  const stopped = await runFor(2, [...args, "--checkpoint", "part"]);
  expect(stopped.code).toBe(130);
  expect((await run("--resume", "part")).code).toBe(0);
  expect(readFileSync(join(folder, "part")).equals(readFileSync(join(folder, "whole")))).toBe(true);
});

test("with --json every line is an object, and the last has all figures", async () => {
  const { code, printed } = await run(...small, "--activation", "gelu", "--json");
  const events = eventsIn(printed);
  expect(code).toBe(0);
  expect(events.map(({ event }) => event)).toEqual(["start", "health", ...Array(10).fill("evaluation"), "kept", "health", "done"]);
  const layer = { meanSquare: expect.any(Number), acrossContexts: expect.any(Number), zeroUnits: expect.any(Number), gradient: expect.any(Number), update: expect.any(Number) };
  expect(events[1]).toMatchObject({ step: 0, layers: [0, 1, 2, 3, 4].map((l) => ({ layer: l, ...layer })) });
  expect(events.at(-1)).toMatchObject({ event: "done", optimizer: "adamw", steps: 20, file: "deep-mlp.safetensors", validationLoss: expect.any(Number), testLoss: expect.any(Number), bitsPerCharacter: expect.any(Number), seconds: expect.any(Number) });
});

test("the update of gradient descent is the learning rate times the gradient, and statistics are those of their definitions", () => {
  const shape: DeepMlpShape = { context: 2, vocabularySize: 3, features: 2, width: 4, depth: 2, activation: "relu", residual: false, norm: "none" };
  const parameters = initDeepMlp(shape, randomFrom(1), { weights: he });
  const batch = { contexts: asTensor(Int32Array.of(0, 1, 1, 2, 2, 0), { shape: [3, 2] }), targets: asTensor(Int32Array.of(2, 0, 1)) };
  const layers = healthOf(shape, { parameters, state: null }, { batch, optimizer: sgd(0.5) });
  const rmsOf = (values: ArrayLike<number>) => Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0) / values.length);
  expect(layers).toHaveLength(3);
  layers.forEach(({ gradient, update }, l) => {
    const weight = l === 0 ? parameters.input.weight : parameters.layers[l - 1]!.weight;
    expect(update).toBeCloseTo((0.5 * gradient) / rmsOf(weight.dataSync()), 5);
  });
  for (const { meanSquare, acrossContexts } of layers) expect(acrossContexts).toBeLessThanOrEqual(meanSquare * (1 + 1e-6));
  expect(factorPerLayer(layers, ({ layer }) => 3 * 2 ** layer)).toBeCloseTo(2, 12);
  expect(factorPerLayer(layers, ({ layer }) => 2 - layer)).toBeNull();
});

test("the next update is that of the optimizer’s own state: almost none where a schedule has ended", async () => {
  const { printed } = await run(...small, "--schedule", "cosine", "--json");
  const layersOf = (event: Readonly<Record<string, unknown>>) => event["layers"] as readonly LayerHealth[];
  const [before, after] = eventsIn(printed).filter(({ event }) => event === "health").map((event) => Math.max(...layersOf(event).map(({ update }) => update)));
  expect(after).toBeLessThan(before! / 100);
});

test("a unit counts as zero where it is at most zero for every example", () => {
  const shape: DeepMlpShape = { context: 1, vocabularySize: 2, features: 1, width: 4, depth: 1, activation: "relu", residual: true, norm: "none" };
  const matrix = (rows: readonly (readonly number[])[]) => asTensor(Float32Array.from(rows.flat()), { shape: [rows.length, rows[0]!.length] });
  // the tokens are 1 and −1: a unit that is always 0, one that is −1 or 1, and two that are always negative
  const parameters = {
    ...initDeepMlp(shape, randomFrom(1), { weights: he, branch: 0 }),
    embedding: matrix([[1], [-1]]),
    input: { weight: matrix([[0, -1, 0, 1]]), bias: asTensor(Float32Array.of(0, 0, -3, -2)) },
  };
  const batch = { contexts: asTensor(Int32Array.of(0, 0, 1), { shape: [3, 1] }), targets: asTensor(Int32Array.of(0, 1, 1)) };
  const layers = healthOf(shape, { parameters, state: null }, { batch, optimizer: sgd(1) });
  expect(layers.map(({ zeroUnits }) => zeroUnits)).toEqual([0.75, 0.75]);
  expect(factorPerLayer(layers, ({ layer }) => layer)).toBeNull();
});

describe("the table of layers", () => {
  const layersOf = (count: number, more: (layer: number) => Partial<LayerHealth> = () => ({})): readonly LayerHealth[] =>
    Array.from({ length: count }, (_, layer) => ({ layer, meanSquare: 1, acrossContexts: 2 ** layer, zeroUnits: 0.25, gradient: 2 ** -layer, update: 0, ...more(layer) }));
  const table = (layers: readonly LayerHealth[]) => healthTable(layers, { title: "now", withZeroUnits: true });
  const numbersIn = (lines: readonly string[]) => lines.flatMap((line) => /^ +(\d+) /.exec(line)?.[1] ?? []).map(Number);

  test("has nine rows at most, evenly from the first to the last", () => {
    expect(numbersIn(table(layersOf(5)))).toEqual([0, 1, 2, 3, 4]);
    expect(numbersIn(table(layersOf(17)))).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16]);
  });

  test("says by what both statistics change from layer to layer, if there are two", () => {
    for (const count of [2, 3]) expect(table(layersOf(count)).slice(-2)).toEqual(["the variance across examples changes by a factor of 2.000 a layer", "the gradient changes by a factor of 2.000 a layer on its way back"]);
    expect(table(layersOf(1)).slice(-2)).toEqual([expect.stringMatching(/^ +0 +1\.0e\+0 +1\.0e\+0 +25 % +1\.0e\+0 +0$/), ""]);
  });

  test("says where what distinguishes the examples is lost, and what is no number", () => {
    const lostAt = (layer: number, share: number) => table(layersOf(4, (l) => (l === layer ? { meanSquare: 2, acrossContexts: 2 * share } : {}))).at(-2);
    expect(lostAt(2, 1e-14)).toBe("what distinguishes the examples is lost in rounding at layer 2");
    for (const share of [0, 1e-15]) expect(lostAt(0, share)).toBe("what distinguishes the examples is lost in rounding at layer 0");
    expect(lostAt(2, 1.1e-14)).toBe("the variance across examples changes by a factor of 2.000 a layer");
    expect(table(layersOf(3, () => ({ acrossContexts: Infinity }))).at(-2)).toBe("what distinguishes the examples is no number");
    const broken = table(layersOf(3, (l) => (l === 2 ? { gradient: NaN } : {})));
    expect(broken.at(-1)).toBe("the gradient is zero or no number in the first or the last layer");
    expect(broken.at(-4)).toMatch(/25 % +no number +0$/);
  });
});

test("initialisations by name, and the largest network", () => {
  const shape = { depth: 4, width: 16 };
  expect(INITIALISATIONS["scaled"]!(shape)).toEqual({ weights: he, branch: 0.5 });
  expect(INITIALISATIONS["pytorch"]!(shape)).toEqual({ weights: { gain: 1 / Math.sqrt(3), distribution: "uniform" }, bias: 0.25 });
  expect(checkedOptions(new Map([["depth", "500"], ["width", "200"]]))).toMatchObject({ depth: 500, width: 200, residual: true });
  expect(checkedOptions(new Map([["residual", "no"]])).residual).toBe(false);
});

test("a training that diverges ends, and is kept as it was", async () => {
  const { code, printed } = await run(...small, "--optimizer", "sgd", "--lr", "1e12", "--norm", "none", "--checkpoint", "run", "--json");
  expect(code).toBe(1);
  expect(eventsIn(printed).at(-1)).toMatchObject({ event: "diverged", file: "run" });
});

describe("refused", () => {
  test.each([
    [["--depth", "0"], '--depth must be a whole number from 1 to 1000, not "0"'],
    [["--width", "2000"], '--width must be a whole number from 1 to 1024, not "2000"'],
    [["--depth", "1000", "--width", "1024"], "--depth 1000 and --width 1024 make 1,048,576,000 weights, more than 20,000,000; --width 141 would fit"],
    [["--norm", "layer"], '--norm must be one of pre, post, sandwich, none, not "layer"'],
    [["--residual", "maybe"], '--residual must be one of yes, no, not "maybe"'],
    [["--init", "constructor"], '--init must be one of scaled, he, xavier, pytorch, not "constructor"'],
    [["--activation", "swish"], '--activation must be one of relu, gelu, tanh, not "swish"'],
    [["--optimizer", "lion"], '--optimizer must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, adafactor, muon, not "lion"'],
    [["--sweep"], "there is no option --sweep"],
  ])("%j with exit code 2", async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, printed: "", complained: `deep-mlp: ${message}\nsee npm run stage -- 6 --help`, live: [], released: false, pauses: 0 });
  });

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [["--resume", "sea.txt"], "cannot go on with sea.txt: this is a text, not a safetensors file"],
  ])("%j with exit code 1", async (args, message) => {
    const { code, complained } = await run(...args);
    expect([code, complained]).toEqual([1, `deep-mlp: ${message}`]);
  });

  test("to go on with another depth", async () => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    expect(await run("--resume", "run", "--depth", "5")).toMatchObject({ code: 1, complained: "deep-mlp: cannot go on with run: made with depth 4, and now it is 5" });
  });
});

test("--help explains", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, printed: deepMlpHelp("npm run stage -- 6"), complained: "" });
});
//# sourceMappingURL=../../.maps/demos/deep-mlp/demo.test.ts.map
