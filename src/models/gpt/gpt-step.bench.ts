// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { spawn, spawnSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bench, describe } from "vitest";
import type { Backend } from "../../backends/backend.ts";
import { attendingInBlocks } from "../../backends/attention-in-blocks.ts";
import { useBackend } from "../../backends/default.ts";
import { loadAddon, type NativePath } from "../../backends/native/addon.ts";
import { SMALLEST } from "../../backends/native/cores.ts";
import { nativeBackend } from "../../backends/native/native.ts";
import { whyNot } from "../../backends/wasm/features.ts";
import { wasmBackend } from "../../backends/wasm/wasm.ts";
import { without } from "../../backends/without.ts";
import { installsPeer } from "../../experiments/peers.ts";
import { leavesOf } from "../../nn/parameters.ts";
import { adamW } from "../../optim/adam.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, cpu, matmul, matrixTranspose, Pool, slice } from "../../tensor-core.ts";
import { leastInTurn, timedHere, type Run } from "../../timing/turns.ts";
import { train } from "../../train/train.ts";
import { forwardFlops } from "./count.ts";
import { completeConfig, gptLossOf, initGpt, type GptConfig } from "./gpt.ts";
import { cpuPreset, gpt2Sizes } from "./presets.ts";
import { trainingFlops } from "./training-flops.ts";

/** What is trained, on batches of B sequences of T random tokens. */
interface Sizes {
  readonly config: GptConfig;
  readonly B: number;
  readonly T: number;
}

