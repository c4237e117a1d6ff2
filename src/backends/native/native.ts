// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** The native backend: kernels in C on typed arrays, and those of the CPU for what it lacks. */
import type { Backend, Kernel, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { walkOf } from "../cpu/kernels/rows.ts";
import { sizeOf } from "../../layout/shape.ts";
import { atOnce, type Queue } from "./queue.ts";
import type { Addon, NativePath } from "./addon.ts";
import { checkFormats } from "../formats.ts";
import { adopted, allocated, checkShapes, ownOf, placeOf, type NativeStorage } from "./storage.ts";
// Import the native product
import { blocksFor } from "./blocks.ts";
import type { FusedKernel } from "../backend.ts";
import { bytesOf, isPlain } from "../../layout/dtype.ts";
import { isContiguous, permuted } from "../../layout/layout.ts";
import { fusedSizes } from "./fused.ts";

/** The most rows of a product for which packing the right operand costs more than it gains. */
const FEW = 8;
import { factorsOf } from "../cpu/kernels/adamw.ts";
import { scratchOfAttention } from "./attention.ts";

/** A backend whose numbers can be read at once. */
export type NativeBackend = Backend & Required<Pick<Backend, "readSync" | "bytes" | "adopt">> & {
  /** The kernels that it runs. */
  readonly path: NativePath;
};

/** The backend on the addon’s kernels of one path: by default the best that this processor can run, each at once. */
export function nativeBackend(addon: Addon, path: NativePath = addon.paths[0]!, queue: Queue = atOnce(addon)): NativeBackend {
  // State of the native backend
  const blocks = blocksFor(path, addon.caches);
  let packed: NativeStorage | null = null;
  const rooms: { int32?: NativeStorage; float32?: NativeStorage } = {};
  // Make the native backend
  const backend: NativeBackend = {
    name: `native ${path.name}`,
    path,
    allocate: (dtype, length) => allocated(addon, backend, dtype, length),
    free: (storage) => ownOf(storage).free(),
    donate: (storage) => ownOf(storage).donated(),
    write(storage, numbers, start) {
      queue.settle(storage);
      cpu.write(ownOf(storage), numbers, start);
    },
    read: async (storage, start, end) => backend.readSync(storage, start, end),
    readSync(storage, start, end) {
      queue.settle(storage);
      return cpu.readSync(ownOf(storage), start, end);
    },
    bytes(storage) {
      queue.settle(storage);
      return ownOf(storage).bytes;
    },
    adopt: (dtype, bytes) => adopted(addon, backend, dtype, bytes),
    accumulator: (dtype) => cpu.accumulator(dtype),
    run(kernel) {
      checkFormats(backend.name, kernel);
      if (runNative(kernel)) queue.hold(kernel);
      else queue.runOnCpu(kernel);
    },
    supports: (fused) => cpu.supports(fused),
    synchronize: async () => queue.flush(),
  };
  return backend;

  // Run a kernel in C if there is one
  /** Runs a kernel in C; false for one that C lacks. */
  function runNative(kernel: Kernel): boolean {
    switch (kernel.kind) {
      case "map": return map(kernel.name, kernel.inputs, kernel.output) || (kernel.name === "copy" && copy(kernel.inputs, kernel.output));
      case "reduce": return reduce(kernel.name, kernel.input, kernel.output);
      case "fused": return (kernel.parameters.length === 0 && kernel.outputs.length === 1 && map(kernel.name, kernel.inputs, kernel.outputs[0]!)) || adamw(kernel) || attend(kernel) || fused(kernel);
      // Further native kernels
      case "matmul": return skinny(kernel.left, kernel.right, kernel.output) || matmul(kernel.left, kernel.right, kernel.output);
      case "gather": case "scatter": return pick(kernel.kind, kernel);
      default: return false;
    }
  }

  // Call an elementwise kernel
  function map(name: string, inputs: readonly (View | number)[], output: View): boolean {
    const code = path.codes[name];
    const views = inputs.filter((each) => typeof each !== "number");
    if (code === undefined || inputs.length > 2 || !areFloats([output, ...views])) return false;
    checkShapes(name, output.shape, views);
    // Run contiguous operands as one row
    // the common case, for which the walk over the axes would take longer than the call
    if (views.length === inputs.length && [output, ...views].every(isContiguous)) {
      const n = sizeOf(output.shape);
      const [out, x, y = x!] = [output, ...views].map((each) => placeOf(name, each));
      if (n > 0) path.map(code, 1, n, out!, 0, x!, 0, 1, y, 0, 1);
      return true;
    }
    const layouts = [output, ...inputs.map((each) => (typeof each === "number" ? { shape: output.shape, strides: output.shape.map(() => 0), offset: 0 } : each))];
    const { lengths, strides } = walkOf(layouts);
    // Refuse what is not rows of neighbours
    if (lengths.length > 2) return false;
    const [n = 1, rows = 1] = [...lengths].reverse();
    const steps = strides.map((each) => each.at(-1) ?? 1);
    if (n > 1 && (steps[0] !== 1 || steps.some((step) => step !== 0 && step !== 1))) return false;
    const apart = strides.map((each) => (each.length > 1 ? each[0]! : 0));
    // Run an elementwise kernel in C
    const [out, x, y = x!] = [output, ...inputs].map((each, i) => {
      return typeof each === "number" ? queue.numberAt(each, i - 1) : placeOf(name, each);
    });
    if (sizeOf(output.shape) > 0) path.map(code, rows, n, out!, apart[0]!, x!, apart[1]!, steps[1]!, y, apart[2] ?? 0, steps[2] ?? 0);
    return true;
  }

  // Call a reduction
  function reduce(name: "sum" | "max", input: View, output: View): boolean {
    if (!areFloats([input, output]) || sizeOf(input.shape) === 0) return false;
    checkShapes(name, output.shape, [input]);
    const { lengths, strides: [to, from] } = walkOf([output, input]);
    const [rows, n] = lengths.length === 2 ? lengths : [1, lengths[0] ?? 1];
    const [outRow, outStep] = to!.length === 2 ? to! : [0, to![0] ?? 0];
    const [row, step] = from!.length === 2 ? from! : [0, from![0] ?? 1];
    if (lengths.length > 2 || step !== 1) return false;
    const [out, x] = [placeOf(name, output), placeOf(name, input)];
    if (outStep === 0 && (outRow !== 0 || rows === 1)) path[name === "sum" ? "sumRows" : "maxRows"](rows!, n!, out, outRow!, x, row!);
    else if (outStep === 1 && outRow === 0) path[name === "sum" ? "sumColumns" : "maxColumns"](rows!, n!, out, x, row!);
    else return false;
    return true;
  }

  // Call further kernels
  function matmul(left: View, right: View, output: View): boolean {
    if (!areFloats([left, right, output]) || output.strides[2] !== 1) return false;
    const [batch, m, n] = output.shape as readonly [number, number, number];
    const k = left.shape[2]!;
    checkShapes("the left of matmul", [batch, m, k], [left]);
    checkShapes("the right of matmul", [batch, k, n], [right]);
    const [a, b, c] = [placeOf("matmul", left), placeOf("matmul", right), placeOf("matmul", output)];
    if (k === 0 || batch * m * n === 0) return false;
    // Multiply each matrix of the batch in C
    const [mc, kc, nc] = [Math.min(blocks.mc, up(m, path.rows)), Math.min(blocks.kc, k), Math.min(blocks.nc, up(n, path.columns))];
    const room = roomFor(mc * kc, kc * nc);
    for (let each = 0; each < batch; each++) {
      const [ai, bi, ci] = [[a, left] as const, [b, right] as const, [c, output] as const].map(([at, { strides }]) => at + 4 * each * strides[0]!);
      path.product(m, n, k, ai!, left.strides[1]!, left.strides[2]!, bi!, right.strides[1]!, right.strides[2]!, ci!, output.strides[1]!, mc, kc, nc, room.a, room.b);
    }
    queue.keep(packed!);
    return true;
  }
  /** Memory for packed blocks of so many numbers, reused from product to product. */
  function roomFor(ofA: number, ofB: number): { readonly a: number; readonly b: number } {
    const behindA = up(ofA, 16);
    if (packed === null || packed.length < behindA + ofB) packed = allocated(addon, backend, "float32", behindA + ofB);
    return { a: packed.address, b: packed.address + 4 * behindA };
  }

  /** The next multiple of `step`. */
  function up(size: number, step: number): number {
    return Math.ceil(size / step) * step;
  }
  /** Runs a fused kernel in C; false for one that C lacks. */
  function fused({ name, inputs, outputs: [output], parameters }: FusedKernel): boolean {
    const sizes = output === undefined ? null : fusedSizes(name, inputs, output);
    if (output === undefined || sizes === null) return false;
    const [one = 0, two = 0, three = 0, four = 0] = inputs.map((view) => placeOf(name, view));
    // the indices of an embedding are sorted into room of its own
    const third = name === "embeddingBackward" ? scratch("int32", sizes.length + 1 + sizes.rows) : three;
    path.fused(path.fusedCodes[name]!, sizes.rows, sizes.d, sizes.length, one, two, third, four, placeOf(name, output), parameters[0] ?? 0, parameters[1] ?? 0, sizes.d);
    return true;
  }

  /** Room for so many numbers, kept from kernel to kernel. */
  function scratch(dtype: "int32" | "float32", length: number): number {
    const held = rooms[dtype];
    const room = held !== undefined && held.length >= length ? held : allocated(addon, backend, dtype, length);
    rooms[dtype] = room;
    queue.keep(room);
    return room.address;
  }

  /** Copies between layouts of up to four axes; false for more, where dtypes differ, or numbers are not words. */
  function copy([input]: readonly (View | number)[], output: View): boolean {
    if (typeof input !== "object" || input.storage.dtype !== output.storage.dtype || !isPlain(output.storage.dtype)) return false;
    checkShapes("copy", output.shape, [input]);
    const { lengths, strides: [to, from] } = walkOf([output, input]);
    if (lengths.length > 4) return false;
    const [out, x] = [placeOf("copy", output), placeOf("copy", input)];
    const filled = (numbers: readonly number[], by: number) => [...new Array<number>(4 - numbers.length).fill(by), ...numbers];
    if (sizeOf(output.shape) > 0) path.strided(bytesOf(output.storage.dtype, 1), ...filled(lengths, 1), ...filled(to!, 0), ...filled(from!, 0), out, x);
    return true;
  }

  /** Rows picked out by their indices, or put back; false for what C lacks. */
  function pick(kind: "gather" | "scatter", { input, indices, output }: { readonly input: View; readonly indices: View; readonly output: View }): boolean {
    const { dtype } = output.storage;
    const isThere = input.storage.dtype === dtype && indices.storage.dtype === "int32" && (kind === "gather" || dtype === "float32");
    if (!isThere || ![input, indices, output].every(isContiguous)) return false;
    const [table, list] = kind === "gather" ? [input, output] : [output, input];
    const [outer, length, inner] = table.shape as readonly [number, number, number];
    const picked = sizeOf(indices.shape);
    checkShapes(kind, [outer, picked, inner], [list]);
    const [x, at, out] = [input, indices, output].map((view) => placeOf(kind, view)) as [number, number, number];
    path[kind](outer, length, bytesOf(dtype, inner), picked, x, at, out);
    return true;
  }

  /** A product with few rows, or with one column; false for others. */
  function skinny(left: View, right: View, output: View): boolean {
    const [batch, m, n] = output.shape as readonly [number, number, number];
    const k = left.shape[2]!;
    // with one column, the transposed product has one row
    if (n === 1 && m > FEW) return skinny(turned(right), turned(left), turned(output));
    if (m > FEW || batch * m * n * k === 0 || !areFloats([left, right, output])) return false;
    if (!(right.strides[2] === 1 || right.strides[1] === 1) || (n > 1 && output.strides[2] !== 1)) return false;
    checkShapes("the left of matmul", [batch, m, k], [left]);
    checkShapes("the right of matmul", [batch, k, n], [right]);
    const [a, b, c] = [placeOf("matmul", left), placeOf("matmul", right), placeOf("matmul", output)];
    const packed = scratch("float32", m * k);
    for (let each = 0; each < batch; each++) {
      const [ai, bi, ci] = [[a, left] as const, [b, right] as const, [c, output] as const].map(([at, { strides }]) => at + 4 * each * strides[0]!) as [number, number, number];
      path.strided(4, 1, 1, m, k, 0, 0, k, 1, 0, 0, left.strides[1]!, left.strides[2]!, packed, ai);
      path.skinny(m, n, k, packed, bi, ci, right.strides[1]!, right.strides[2]!, output.strides[1]!);
    }
    return true;
  }
  /** Each matrix of a batch transposed. */
  function turned(view: View): View {
    return { storage: view.storage, ...permuted(view, [0, 2, 1]) };
  }

  /** AdamW’s step; false for another kernel and other numbers than float32. */
  function adamw({ name, inputs, outputs, parameters }: FusedKernel): boolean {
    const views = [...inputs, ...outputs];
    if (name !== "adamw" || views.length !== 7 || !areFloats(views) || !views.every(isContiguous)) return false;
    checkShapes(name, views[0]!.shape, views);
    const [p, g, m, v, moved, mean, square] = views.map((view) => placeOf(name, view)) as [number, number, number, number, number, number, number];
    path.adamw(sizeOf(views[0]!.shape), p, g, m, v, moved, mean, square, ...factorsOf(parameters));
    return true;
  }

  /** Attention or its backward pass; false for another kernel and other numbers than float32. */
  function attend({ name, inputs, outputs, parameters: [scale = 1, causal = 0, window = 0] }: FusedKernel): boolean {
    if (name !== "attention" && name !== "attentionBackward") return false;
    const views = [...inputs, ...outputs];
    if (!areFloats(views) || !views.every(isContiguous)) return false;
    const [batch, T, d] = inputs[0]!.shape as readonly [number, number, number];
    const [N, m] = [inputs[1]!.shape[1]!, inputs[2]!.shape[2]!];
    // Check the shapes of attention
    const [ofQ, ofK, ofV, ofO, ofLse] = [[batch, T, d], [batch, N, d], [batch, N, m], [batch, T, m], [batch, T]];
    const shapes = name === "attention" ? [ofQ, ofK, ofV, ofO, ofLse] : [ofQ, ofK, ofV, ofO, ofLse, ofO, ofQ, ofK, ofV];
    if (views.length !== shapes.length) throw new RangeError(`native: ${name} takes ${shapes.length} operands, not ${views.length}`);
    if (causal !== 0 && T > N) throw new RangeError(`native: ${name} of ${T} queries for ${N} positions`);
    shapes.forEach((shape, i) => checkShapes(name, shape!, [views[i]!]));
    if (batch * T * N * d * m === 0) return false;
    const parts = path.threads === 1 ? 1 : Math.min(4 * path.threads, name === "attention" ? batch * Math.ceil(T / (4 * path.rows)) : batch);
    const room = scratchOfAttention(name, { N, d, m }, path);
    path[name](batch, T, N, d, m, causal, window, ...views.map((view) => placeOf(name, view)), scratch("float32", parts * room), parts, room, scale);
    return true;
  }
}

/** Whether all numbers are float32, of which alone C has kernels. */
function areFloats(views: readonly View[]): boolean {
  return views.every(({ storage }) => storage.dtype === "float32");
}
//# sourceMappingURL=../../.maps/backends/native/native.ts.map
