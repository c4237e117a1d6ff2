// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** The CUDA backend: kernels on an NVIDIA GPU, and the host for what has none. */
import type { Backend, FusedKernel, Kernel, MapName, Storage, View } from "../backend.ts";
import { factorsOf } from "../cpu/kernels/adamw.ts";
import { walkOf } from "../cpu/kernels/rows.ts";
import { fusedSizes } from "../native/fused.ts";
import { cpu } from "../cpu/cpu.ts";
import { checkFormats, checkLength, gatherThenConvert, checkRange, checkWritten } from "../formats.ts";
import { keptOf } from "../views.ts";
import { bytesOf, hostDType, hostNumbers, infoOf, isPlain, numbersOf, storedBytes, type DType } from "../../layout/dtype.ts";
import { isContiguous, permuted } from "../../layout/layout.ts";
import { sizeOf } from "../../layout/shape.ts";
import type { CudaDevice } from "./addon.ts";
import { runOnHost } from "./host.ts";
import { launcherOn, type KernelName } from "./kernels.ts";
import { DeviceMemory } from "./memory.ts";
import { checkShapes, CudaStorage, ownOf, placeOf } from "./storage.ts";

/** A backend on a device. Its numbers can be read at once, which waits for all work. */
export type CudaBackend = Backend & Required<Pick<Backend, "readSync">> & {
  readonly device: CudaDevice;
  readonly memory: DeviceMemory;
  /** How often which kernel was done by the host, with copies from the device and to it. */
  readonly onHost: ReadonlyMap<string, number>;
};

/** How products of float32 are computed: in float32, or with factors that are rounded to bfloat16, on tensor cores. */
export type Products = "float32" | "bfloat16";

/** The elementwise functions in the order of their codes in `maps.cuh`. */
const MAPS = [
  "copy", "negative", "abs", "sign", "exp", "log", "sqrt", "tanh", "sin", "cos", "erf", "pow", "add", "subtract", "multiply", "divide", "maximum", "minimum",
  "less", "lessEqual", "greater", "greaterEqual", "equal", "where", "relu", "reluBackward", "tanhBackward", "gelu", "geluBackward", "geluTanh", "geluTanhBackward",
] as const;

/** Members of the argument of the kernels on rows, in their order. */
type Member = "x" | "y" | "z" | "pairs" | "out" | "doubles" | "indices";
const MEMBERS: readonly Member[] = ["x", "y", "z", "pairs", "out", "doubles", "indices"];

interface RowsKernel {
  readonly kernel: KernelName;
  /** What the operands are to it, and last the output. */
  readonly operands: readonly Member[];
  /** How many blocks: one for each row if it is not said. */
  readonly blocks?: (sizes: { readonly rows: number; readonly d: number }) => number;
  /** Names of the parameters. */
  readonly parameters?: readonly ("ignore" | "divisor" | "epsilon")[];
}

const onRows: Readonly<Record<string, RowsKernel>> = {
  softmax: { kernel: "softmax", operands: ["x", "out"] },
  softmaxBackward: { kernel: "softmax_backward", operands: ["x", "y", "out"] },
  logSoftmax: { kernel: "log_softmax", operands: ["x", "out"] },
  logSoftmaxBackward: { kernel: "log_softmax_backward", operands: ["x", "y", "out"] },
  logSumExp: { kernel: "log_sum_exp", operands: ["x", "indices", "doubles"], parameters: ["ignore"] },
  crossEntropy: { kernel: "cross_entropy", operands: ["x", "indices", "pairs", "out"], parameters: ["ignore", "divisor"], blocks: () => 1 },
  crossEntropyBackward: { kernel: "cross_entropy_backward", operands: ["x", "indices", "pairs", "y", "out"], parameters: ["ignore", "divisor"] },
  statistics: { kernel: "statistics", operands: ["x", "doubles"], parameters: ["epsilon"] },
  layerNorm: { kernel: "layer_norm", operands: ["x", "y", "z", "pairs", "out"] },
  layerNormBackward: { kernel: "layer_norm_backward", operands: ["x", "y", "z", "pairs", "out"] },
  gainBackward: { kernel: "gain_backward", operands: ["x", "y", "pairs", "out"], blocks: ({ d }) => Math.ceil(d / 32) },
  rmsNorm: { kernel: "rms_norm", operands: ["x", "y", "out"], parameters: ["epsilon"] },
  rmsNormBackward: { kernel: "rms_norm_backward", operands: ["x", "y", "z", "out"], parameters: ["epsilon"] },
};