/** PyTorch, in a process of its own; null where it is not installed. */
async function startTorch(): Promise<{ readonly version: string; readonly step: (sizes: Sizes, threads: number) => Run } | null> {
  const python = ["/usr/bin/python3", "python3"].find((each) => spawnSync(each, ["--version"]).status === 0);
  if (python === undefined) return null;
  // memory that is freed is used again, as that of a pool is
  const environment = { MALLOC_MMAP_THRESHOLD_: "1073741824", MALLOC_TRIM_THRESHOLD_: "4294967296" };
  const child = spawn(python, [fileURLToPath(new URL("./gpt_speed.py", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...environment } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("PyTorch: the process has ended");
    return JSON.parse(value);
  };
  const version = await answer();
  if (typeof version !== "string") return null;
  return {
    version,
    step: ({ config, B, T }, threads) => async (repeats) => {
      const { vocabularySize, context, layers, heads, width, bias } = completeConfig(config);
      child.stdin.write(`${JSON.stringify({ sizes: { vocabulary_size: vocabularySize, context, layers, heads, width, bias, batch: B, time: T }, threads, repeats })}\n`);
      return Number(await answer());
    },
  };
}

/** A step of AdamW on a pool, whose old weights are released. */
function stepOn(backend: Backend, { config, B, T }: Sizes): () => void {
  const pool = new Pool(backend);
  useBackend(pool);
  const random = randomFrom(1851);
  const drawn = () => asTensor(Int32Array.from({ length: B * T }, () => Math.floor(random.uniform() * config.vocabularySize)), { shape: [B, T] });
  const batch = { ids: drawn(), targets: drawn() };
  const run = train(initGpt(config, random), gptLossOf(config), { examples: { count: B, batch: () => batch }, batch: B, seed: 1, optimizer: adamW(1e-4, { beta2: 0.99 }) });
  let before: unknown = null;
  return () => {
    useBackend(pool);
    const { parameters, state } = run.next().value;
    pool.release(before);
    before = [parameters, state.optimizer.memory].map((tree) => leavesOf(tree).map(([, leaf]) => leaf));
    useBackend(cpu);
  };
}

/** The products of a step with the matrices of weights, forward and backward, and nothing else. */
function productsOn(backend: Backend, { config, B, T }: Sizes): () => void {
  const pool = new Pool(backend);
  const { width: d, feedForward: m, layers, vocabularySize: V } = completeConfig(config);
  const random = randomFrom(1851);
  const matrix = (rows: number, columns: number) => asTensor(Float32Array.from({ length: rows * columns }, () => random.uniform()), { shape: [rows, columns], backend: pool });
  const ofBlock = [[d, 3 * d], [d, d], [d, m], [m, d]] as const;
  const operands = [...Array.from({ length: layers }, () => ofBlock).flat(), [d, V] as const].map(([inputs, outputs]) => ({ X: matrix(B * T, inputs), W: matrix(inputs, outputs), G: matrix(B * T, outputs) }));
  return () => pool.scope(() => {
    const last = operands.flatMap(({ X, W, G }) => [matmul(X, W), matmul(G, matrixTranspose(W)), matmul(matrixTranspose(X), G)]).at(-1)!;
    slice(last, [0, 0]).item();
  });
}

/** FLOPs of these products. */
const productFlops = ({ config, B, T }: Sizes) => {
  const { projections, feedForward, output } = forwardFlops(config, B, T);
  return 3 * (projections + feedForward + output);
};

const addon = loadAddon()!;
const torch = await startTorch();
console.log(torch === null ? `skipped: PyTorch is not installed: ${installsPeer("PyTorch")}` : `beside: PyTorch ${torch.version}`);
const load = loadavg()[0]!;
const isBusy = load > availableParallelism();
if (isBusy) console.log(`skipped: two threads: the load is ${load.toFixed(1)} on ${availableParallelism()} cores; run it when nothing else is at work`);

/** Only groups whose names this matches: `STEPS="preset" npm run bench -- program gpt-step`. */
const wanted = new RegExp(process.env["STEPS"] ?? "");

/** Entrants that take turns when the first of them is asked for, as in the comparison with OpenBLAS. */
function group(name: string, entrants: Readonly<Record<string, (() => Run) | null>>): void {
  if (!wanted.test(name)) return;
  const there = Object.entries(entrants).flatMap(([who, make]) => (make === null ? [] : [[who, make] as const]));
  describe(name, () => {
    let taken: Promise<ReadonlyMap<string, number>> | null = null;
    for (const [who] of there) {
      let clock = 0;
      const report = async () => {
        taken ??= leastInTurn(Object.fromEntries(there.map(([each, make]) => [each, make()])), { rounds: 7, turn: 0.1, warm: 2 });
        clock += 1e3 * (await taken).get(who)!;
      };
      bench(`${name}: ${who}`, report, { now: () => clock, time: 0, iterations: 1, warmupTime: 0, warmupIterations: 0 });
    }
  });
}

const sizes = { "the preset": { config: cpuPreset(81), B: 12, T: 64 }, "GPT-2 small": { config: gpt2Sizes.small, B: 4, T: 64 } } as const;
for (const [name, size] of Object.entries(sizes)) {
  for (const threads of isBusy ? [1] : [1, 2]) {
    const path: NativePath = threads === 1 ? addon.paths[0]! : addon.paths[0]!.inThreads(threads, SMALLEST);
    const clock = threads === 1 ? "processor" as const : "wall" as const;
    const onBackend = (backend: Backend | string) => (typeof backend === "string" ? null : () => timedHere(stepOn(backend, size), clock));
    const isPreset = name === "the preset" && threads === 1;
    const peakOf = (flops: number) => () => timedHere(() => addon.paths[0]!.multiplyAdd(Math.ceil(flops / threads / (24 * path.lanes)), 0.999, 1e-3), "processor");
    group(`step of ${name}, ${threads === 1 ? "1 thread" : `${threads} threads`}`, {
      native: onBackend(nativeBackend(addon, path)),
      PyTorch: torch && (() => torch.step(size, threads)),
      ...(isPreset && { wasm: onBackend(whyNot() ?? ["adamw", "attentionBackward"].reduce((backend, fused) => without(fused, backend), attendingInBlocks(wasmBackend()))), cpu: onBackend(cpu) }),
      peak: peakOf(trainingFlops(size.config, size.B, size.T)),
    });
    group(`products of ${name}, ${threads === 1 ? "1 thread" : `${threads} threads`}`, {
      native: () => timedHere(productsOn(nativeBackend(addon, path), size), clock),
      peak: peakOf(productFlops(size)),
    });
  }
}
//# sourceMappingURL=../../.maps/models/gpt/gpt-step.bench.ts.map
