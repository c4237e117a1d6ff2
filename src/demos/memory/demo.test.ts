// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { grouped } from "../../format/text.ts";
import { countOf, parametersOf, type Architecture } from "../../memory/architecture.ts";
import { bytesIn, largestPhase, phasesOf } from "../../memory/budget.ts";
import { publishedModels } from "../../memory/published-models.ts";
import { contents, type Block } from "../../memory/recording-pool.ts";
import { ours } from "../../memory/saved-activations.ts";
import { bytesOfStates, recipes } from "../../memory/training-recipe.ts";
import { chartOf, phasesDrawn } from "./chart.ts";
import { demonstrateMemory } from "./demo.ts";
import { whyNoFormula } from "./fit.ts";
import { gigabytes } from "./gigabytes.ts";
import { blocksApart, whyNotRun } from "./measure.ts";
import { memoryHelp } from "./options.ts";
import { architectureIn } from "./read-configuration.ts";

const folder = mkdtempSync(join(tmpdir(), "memory-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
  return file;
}

function runIn(memory: number, ...args: string[]) {
  const [printed, complained]: [string[], string[]] = [[], []];
  let now = 0;
  const code = demonstrateMemory(args, {
    screen: { print: (line) => void printed.push(line), complain: (line) => void complained.push(line), progress: () => {} },
    clock: () => (now += 1500),
    memory,
    command: "npm run stage -- 11",
  });
  return { code, printed: printed.join("\n"), complained: complained.join("\n") };
}

const run = (...args: string[]) => runIn(16e9, ...args);
const reportsOf = (...args: string[]) => run(...args, "--json").printed.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
const of = (reports: readonly Record<string, unknown>[], event: string) => reports.filter((report) => report["event"] === event);

/** The cells of the row of a table with this head. */
const rowOf = (printed: string, name: string) => printed.split("\n").map((line) => line.trim()).find((line) => line.startsWith(`${name}  `))?.slice(name.length).trim().split(/ {2,}/);

const gpt2Phases = phasesOf(publishedModels.gpt2, { recipe: recipes.adamw, keeping: ours, batch: 4, time: 1024 });

test("without options it prints the budget of GPT-2 small", () => {
  const { code, printed, complained } = run();
  expect({ code, complained }).toEqual({ code: 0, complained: "" });
  const [states, peak] = [bytesOfStates(publishedModels.gpt2, recipes.adamw), largestPhase(gpt2Phases)];
  expect(printed).toContain("GPT-2 small: 124,439,808 parameters\nAdamW, float32; 4 sequences of 1,024 tokens\n");
  const row = (bytes: number, atPeak: number) => [grouped(bytes), gigabytes(bytes), gigabytes(atPeak)];
  expect(rowOf(printed, "parameters")).toEqual(row(states.weights, states.weights));
  expect(rowOf(printed, "gradients")).toEqual(row(states.gradients, 0));
  expect(rowOf(printed, "optimiser states")).toEqual(row(states.optimiser, states.optimiser));
  expect(rowOf(printed, "saved activations")).toEqual(row(peak.activations, peak.activations));
  expect(rowOf(printed, "logits and their gradient")).toEqual(row(8 * 4 * 1024 * 50_257, peak.logits));
  expect(rowOf(printed, "together")).toEqual([gigabytes(bytesIn(peak))]);
  expect(printed).toContain("inference with 2 bytes a number: weights 0.249 GB, key–value cache 36,864 bytes a token;\n  4 sequences of 1,024 tokens: 0.151 GB of cache, 0.400 GB together");
  for (const size of ["8", "24", "80"]) expect(printed).toMatch(new RegExp(`\n +${size} GB  training: yes, with \\d+\\.\\d{3} GB to spare\n +inference: yes, with `));
});

test("the table says what is at the peak, where states in float32 are copied", () => {
  const { printed } = run("--dtype", "mixed", "--optimizer", "adamw-8bit", "--batch", "1", "--context", "1");
  const states = bytesOfStates(publishedModels.gpt2, recipes["mixed-adamw-8bit"]);
  expect(printed).toContain("8-bit AdamW, mixed precision; one sequence of one token\n");
  expect(rowOf(printed, "float32 copy of parameters")?.[0]).toBe(grouped(4 * 124_439_808));
  expect(rowOf(printed, "optimiser states")?.[0]).toBe(grouped(states.optimiser));
  expect(rowOf(printed, "gradients")).toEqual([grouped(2 * 124_439_808), "0.249", "0.249"]);
});

test("the phases are bars as long as their bytes, and one is marked", () => {
  const lines = chartOf(gpt2Phases).split("\n");
  expect(lines).toHaveLength(gpt2Phases.length);
  expect(run().printed).toContain(`\nthe phases of the step, in GB\n\n${lines.join("\n")}\n`);
  expect(lines.filter((line) => line.includes("peak"))).toEqual([`gradient of the logits  5.736  ${"█".repeat(44)} ← peak`]);
  expect(lines[0]).toBe(`                 start  1.493  ${"█".repeat(Math.round((44 * 1.493277696) / 5.736209408))}`);
});

test("of many blocks some are drawn, and always the first phase, the last, the peak, and the logits", () => {
  const phases = phasesOf(publishedModels["llama-3-70b"], { recipe: recipes.adamw, keeping: ours, batch: 1, time: 1 });
  const drawn = phasesDrawn(phases).map(({ name }) => name);
  expect(drawn.length).toBeLessThan(32);
  expect(drawn).toEqual(expect.arrayContaining(["start", "block 7", "logits", "gradient of the logits", "output layer, backward", "block 7, backward", largestPhase(phases).name]));
  expect(drawn.at(-1)).toBe("block 1, backward");
});

test("a number of bytes in GB has three decimals, or two digits", () => {
  expect([0, 5_736_209_408, 99_500_000, 12_345_678, 1_500, 1].map(gigabytes)).toEqual(["0.000", "5.736", "0.100", "0.012", "0.0000015", "0.000000001"]);
});

test("--json: one object a line, and last what it came to", () => {
  const reports = reportsOf("--batch", "2", "--context", "64");
  const phases = phasesOf(publishedModels.gpt2, { recipe: recipes.adamw, keeping: ours, batch: 2, time: 64 });
  const { weights, gradients, master, optimiser } = bytesOfStates(publishedModels.gpt2, recipes.adamw);
  expect(reports.map(({ event }) => event)).toEqual(["model", "bytes", ...phases.map(() => "phase"), "inference", "device", "device", "device", "done"]);
  expect(reports[0]).toEqual({ event: "model", name: "GPT-2 small", parameters: 124_439_808, recipe: "AdamW, float32", batch: 2, context: 64 });
  expect(reports[1]).toEqual({ event: "bytes", weights, gradients, master, optimiser, activations: Math.max(...phases.map(({ activations }) => activations)), logits: 8 * 2 * 64 * 50_257 });
  expect(of(reports, "phase")).toEqual(phases.map((phase) => ({ event: "phase", ...phase, bytes: bytesIn(phase) })));
  expect(of(reports, "inference")).toEqual([{ event: "inference", weights: 2 * 124_439_808, keyValueBytesPerToken: 36_864, sequences: 2, tokens: 64, cache: 128 * 36_864, bytes: 2 * 124_439_808 + 128 * 36_864 }]);
  expect(of(reports, "device")[0]).toEqual({ event: "device", device: "8 GB", limit: 8e9, training: true, inference: true });
  const peak = largestPhase(phases);
  expect(reports.at(-1)).toEqual({ event: "done", parameters: 124_439_808, batch: 2, context: 64, keyValueBytesPerToken: 36_864, peakBytes: bytesIn(peak), peakPhase: peak.name, seconds: 1.5 });
});

test.each([
  ["llama-2-7b", 524_288, 6_738_415_616], ["llama-3-8b", 131_072, 8_030_261_248], ["llama-3-70b", 327_680, 70_553_706_496], ["deepseek-v3", 70_272, countOf(parametersOf(publishedModels["deepseek-v3"]))],
])("a token adds to the cache of %s %d bytes", (model, keyValueBytesPerToken, parameters) => {
  expect(reportsOf("--model", model).at(-1)).toMatchObject({ keyValueBytesPerToken, parameters });
  expect(run("--model", model).printed).toContain(`key–value cache ${grouped(keyValueBytesPerToken)} bytes a token`);
});

test("what has no formula is said, and the rest is printed", () => {
  const { code, printed, complained } = run("--model", "deepseek-v3", "--device", "80GB");
  expect({ code, complained }).toEqual({ code: 0, complained: "" });
  expect(rowOf(printed, "saved activations")).toEqual(["no formula", "no formula", "no formula"]);
  expect(printed).toContain("\nwhat DeepSeek-V3 saves has no formula here, because of its latent attention; the last line adds the states alone\n");
  expect(printed).toMatch(/80 GB {2}training: no, the states alone are \d+\.\d{3} GB too much\n/);
  expect(run("--model", "deepseek-v3", "--device", "20000GB").printed).toContain("training: the states would fit; for what is saved there is no formula\n");
  expect(reportsOf("--model", "deepseek-v3", "--device", "20000GB").at(-2)).toEqual({ event: "device", device: "20000 GB", limit: 2e13, training: null, inference: true });
  expect(reportsOf("--model", "deepseek-v3").at(-1)).toMatchObject({ event: "done", peakBytes: null, peakPhase: null });
});

describe("does it fit?", () => {
  const peakAt = (a: Architecture, batch: number, time: number) => bytesIn(largestPhase(phasesOf(a, { recipe: recipes.adamw, keeping: ours, batch, time })));

  test("what does not fit is told what would", () => {
    const needed = peakAt(publishedModels["gpt2-xl"], 4, 1024);
    const { printed } = run("--model", "gpt2-xl", "--device", "40GB");
    const fits = Number(/training: no, (\S+) GB too much; --batch (\d+) would fit/.exec(printed)?.[2]);
    expect(printed).toContain(`training: no, ${gigabytes(needed - 40e9)} GB too much`);
    expect(peakAt(publishedModels["gpt2-xl"], fits, 1024)).toBeLessThanOrEqual(40e9);
    expect(peakAt(publishedModels["gpt2-xl"], fits + 1, 1024)).toBeGreaterThan(40e9);
    const short = Number(/--batch 1 --context (\d+) would fit/.exec(run("--device", "2.3GB").printed)?.[1]);
    expect(peakAt(publishedModels.gpt2, 1, short)).toBeLessThanOrEqual(2.3e9);
    expect(peakAt(publishedModels.gpt2, 1, short + 1)).toBeGreaterThan(2.3e9);
    expect(run("--model", "gpt2-xl", "--device", "24GB").printed).toContain("GB too much; not even a sequence of one token would fit\n         inference: yes");
    expect(run("--model", "llama-2-7b", "--device", "8GB").printed).toMatch(/ {9}inference: no, \d+\.\d{3} GB too much/);
  });

  test.each([["24GB", 24e9], ["24 GiB", 24 * 2 ** 30], ["9.5gib", 9.5 * 2 ** 30]])("--fit batch into %s", (device, limit) => {
    const reports = reportsOf("--fit", "batch", "--device", device, "--context", "512");
    const largest = of(reports, "fit")[0]!["largest"] as number;
    expect(of(reports, "fit")[0]).toMatchObject({ fit: "batch", limit, peakBytes: peakAt(publishedModels.gpt2, largest, 512) });
    expect(peakAt(publishedModels.gpt2, largest, 512)).toBeLessThanOrEqual(limit);
    expect(peakAt(publishedModels.gpt2, largest + 1, 512)).toBeGreaterThan(limit);
    expect(reports.at(-1)).toMatchObject({ event: "done", batch: largest, context: 512 });
    expect(of(reports, "device")).toMatchObject([{ training: true }]);
  });

  test("--fit context", () => {
    const reports = reportsOf("--fit", "context", "--device", "4GB", "--batch", "8");
    const largest = of(reports, "fit")[0]!["largest"] as number;
    expect(peakAt(publishedModels.gpt2, 8, largest)).toBeLessThanOrEqual(4e9);
    expect(peakAt(publishedModels.gpt2, 8, largest + 1)).toBeGreaterThan(4e9);
    expect(run("--fit", "context", "--device", "4GB", "--batch", "8").printed).toMatch(new RegExp(`^the largest context that fits into 4 GB: ${largest}\n`));
    expect(run("--fit", "context", "--device", "80GB", "--batch", "8").printed).toMatch(/^the largest context that fits into 80 GB: 1,024, all that the model reads\n/);
  });

  test("where not even 1 fits, it is said what 1 takes", () => {
    expect(run("--fit", "batch", "--device", "2GB")).toEqual({ code: 1, printed: "", complained: `memory: not even a batch of 1 fits into 2 GB: it takes ${gigabytes(peakAt(publishedModels.gpt2, 1, 1024))} GB` });
    expect(run("--fit", "context", "--device", "1GB")).toEqual({ code: 1, printed: "", complained: `memory: not even a context of 1 fits into 1 GB: it takes ${gigabytes(peakAt(publishedModels.gpt2, 4, 1))} GB` });
  });
});

const gpt2Fields = { n_layer: 12, n_embd: 768, n_head: 12, n_positions: 1024, vocab_size: 50_257, n_inner: null };
const llamaFields = { model_type: "llama", hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14_336, vocab_size: 128_256, max_position_embeddings: 8192, tie_word_embeddings: false };
const deepseekFields = {
  hidden_size: 7168, num_hidden_layers: 61, num_attention_heads: 128, num_key_value_heads: 128, intermediate_size: 18_432, vocab_size: 129_280, max_position_embeddings: 163_840, tie_word_embeddings: false,
  kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, n_routed_experts: 256, n_shared_experts: 1, num_experts_per_tok: 8, moe_intermediate_size: 2048, first_k_dense_replace: 3,
};

describe("a configuration in a file", () => {
  test.each([
    ["gpt2.json", gpt2Fields, publishedModels.gpt2], ["llama.json", llamaFields, publishedModels["llama-3-8b"]],
    ["deepseek.json", deepseekFields, publishedModels["deepseek-v3"]], ["said.json", { model_type: "deepseek_v3", ...deepseekFields }, publishedModels["deepseek-v3"]],
  ])("%s is read as the published model", (name, fields, published) => {
    const file = write(name, fields);
    expect(architectureIn(file)).toEqual({ ...published, name: file });
    expect(run("--model", file).printed).toContain(`${file}: ${grouped(countOf(parametersOf(published)))} parameters\n`);
  });

  test("what is optional has its usual value", () => {
    const { num_key_value_heads: _, tie_word_embeddings: __, model_type: ___, ...rest } = llamaFields;
    expect(architectureIn(write("usual.json", rest))).toMatchObject({ keyValueHeads: 32, headWidth: 128, tied: false });
    expect(architectureIn(write("other.json", { ...rest, model_type: "mistral", head_dim: 64, tie_word_embeddings: true }))).toMatchObject({ headWidth: 64, tied: true });
    expect(architectureIn(write("mark.json", `\uFEFF${JSON.stringify({ ...gpt2Fields, n_inner: 100, tie_word_embeddings: false })}`))).toMatchObject({ feedForward: 100, tied: false });
  });

  const missing = join(folder, "none.json");
  const without = (fields: object, field: string) => Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));
  const broken: readonly [string, string][] = [
    [missing, `cannot read ${missing}: there is no such file or folder`],
    ...([
      ["text.json", "a text", "FILE is not JSON"],
      ["empty.json", "", "FILE is not JSON"],
      ["half.json", JSON.stringify(gpt2Fields).slice(0, 40), "FILE is not JSON"],
      ["binary.json", new Uint8Array([0xff, 0xfe, 0]), "FILE is not UTF-8 text"],
      ["long.json", " ".repeat(1_000_001), "FILE is too long: its 1,000,001 bytes are 1,000,001 UTF-16 units of text, and at most 1,000,000 can be read"],
      ["list.json", [gpt2Fields], "FILE is not a JSON object with the fields of a config.json"],
      ["null.json", "null", "FILE is not a JSON object with the fields of a config.json"],
      ["nothing.json", {}, "FILE has neither n_embd, as a GPT-2 has it, nor hidden_size, as a Llama and a DeepSeek-V3 have it"],
      ["bert.json", { model_type: "bert", hidden_size: 768 }, 'FILE: model_type is "bert"; gpt2, llama, mistral, deepseek_v3 can be read'],
      ["proto.json", { model_type: "toString", hidden_size: 768 }, 'FILE: model_type is "toString"; gpt2, llama, mistral, deepseek_v3 can be read'],
      ["headless.json", without(gpt2Fields, "n_head"), "FILE has no n_head"],
      ["layerless.json", without(gpt2Fields, "n_layer"), "FILE has no n_layer"],
      ["narrow.json", without(llamaFields, "intermediate_size"), "FILE has no intermediate_size"],
      ["rankless.json", { ...without(deepseekFields, "q_lora_rank"), q_lora_rank: null }, "FILE has no q_lora_rank"],
      ["third.json", { ...gpt2Fields, n_layer: 1.5 }, "FILE: n_layer must be a whole number from 1 to 10000, not 1.5"],
      ["word.json", { ...gpt2Fields, vocab_size: "many" }, 'FILE: vocab_size must be a whole number from 1 to 10000000, not "many"'],
      ["zero.json", { ...llamaFields, num_hidden_layers: 0 }, "FILE: num_hidden_layers must be a whole number from 1 to 10000, not 0"],
      ["dense.json", { ...deepseekFields, first_k_dense_replace: 62 }, "FILE: first_k_dense_replace must be a whole number from 0 to 61, not 62"],
      ["tied.json", { ...llamaFields, tie_word_embeddings: "yes" }, 'FILE: tie_word_embeddings must be true or false, not "yes"'],
      ["odd.json", { ...gpt2Fields, n_head: 7 }, "FILE: n_head 7 does not divide n_embd 768"],
      ["groups.json", { ...llamaFields, num_key_value_heads: 5 }, "FILE: num_key_value_heads 5 does not divide num_attention_heads 32"],
      ["heads.json", { ...llamaFields, num_attention_heads: 24 }, "FILE: num_attention_heads 24 does not divide hidden_size 4096"],
      ["biased.json", { ...llamaFields, attention_bias: true }, "FILE: attention_bias is true, and biases of a part alone have no formula here"],
    ] as const).map(([name, content, message]): [string, string] => {
      const file = write(name, content);
      return [file, message.replace("FILE", file)];
    }),
  ];
  test.each(broken)("%s is refused", (file, message) => {
    expect(run("--model", file)).toEqual({ code: 1, printed: "", complained: `memory: ${message}` });
  });
});