const ofNumbers: readonly string[] = MAPS.slice(MAPS.indexOf("relu")).concat("tanh");
const others: readonly string[] = ["embeddingBackward", "rotary", "adamw", "attention", "attentionBackward"];
/** The threads of a block where nothing asks for another number. */
const THREADS = 256;
const AXES = 6;
const MOST = 2 ** 31 - 1;
/** The most blocks of a grid along its second axis, and along its third. */
const MOST_ALONG_Y = 65535;

/** The backend on a device. */
export function cudaBackend(device: CudaDevice, { products = "float32" }: { readonly products?: Products } = {}): CudaBackend {
  const memory = new DeviceMemory(device);
  const launch = launcherOn(device);
  const onHost = new Map<string, number>();
  const backend: CudaBackend = {
    name: `cuda ${device.name}`,
    device, memory, onHost,
    allocate(dtype, length) {
      if (length > MOST) throw new RangeError(`cuda: a storage holds at most ${MOST} numbers, for a kernel counts them in an int; ${length} are too many`);
      checkLength("cuda: a storage", dtype, length);
      return new CudaStorage(backend, dtype, { length, memory });
    },
    free: (storage) => ownOf(storage).free(),
    donate: (storage) => ownOf(storage).donated(),
    write(storage, numbers, start = 0) {
      const { dtype, address } = ownOf(storage);
      checkWritten("cuda: a write", storage, start, numbers.length);
      device.copyIn(address + bytesOf(dtype, start), storedBytes(dtype, numbers));
    },
    async read(storage, start, end) {
      const { dtype, address } = ownOf(storage);
      const { first, bytes } = blocksBetween(storage, start, end);
      const stored = await device.copyOutLater(address + bytesOf(dtype, first), bytes);
      checkIndices();
      return hostNumbers(dtype, stored, start - first, end - start);
    },
    readSync(storage, start, end) {
      const { dtype, address } = ownOf(storage);
      const { first, bytes } = blocksBetween(storage, start, end);
      const stored = new Uint8Array(bytes);
      device.copyOut(address + bytesOf(dtype, first), stored);
      checkIndices();
      return hostNumbers(dtype, stored, start - first, end - start);
    },
    // float32 is summed on the device, and all else by the host
    accumulator: (dtype) => (hostDType(dtype) === "float32" ? "float32" : cpu.accumulator(dtype)),
    run(kernel) {
      checkFormats("cuda", kernel);
      if (kernel.kind === "gather" && !isPlain(kernel.input.storage.dtype) && isPlain(kernel.output.storage.dtype)) return gatherThenConvert(backend, kernel);
      if (!runOnDevice(kernel)) {
        const name = "name" in kernel ? kernel.name : kernel.kind;
        onHost.set(name, (onHost.get(name) ?? 0) + 1);
        runOnHost(kernel, device);
      }
    },
    supports: (fused) => Object.hasOwn(onRows, fused) || ofNumbers.includes(fused) || others.includes(fused),
    async synchronize() {
      device.synchronize();
      checkIndices();
    },
  };
  return backend;

  /** A kernel cannot throw: it writes down a wrong index, and who reads next is told. */
  function checkIndices(): void {
    const wrong = device.takeWrong();
    if (wrong) throw new RangeError(`cuda: no index ${wrong[0]} among ${wrong[1]}`);
  }

  /** False for a kernel that the device lacks. */
  function runOnDevice(kernel: Kernel): boolean {
    switch (kernel.kind) {
      case "map": return map(kernel.name, kernel.inputs, kernel.output);
      case "reduce": return reduce(kernel.name, kernel.input, kernel.output);
      case "argmax": return argmax(kernel.input, kernel.output);
      case "matmul": return (products === "bfloat16" && roundedProduct(kernel)) || product(kernel);
      case "gather": return gather(kernel.input, kernel.indices, kernel.output);
      case "scatter": return scatter("scatter", kernel.input, kernel.indices, kernel.output);
      case "fill": return fill(kernel.value, kernel.output);
      case "fused": return fused(kernel);
      default: return kernel satisfies never;
    }
  }

  function map(name: MapName | (typeof MAPS)[number], inputs: readonly (View | number)[], output: View): boolean {
    const views = inputs.filter((each) => typeof each !== "number");
    const isCopy = name === "copy" && output.storage.dtype === "int32" && views.every(({ storage }) => storage.dtype === "int32");
    if (!isCopy && !areFloats([output, ...views])) return false;
    checkShapes(name, output.shape, views);
    const { lengths, strides } = walkOf([output, ...inputs.map((each) => (typeof each === "number" ? { shape: output.shape, strides: output.shape.map(() => 0), offset: 0 } : each))]);
    if (lengths.length > AXES) return false;
    const places = inputs.map((each) => (typeof each === "number" ? 0 : placeOf(name, each)));
    const numbers = inputs.map((each) => (typeof each === "number" ? each : 0));
    const n = sizeOf(output.shape);
    launch("map", { blocks: [Math.ceil(n / THREADS)], threads: THREADS },
      placeOf(name, output), padded(places, 3), padded(numbers, 3), MAPS.indexOf(name), n, lengths.length,
      padded(lengths, AXES), ...[0, 1, 2, 3].map((each) => padded(strides[each] ?? [], AXES)));
    return true;
  }

  function fill(value: number, output: View): boolean {
    const { dtype } = output.storage;
    if (!isPlain(dtype)) return false;
    const words = new Int32Array(numbersOf(dtype, 1).fill(value).buffer);
    if (words.some((word) => word !== words[0])) return false;
    const n = sizeOf(output.shape) * words.length;
    launch("fill", { blocks: [Math.ceil(n / THREADS)], threads: THREADS }, placeOf("fill", output), words[0]!, n);
    return true;
  }

  function reduce(name: "sum" | "max", input: View, output: View): boolean {
    if (sizeOf(input.shape) === 0) return fill(0, keptOf(output));
    if (!areFloats([input, output])) return false;
    checkShapes(name, output.shape, [input]);
    const { lengths, strides: [to, from] } = walkOf([output, input]);
    const axes = [...lengths.keys()];
    const [kept, gone] = [axes.filter((axis) => to![axis] !== 0), axes.filter((axis) => to![axis] === 0)];
    if (kept.length > AXES || gone.length > AXES) return false;
    const of = (row: readonly number[], which: readonly number[]) => which.map((axis) => row[axis]!);
    const size = (which: readonly number[]) => of(lengths, which).reduce((product, length) => product * length, 1);
    const nearest = (which: readonly number[]) => Math.min(Infinity, ...of(from!, which).map((stride) => Math.abs(stride) || Infinity));
    const [outputs, isRows] = [size(kept), nearest(gone) <= nearest(kept)];
    launch(isRows ? "reduce_rows" : "reduce_columns", { blocks: [isRows ? outputs : Math.ceil(outputs / 32)], threads: isRows ? Math.min(THREADS, up(size(gone), 32)) : THREADS },
      placeOf(name, output), placeOf(name, input), name === "max" ? 1 : 0, outputs, size(gone),
      kept.length, padded(of(lengths, kept), AXES), padded(of(to!, kept), AXES), padded(of(from!, kept), AXES),
      gone.length, padded(of(lengths, gone), AXES), padded(of(from!, gone), AXES));
    return true;
  }

  function argmax(input: View, output: View): boolean {
    const [n, step] = [input.shape.at(-1)!, input.strides.at(-1)!];
    const rows = { ...input, shape: input.shape.slice(0, -1), strides: input.strides.slice(0, -1) };
    checkShapes("argmax", rows.shape, [output]);
    const { lengths, strides: [to, from] } = walkOf([output, rows]);
    if (!areFloats([input]) || n === 0 || lengths.length > AXES) return false;
    const count = sizeOf(output.shape);
    launch("argmax", { blocks: [Math.ceil(count / 4)], threads: 128 },
      placeOf("argmax", output), placeOf("argmax", input), count, n, step, lengths.length, padded(lengths, AXES), padded(to!, AXES), padded(from!, AXES));
    return true;
  }

  function product({ left, right, output }: Pick<Extract<Kernel, { kind: "matmul" }>, "left" | "right" | "output">): boolean {
    const sizes = sizesOf(left, right, output);
    if (sizes === null) return false;
    const { batch, m, n, k } = sizes;
    if (m > 64 * MOST_ALONG_Y) {
      // of so many rows the columns of the transposed product are as many, Cᵀ = Bᵀ Aᵀ, and along x a grid has more blocks
      const [a, b, c] = [left, right, output].map((x) => ({ storage: x.storage, ...permuted(x, [0, 2, 1]) })) as [View, View, View];
      return n <= 64 * MOST_ALONG_Y && product({ left: b, right: a, output: c });
    }
    const blocksOf = (side: number) => [Math.ceil(n / side), Math.ceil(m / side), Math.min(batch, MOST_ALONG_Y)] as const;
    // small tiles where large ones would leave multiprocessors without work
    const isLarge = blocksOf(128).reduce((product, count) => product * count, 1) >= device.multiprocessors;
    const [a, b, c] = [placeOf("matmul", left), placeOf("matmul", right), placeOf("matmul", output)];
    if (batch * m * n > 0) {
      launch(isLarge ? "product_128" : "product_64", { blocks: blocksOf(isLarge ? 128 : 64), threads: THREADS }, c, a, b, m, n, k, batch,
        ...[left, right, output].map(({ strides }) => strides.slice(1)), ...[left, right, output].map(({ strides }) => strides[0]!));
    }
    return true;
  }

  // Launch a product on tensor cores
  function roundedProduct({ left, right, output }: Pick<Extract<Kernel, { kind: "matmul" }>, "left" | "right" | "output">): boolean {
    const sizes = sizesOf(left, right, output);
    if (sizes === null || sizes.batch * sizes.m * sizes.n * sizes.k === 0) return false;
    const { batch, m, n, k } = sizes;
    const [rows, columns, depth] = [up(m, 128), up(n, 128), up(k, 32)];
    if (Math.max(batch, rows / 128, depth / 32) > MOST_ALONG_Y) return false;
    const rounded = (x: View, { side, count, row, column }: { readonly side: number; readonly count: number; readonly row: number; readonly column: number }) => {
      const out = memory.allocate(2 * batch * side * depth);
      launch("round_bf16", { blocks: [side / 32, depth / 32, batch], threads: THREADS }, out, placeOf("matmul", x), count, k, side, depth, x.strides[row]!, x.strides[column]!, x.strides[0]!);
      return out;
    };
    const a = rounded(left, { side: rows, count: m, row: 1, column: 2 });
    const b = rounded(right, { side: columns, count: n, row: 2, column: 1 });
    launch("product_bf16", { blocks: [columns / 128, rows / 128, batch], threads: THREADS },
      placeOf("matmul", output), a, b, m, n, depth, rows, columns, output.strides.slice(1), output.strides[0]!);
    // the next use of this memory comes later in the stream
    for (const each of [a, b]) memory.free(each);
    return true;
  }

  function gather(input: View, indices: View, output: View): boolean {
    const { dtype } = output.storage;
    if (input.storage.dtype !== dtype || indices.storage.dtype !== "int32" || ![input, indices, output].every(isContiguous)) return false;
    const [outer, length, inner] = input.shape as readonly [number, number, number];
    const picked = sizeOf(indices.shape);
    checkShapes("gather", [outer, picked, inner], [output]);
    // a row is moved in words of four bytes
    if ([inner, input.offset, output.offset].some((place) => bytesOf(dtype, place) % 4 !== 0)) return false;
    const words = bytesOf(dtype, inner) / 4;
    const n = outer * picked * words;
    launch("gather", { blocks: [Math.ceil(n / THREADS)], threads: THREADS },
      placeOf("gather", output), placeOf("gather", input), placeOf("gather", indices), device.wrongAt, n, length, picked, words);
    return true;
  }

  function scatter(name: string, input: View, indices: View, output: View): boolean {
    if (!areFloats([input, output]) || indices.storage.dtype !== "int32" || ![input, indices, output].every(isContiguous)) return false;
    const [outer, length, inner] = (output.shape.length === 2 ? [1, ...output.shape] : output.shape) as readonly [number, number, number];
    const picked = sizeOf(indices.shape);
    if (outer > MOST_ALONG_Y || picked > 2 ** 30 || sizeOf(input.shape) !== outer * picked * inner) return false;
    fill(0, output);
    if (picked * outer > 0) {
      const keys = sortedKeys(name, indices, { length, picked });
      launch("scatter", { blocks: [Math.ceil(inner / THREADS), Math.min(picked, MOST_ALONG_Y), outer], threads: THREADS },
        placeOf(name, output), placeOf(name, input), keys, length, picked, inner);
      memory.free(keys);
    }
    return true;
  }

  /** The address of the indices with their places, sorted. The steps of the bitonic sort that stay within 1,024 keys are one launch. */
  function sortedKeys(name: string, indices: View, { length, picked }: { readonly length: number; readonly picked: number }): number {
    const near = 1024;
    const side = Math.max(near, 2 ** Math.ceil(Math.log2(picked)));
    const keys = memory.allocate(8 * side);
    launch("sort_keys", { blocks: [Math.ceil(side / THREADS)], threads: THREADS }, keys, placeOf(name, indices), device.wrongAt, length, picked, side);
    const sortNear = (from: number, to: number) => launch("sort_near", { blocks: [side / near], threads: near / 2 }, keys, from, to);
    sortNear(2, near);
    for (let size = 2 * near; size <= side; size *= 2) {
      for (let distance = size / 2; distance >= near; distance /= 2) launch("sort_far", { blocks: [side / 2 / THREADS], threads: THREADS }, keys, side, size, distance);
      sortNear(size, size);
    }
    return keys;
  }

  function fused(kernel: FusedKernel): boolean {
    const { name, inputs, outputs } = kernel;
    if (ofNumbers.includes(name)) return map(name as (typeof MAPS)[number], inputs, outputs[0]!);
    if (name === "embeddingBackward") return scatter(name, inputs[0]!, inputs[1]!, outputs[0]!);
    if (name === "rotary") return rotary(kernel);
    if (name === "adamw") return adamw(kernel);
    if (name === "attention" || name === "attentionBackward") return attention(kernel);
    return rows(kernel);
  }

  function rows({ name, inputs, outputs, parameters }: FusedKernel): boolean {
    const sizes = Object.hasOwn(onRows, name) ? fusedSizes(name, inputs, outputs[0]!) : null;
    if (sizes === null) return false;
    const { kernel, operands, blocks = ({ rows }) => rows, parameters: names = [] } = onRows[name]!;
    const views = new Map([...inputs, outputs[0]!].map((view, i) => [operands[i]!, placeOf(name, view)]));
    const values = { ignore: 0, epsilon: 0, divisor: 1, ...Object.fromEntries(names.map((each, i) => [each, parameters[i] ?? 0])) };
    const threads = kernel === "gain_backward" || kernel === "cross_entropy" ? THREADS : Math.min(THREADS, up(sizes.d, 32));
    launch(kernel, { blocks: [blocks(sizes)], threads },
      MEMBERS.map((member) => views.get(member) ?? 0), device.wrongAt, sizes.rows, sizes.d, values.ignore, values.epsilon, values.divisor);
    return true;
  }

  function rotary({ name, inputs, outputs, parameters: [d = 2, interleaved = 0] }: FusedKernel): boolean {
    const sizes = fusedSizes(name, inputs, outputs[0]!);
    if (sizes === null || d < 2 || d % 2 !== 0 || sizes.d % d !== 0) return false;
    const pairs = (sizes.rows * sizes.d) / 2;
    launch("rotary", { blocks: [Math.ceil(pairs / THREADS)], threads: THREADS }, [...inputs, ...outputs].map((view) => placeOf(name, view)), pairs, d, sizes.d, interleaved);
    return true;
  }

  function adamw({ name, inputs, outputs, parameters }: FusedKernel): boolean {
    const views = [...inputs, ...outputs];
    if (views.length !== 7 || !areFloats(views) || !views.every(isContiguous)) return false;
    checkShapes(name, views[0]!.shape, views);
    const n = sizeOf(views[0]!.shape);
    launch("adamw", { blocks: [Math.ceil(n / THREADS)], threads: THREADS }, views.map((view) => placeOf(name, view)), factorsOf(parameters), n);
    return true;
  }

  function attention({ name, inputs, outputs, parameters: [scale = 1, causal = 0, window = 0] }: FusedKernel): boolean {
    const views = [...inputs, ...outputs];
    const [batch, T, d] = inputs[0]!.shape as readonly [number, number, number];
    const [N, m] = [inputs[1]!.shape[1]!, inputs[2]!.shape[2]!];
    const [q, k, v, o, lse] = [[batch, T, d], [batch, N, d], [batch, N, m], [batch, T, m], [batch, T]];
    const shapes = name === "attention" ? [q, k, v, o, lse] : [q, k, v, o, lse, o, q, k, v];
    if (views.length !== shapes.length || !areFloats(views) || !views.every(isContiguous)) return false;
    shapes.forEach((shape, i) => checkShapes(name, shape!, [views[i]!]));
    if (causal !== 0 && T > N) throw new RangeError(`cuda: ${name} of ${T} queries for ${N} positions`);
    if (d > 128 || m > 128 || batch > 65535 || batch * T * N * d * m === 0) return false;
    const [places, sizes] = [views.map((view) => placeOf(name, view)), [T, N, d, m, causal, window, scale]];
    const gridOf = (warps: number, shared: number) => ({ blocks: [Math.ceil(warps / 8), batch] as const, threads: THREADS, shared: 4 * shared });
    if (name === "attention") {
      launch("attention", gridOf(T, 32 * (d + 1) + 32 * m + 8 * d), places, sizes);
      return true;
    }
    const [D, shared] = [memory.allocate(4 * batch * T), 32 * (d + m + 2) + 8 * (d + m)];
    launch("attention_backward_q", gridOf(T, shared), places, D, sizes);
    launch("attention_backward_kv", gridOf(N, shared), places, D, sizes);
    memory.free(D);
    return true;
  }
}

