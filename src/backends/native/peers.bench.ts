// Tangled from book/interlude-b-the-processor/10-comparison-with-openblas.md. Edit the book, then: npm run tangle
import { availableParallelism, loadavg } from "node:os";
import { bench, describe } from "vitest";
import { installsPeer, startPeers, type PeerRun } from "../../experiments/peers.ts";
import { recordedSteps } from "../../experiments/recorded-steps.ts";
import { steps } from "../../experiments/steps.ts";
import { permuted, rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, normal, Pool, variable } from "../../tensor-core.ts";
import { leastInTurn, timedHere, type Run } from "../../timing/turns.ts";
import type { Backend, Kernel, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { useBackend } from "../default.ts";
import { loadAddon, type NativePath } from "./addon.ts";
import { SMALLEST } from "./cores.ts";
import { deferredBackend } from "./deferred.ts";
import { nativeBackend } from "./native.ts";
import { placeOf } from "./storage.ts";

const addon = loadAddon()!;
const peers = await startPeers();
for (const library of ["OpenBLAS", "PyTorch"] as const) {
  const version = peers.versions[library];
  console.log(version === null ? `skipped: ${library} is not installed: ${installsPeer(library)}` : `beside: ${library} ${version}`);
}

type Entrant = (() => Run) | null;
/** Seconds in which V8 has compiled what a step calls. */
const WARM = 3;

/** Only groups whose names this matches: `PEERS="step|addition" npm run bench -- program peers`. */
const wanted = new RegExp(process.env["PEERS"] ?? "");

/** Entrants that take turns when the first of them is asked for. Each reports its least time to the benchmark by a clock that only such times move. */
function group(name: string, entrants: Readonly<Record<string, Entrant>>, warm = 0): void {
  if (!wanted.test(name)) return;
  const there = Object.entries(entrants).flatMap(([who, make]) => (make === null ? [] : [[who, make] as const]));
  describe(name, () => {
    let taken: Promise<ReadonlyMap<string, number>> | null = null;
    for (const [who] of there) {
      let clock = 0;
      const report = async () => {
        taken ??= leastInTurn(Object.fromEntries(there.map(([each, make]) => [each, make()])), { rounds: 9, turn: 0.01, warm });
        clock += 1e3 * (await taken).get(who)!;
      };
      bench(`${name}: ${who}`, report, { now: () => clock, time: 0, iterations: 1, warmupTime: 0, warmupIterations: 0 });
    }
  });
}

// the wall clock of two threads on cores that other programs use would measure those
const load = loadavg()[0]!;
const isBusy = load > availableParallelism();
if (isBusy) console.log(`skipped: two threads: the load is ${load.toFixed(1)} on ${availableParallelism()} cores; run it when nothing else is at work`);

const conditions = (isBusy ? [1] : [1, 2]).map((threads) => {
  const path: NativePath = threads === 1 ? addon.paths[0]! : addon.paths[0]!.inThreads(threads, SMALLEST);
  return { threads, path, said: threads === 1 ? "1 thread" : `${threads} threads`, clock: threads === 1 ? ("processor" as const) : ("wall" as const) };
});
type Condition = (typeof conditions)[number];

/** A run in a library, if it is there. */
function peer(library: "OpenBLAS" | "PyTorch", { threads, clock }: Condition, asked: Pick<PeerRun, "run" | "arguments">): Entrant {
  return peers.versions[library] === null ? null : () => (repeats) => peers.seconds({ ...asked, threads, clock, repeats });
}

function filled(on: Backend, dtype: "float32" | "float64" | "int32", ...shape: readonly number[]): View {
  const random = randomFrom(1851);
  const storage = on.allocate(dtype, shape.reduce((one, other) => one * other, 1));
  const numbers = dtype === "int32" ? Int32Array.from({ length: storage.length }, () => Math.floor(random.uniform() * 1024))
    : dtype === "float64" ? new Float64Array(storage.length).fill(8) : Float32Array.from({ length: storage.length }, () => random.uniform() - 0.5);
  on.write(storage, numbers);
  return { storage, ...rowMajor(shape) };
}

/** A product of m × k by k × n, whose operands are transposed where the order has a T. */
function product(order: string, [m, n, k]: readonly [number, number, number], { path, clock }: Condition): Run {
  const on = nativeBackend(addon, path);
  const operand = (letter: string, rows: number, columns: number): View => {
    if (letter === "N") return filled(on, "float32", 1, rows, columns);
    const turned = filled(on, "float32", 1, columns, rows);
    return { storage: turned.storage, ...permuted(turned, [0, 2, 1]) };
  };
  const kernel: Kernel = { kind: "matmul", left: operand(order[0]!, m, k), right: operand(order[1]!, k, n), output: filled(on, "float32", 1, m, n) };
  return timedHere(() => on.run(kernel), clock);
}

/** So many FLOPs of independent multiply-adds on one thread; on several it is taken that each has as many. */
function peakOf(flops: number, { threads, path }: Condition): Run {
  const times = Math.ceil(flops / threads / (24 * path.lanes));
  return timedHere(() => path.multiplyAdd(times, 0.999, 1e-3), "processor");
}

const products = [
  ...[512, 1024, 2048].map((side) => ({ name: `${side}³ NN`, order: "NN", sizes: [side, side, side] as const })),
  ...[768, 3072, 50257].flatMap((width) => [
    { name: `${width} of GPT NN`, order: "NN", sizes: [256, width, 768] as const },
    { name: `${width} of GPT NT`, order: "NT", sizes: [256, 768, width] as const },
    { name: `${width} of GPT TN`, order: "TN", sizes: [768, width, 256] as const },
  ]),
];
for (const condition of conditions) {
  for (const { name, order, sizes } of products) {
    group(`${name}, ${condition.said}`, {
      native: () => product(order, sizes, condition),
      OpenBLAS: peer("OpenBLAS", condition, { run: "product", arguments: [order, ...sizes] }),
      peak: () => peakOf(2 * sizes[0] * sizes[1] * sizes[2], condition),
    });
  }
}

const [n, d] = [4096, 1024];
/** Fused kernels by name, and how many arrays of n × d numbers each has to move. */
function kernelsOf(on: Backend): Readonly<Record<string, readonly Kernel[]>> {
  const floats = (...shape: readonly number[]) => filled(on, "float32", ...shape);
  const [x, y, out] = [floats(n, d), floats(n, d), floats(n, d)];
  const [gain, bias, one, column] = [floats(d), floats(d), floats(1), floats(d)];
  const [ids, lse, statistics] = [filled(on, "int32", n), filled(on, "float64", n), filled(on, "float64", n, 2)];
  const fused = (name: string, inputs: readonly View[], output: View, ...parameters: readonly number[]): Kernel => ({ kind: "fused", name, inputs, outputs: [output], parameters });
  return {
    softmax: [fused("softmax", [x], out)],
    "softmax, backward": [fused("softmaxBackward", [x, y], out)],
    "layer norm": [fused("statistics", [x], statistics, 1e-5), fused("layerNorm", [x, gain, bias, statistics], out)],
    "layer norm, backward": [
      fused("layerNormBackward", [y, x, gain, statistics], out), fused("gainBackward", [y, x, statistics], column),
      { kind: "reduce", name: "sum", input: y, output: { storage: column.storage, shape: [n, d], strides: [0, 1], offset: 0 } },
    ],
    GELU: [fused("gelu", [x], out)],
    "GELU, backward": [fused("geluBackward", [x, y], out)],
    "cross-entropy": [fused("logSumExp", [x, ids], lse, -1), fused("crossEntropy", [x, ids, lse], one, -1, n)],
    "cross-entropy, backward": [fused("crossEntropyBackward", [x, ids, lse, one], out, -1, n)],
  };
}
const arrays = { softmax: 2, "softmax, backward": 3, "layer norm": 2, "layer norm, backward": 3, GELU: 2, "GELU, backward": 3, "cross-entropy": 1, "cross-entropy, backward": 2 };

/** The bytes of so many arrays at the bandwidth of a triad, which has three. */
function triadOf(count: number, { path, clock, threads }: Condition): Run {
  const on = nativeBackend(addon, path);
  const held = [1, 2, 3].map(() => filled(on, "float32", n * d));
  const [z, x, y] = held.map((each) => placeOf("triad", each)) as [number, number, number];
  const triad = threads === 1 ? path.triad : path.triadOfThreads;
  // an address holds as long as its storage does, which is named here
  const run = timedHere(() => triad(held[0]!.storage.length, z, x, y, 0.5), clock);
  return async (repeats) => ((await run(repeats)) * count) / 3;
}

for (const condition of conditions) {
  for (const [name, count] of Object.entries(arrays)) {
    group(`${name}, ${condition.said}`, {
      native: () => {
        const on = nativeBackend(addon, condition.path);
        const kernels = kernelsOf(on)[name]!;
        return timedHere(() => kernels.forEach((kernel) => on.run(kernel)), condition.clock);
      },
      PyTorch: peer("PyTorch", condition, { run: "kernel", arguments: [name, n, d] }),
      "bytes of a triad": () => triadOf(count, condition),
    });
  }
}

const networks = { names: [3, 27, 10, 200, 32], novel: [8, 82, 24, 256, 64] } as const;
for (const condition of conditions) {
  for (const [network, sizes] of Object.entries(networks)) {
    const stepOn = (on: Backend, made: () => readonly { readonly name: string; readonly step: () => number }[]): Run => {
      useBackend(on);
      const { step } = made().find(({ name }) => name === network)!;
      useBackend(cpu);
      return timedHere(step, condition.clock);
    };
    group(`step on the ${network}, ${condition.said}`, {
      native: () => stepOn(nativeBackend(addon, condition.path), steps),
      "native, replayed": () => {
        const on = deferredBackend(addon, condition.path);
        return stepOn(on, () => recordedSteps(on.commands));
      },
      PyTorch: peer("PyTorch", condition, { run: "step", arguments: sizes }),
    }, WARM);
  }
}

/** A hundred additions of 1,000 numbers, each a node of the graph. */
function additions(backend: Backend): () => unknown {
  const [x, y] = [1, 2].map((seed) => normal(randomFrom(seed), [1000], { backend })) as [ReturnType<typeof normal>, ReturnType<typeof normal>];
  const leaf = variable(x);
  return () => Array.from({ length: 100 }, () => add(leaf, y));
}
const each = (run: () => unknown): Run => {
  const hundred = timedHere(run, "processor");
  return async (repeats) => (await hundred(Math.ceil(repeats / 100))) / 100;
};
group("addition of 1,000 recorded, 1 thread", {
  native: () => {
    // as in training, the memory of one step is that of the next
    const pool = new Pool(nativeBackend(addon));
    const run = additions(pool);
    return each(() => pool.scope(() => void run()));
  },
  "native, replayed": () => {
    const on = deferredBackend(addon);
    return each(on.commands.record(additions(on)).replay);
  },
  PyTorch: peer("PyTorch", conditions[0]!, { run: "addition", arguments: [1000] }),
}, WARM);
//# sourceMappingURL=../../.maps/backends/native/peers.bench.ts.map