test.each([
  [["--model", "gpt3"], '--model must be gpt2, gpt2-medium, gpt2-large, gpt2-xl, llama-2-7b, llama-3-8b, llama-3-70b, deepseek-v3 or the name of a FILE.json, not "gpt3"'],
  [["--model", "toString"], '--model must be gpt2, gpt2-medium, gpt2-large, gpt2-xl, llama-2-7b, llama-3-8b, llama-3-70b, deepseek-v3 or the name of a FILE.json, not "toString"'],
  [["--batch", "0"], '--batch must be a whole number from 1 to 1000000, not "0"'],
  [["--batch", "1.5"], '--batch must be a whole number from 1 to 1000000, not "1.5"'],
  [["--context", "1025"], '--context must be a whole number from 1 to 1024, not "1025"'],
  [["--context", "x"], '--context must be a whole number from 1 to 10000000, not "x"'],
  [["--dtype", "float16"], '--dtype must be float32 or mixed, not "float16"'],
  [["--optimizer", "lion"], '--optimizer must be sgd, momentum, adamw, adafactor or adamw-8bit, not "lion"'],
  [["--dtype", "mixed", "--optimizer", "sgd"], "there is no recipe for --dtype mixed with --optimizer sgd; with mixed there are adamw, adafactor and adamw-8bit"],
  [["--optimizer", "adamw-8bit"], "there is no recipe for --dtype float32 with --optimizer adamw-8bit; with float32 there are sgd, momentum, adamw and adafactor"],
  ...["24", "GB", "0GB", "-1GB", "24MB", "1e30GB", "9999999999GB"].map((size): [string[], string] => [[`--device=${size}`], `--device must be a number of GB or GiB, as in 24GB or 80GiB, not "${size}"`]),
  [["--fit", "batch"], "--fit needs --device, into which it must fit"],
  [["--fit", "width", "--device", "8GB"], '--fit must be batch or context, not "width"'],
  [["--fit", "batch", "--device", "8GB", "--batch", "4"], "--fit batch finds --batch, which must not be given as well"],
  [["--fit", "context", "--device", "8GB", "--measure"], "--fit and --measure exclude each other"],
  [["--fit", "batch", "--device", "80GB", "--model", "deepseek-v3"], "--fit batch has no answer: what DeepSeek-V3 saves has no formula here, because of its latent attention"],
  [["--measure", "--dtype", "mixed"], "--measure runs in float32, not in --dtype mixed"],
  [["--measure", "--model", "llama-2-7b"], "--measure runs a GPT like GPT-2, and Llama 2 7B has gated feed-forward networks"],
  [["--measure", "--model", "llama-3-8b"], "--measure runs a GPT like GPT-2, and Llama 3 8B shares each key among several queries"],
  [["--measure", "--model", "deepseek-v3"], "--measure runs a GPT like GPT-2, and DeepSeek-V3 has latent attention"],
  [["--measure=yes"], "--measure takes no value"],
  [["--depth", "3"], "there is no option --depth"],
  [["gpt2"], '"gpt2" belongs to no option'],
])("%j is refused", (args, message) => {
  expect(run(...args)).toEqual({ code: 2, printed: "", complained: `memory: ${message}\nsee npm run stage -- 11 --help` });
});