/** The blocks in which the numbers from `start` up to `end` stand: their first number, and the bytes of all. Throws `RangeError` for numbers that are not there. */
function blocksBetween(storage: Storage, start: number, end: number): { readonly first: number; readonly bytes: number } {
  checkRange("cuda: a read", storage, start, end);
  const { blockLength } = infoOf(storage.dtype);
  const first = Math.floor(start / blockLength) * blockLength;
  return { first, bytes: bytesOf(storage.dtype, end - first) };
}

/** The sizes of a product of float32; null for other numbers. */
function sizesOf(left: View, right: View, output: View): { readonly batch: number; readonly m: number; readonly n: number; readonly k: number } | null {
  if (!areFloats([left, right, output])) return null;
  const [batch, m, n] = output.shape as readonly [number, number, number];
  const k = left.shape[2]!;
  checkShapes("the left of matmul", [batch, m, k], [left]);
  checkShapes("the right of matmul", [batch, k, n], [right]);
  return { batch, m, n, k };
}

function areFloats(views: readonly { readonly storage: { readonly dtype: DType } }[]): boolean {
  return views.every(({ storage }) => storage.dtype === "float32");
}

/** With zeros behind, up to so many. */
function padded(numbers: readonly number[], count: number): readonly number[] {
  return [...numbers, ...new Array<number>(count - numbers.length).fill(0)];
}

function up(n: number, multiple: number): number {
  return Math.ceil(n / multiple) * multiple;
}
//# sourceMappingURL=../../.maps/backends/cuda/cuda.ts.map