test("--help explains", () => {
  expect(run("--help")).toEqual({ code: 0, printed: memoryHelp("npm run stage -- 11"), complained: "" });
  expect(memoryHelp("")).toContain("with float32: sgd, momentum, adamw, adafactor; with mixed: adamw, adafactor, adamw-8bit\n");
});

const small = { n_layer: 2, n_embd: 32, n_head: 4, n_positions: 32, vocab_size: 61 };

describe("--measure", () => {
  test.each(["sgd", "momentum", "adamw", "adafactor"])("a step with %s is 0 bytes apart from its prediction", (optimizer) => {
    const file = write("small.json", small);
    const { code, printed, complained } = run("--model", file, "--measure", "--optimizer", optimizer, "--batch", "3");
    expect({ code, complained }).toEqual({ code: 0, complained: "" });
    expect(printed).toMatch(/\na step of 3 sequences of 32 tokens runs on .+; predicted are 0\.\d+ GB\n/);
    expect(rowOf(printed.slice(printed.indexOf("\nbytes when most")), "parameters")?.at(-1)).toBe("0");
    expect(printed.endsWith("\nevery block has the bytes, the content and the lifetime that were predicted: 0 bytes apart")).toBe(true);
    const reports = reportsOf("--model", file, "--measure", "--optimizer", optimizer, "--batch", "3");
    const rows = of(reports, "content");
    expect(rows.map(({ content }) => content)).toEqual(contents);
    for (const { predicted, measured } of rows) expect(measured).toBe(predicted);
    const [total] = of(reports, "measured");
    expect(total!["measured"]).toBe(total!["predicted"]);
    expect(rows.reduce((sum, { measured }) => sum + (measured as number), 0)).toBe(total!["measured"]);
    expect(reports.at(-1)).toMatchObject({ event: "done", apart: 0 });
  });

  test("too little memory is said before the step, with what would fit", () => {
    const file = write("tight.json", small);
    const predicted = of(reportsOf("--model", file, "--measure"), "measured")[0]!["predicted"] as number;
    const refused = (memory: number) => runIn(memory, "--model", file, "--measure").complained;
    const batch = Number(/^memory: the step would take 0\.\d+ GB on .+, and there are 0\.\d+ GB; --batch (\d) would fit$/.exec(refused(predicted - 1))?.[1]);
    const peakAt = (...args: string[]) => of(reportsOf("--model", file, "--measure", ...args), "measured")[0]!["predicted"] as number;
    expect(batch).toBe(3);
    const one = peakAt("--batch", "1");
    const context = Number(/; --batch 1 --context (\d+) would fit$/.exec(refused(one - 1))?.[1]);
    expect(peakAt("--batch", "1", "--context", String(context))).toBeLessThan(one);
    expect(refused(1000)).toMatch(/; only a smaller model, with fewer layers or less width, would fit$/);
    expect(runIn(1000, "--model", file, "--measure").code).toBe(1);
    expect(runIn(4e9, "--model", "gpt2-xl", "--measure").complained).toMatch(/; only a smaller model, such as --model gpt2 --batch 1 --context \d+, would fit$/);
  });

  test("steps are apart by the bytes of a block, and infinitely if one has other blocks", () => {
    const block: Block = { bytes: 8, content: "workspace", start: 0, end: 3 };
    const apart = (other: Partial<Block>) => blocksApart([block, block], [block, { ...block, ...other }]);
    expect([apart({}), apart({ bytes: 5 }), apart({ content: "batch" }), apart({ start: 1 }), apart({ end: 4 })]).toEqual([0, 3, Infinity, Infinity, Infinity]);
    expect(blocksApart([block], [])).toBe(Infinity);
    expect(blocksApart([], [])).toBe(0);
  });

  test("what our GPT cannot be is said", () => {
    const { gpt2 } = publishedModels;
    const { experts } = publishedModels["deepseek-v3"];
    expect(whyNotRun(gpt2)).toBeNull();
    expect(whyNotRun({ ...gpt2, experts })).toBe("GPT-2 small has experts");
    expect(whyNoFormula({ ...gpt2, experts })).toBe("what GPT-2 small saves has no formula here, because of its experts");
    for (const other of [{ norm: "rms" }, { learnedPositions: false }] as const) expect(whyNotRun({ ...gpt2, ...other })).toBe("GPT-2 small has another norm, or no learned positions");
  });
});
//# sourceMappingURL=../../.maps/demos/memory/demo.test.ts.map
