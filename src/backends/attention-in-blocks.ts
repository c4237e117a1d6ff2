// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/** Attention of float32 by a backend’s own products, a block of queries at a time, for a backend that is read at once. */
import { rowMajor } from "../layout/layout.ts";
import { sizeOf } from "../layout/shape.ts";
import type { Backend, FusedKernel, Storage, View } from "./backend.ts";
import { blocksOf, gradientsOfScores, keysOf, normalise, QUERIES, sizesOf } from "./cpu/kernels/attention.ts";

type ReadAtOnce = Backend & Required<Pick<Backend, "readSync">>;

/** A backend and its kernels as they were, and room for numbers that is freed afterwards. */
interface Workshop {
  readonly backend: ReadAtOnce;
  readonly run: Backend["run"];
  readonly room: (length: number) => View;
}

const kernels: Readonly<Record<string, ((workshop: Workshop, kernel: FusedKernel) => void) | undefined>> = { attention: attend, attentionBackward: attendBackward };

/** The backend itself, which from now on makes attention of its other kernels. */
export function attendingInBlocks<B extends ReadAtOnce>(backend: B): B {
  const run = backend.run.bind(backend);
  return Object.assign(backend, {
    run(kernel: Parameters<Backend["run"]>[0]) {
      const inBlocks = kernel.kind === "fused" && kernel.inputs[0]?.storage.dtype === "float32" ? kernels[kernel.name] : undefined;
      if (kernel.kind !== "fused" || !inBlocks) return run(kernel);
      const rooms: Storage[] = [];
      const room = (length: number): View => {
        const storage = backend.allocate("float32", length);
        rooms.push(storage);
        return { storage, ...rowMajor([length]) };
      };
      inBlocks({ backend, run, room }, kernel);
      for (const each of rooms) backend.free(each);
    },
  });
}

/** Rows of so many numbers, from row `first` of a view on, as a list of one matrix. */
const rowsOf = ({ storage, offset }: View, first: number, rows: number, columns: number): View => ({ storage, ...rowMajor([1, rows, columns]), offset: offset + first * columns });

const transposed = ({ storage, offset, shape: [one, rows, columns], strides: [apart, row, column] }: View): View => ({ storage, offset, shape: [one!, columns!, rows!], strides: [apart!, column!, row!] });

const numbersIn = (backend: ReadAtOnce, { storage, offset, shape }: View) => backend.readSync(storage, offset, offset + sizeOf(shape));

function attend({ backend, run, room }: Workshop, { inputs, outputs, parameters }: FusedKernel): void {
  const [[q, k, v], [o, lse]] = [inputs, outputs] as unknown as [[View, View, View], [View, View]];
  const sizes = sizesOf(inputs, parameters);
  const { N, d, m } = sizes;
  const [scores, sums] = [room(QUERIES * N), room(sizeOf(lse.shape))];
  const logSums = numbersIn(backend, sums);
  for (const { t, n, first, count, at, from } of blocksOf(sizes)) {
    const S = rowsOf(scores, 0, n, count);
    run({ kind: "matmul", left: rowsOf(q, at, n, d), right: transposed(rowsOf(k, from, count, d)), output: S });
    const weights = numbersIn(backend, S);
    for (let r = 0; r < n; r++) logSums[at + r] = normalise(weights.subarray(r * count, (r + 1) * count), first, keysOf(t + r, sizes), sizes);
    backend.write(scores.storage, weights);
    run({ kind: "matmul", left: S, right: rowsOf(v, from, count, m), output: rowsOf(o, at, n, m) });
  }
  backend.write(sums.storage, logSums);
  run({ kind: "map", name: "copy", inputs: [{ ...sums, ...rowMajor(lse.shape) }], output: lse });
}

function attendBackward({ backend, run, room }: Workshop, { inputs, outputs, parameters }: FusedKernel): void {
  const [[q, k, v, o, lse, dO], [dQ, dK, dV]] = [inputs, outputs] as unknown as [[View, View, View, View, View, View], [View, View, View]];
  const sizes = sizesOf(inputs, parameters);
  const { N, d, m, scale } = sizes;
  const [scores, slopes, sums] = [room(QUERIES * N), room(QUERIES * N), room(N * Math.max(d, m))];
  const [logSums, ofOutputs, ofGradients] = [lse, o, dO].map((view) => numbersIn(backend, view)) as [Float32Array, Float32Array, Float32Array];
  for (const output of [dK, dV]) run({ kind: "fill", value: 0, output });
  for (const { t, n, first, count, at, from } of blocksOf(sizes)) {
    const [P, dS] = [rowsOf(scores, 0, n, count), rowsOf(slopes, 0, n, count)];
    const [queries, keys, values, gradients] = [rowsOf(q, at, n, d), rowsOf(k, from, count, d), rowsOf(v, from, count, m), rowsOf(dO, at, n, m)];
    run({ kind: "matmul", left: queries, right: transposed(keys), output: P }); // scores so far
    run({ kind: "matmul", left: gradients, right: transposed(values), output: dS }); // dP so far
    const [weights, towards] = [numbersIn(backend, P), numbersIn(backend, dS)];
    for (let r = 0; r < n; r++) {
      let D = 0;
      for (let c = (at + r) * m; c < (at + r + 1) * m; c++) D += ofGradients[c]! * ofOutputs[c]!;
      const row = [r * count, (r + 1) * count] as const;
      gradientsOfScores({ weights: weights.subarray(...row), slopes: towards.subarray(...row) }, first, keysOf(t + r, sizes), { scale, lse: logSums[at + r]!, D });
    }
    backend.write(scores.storage, weights);
    backend.write(slopes.storage, towards);
    run({ kind: "matmul", left: dS, right: keys, output: rowsOf(dQ, at, n, d) });
    for (const [to, by, of] of [[dK, dS, queries], [dV, P, gradients]] as const) {
      const columns = of.shape[2]!;
      const [part, output] = [rowsOf(sums, 0, count, columns), rowsOf(to, from, count, columns)];
      run({ kind: "matmul", left: transposed(by), right: of, output: part });
      run({ kind: "map", name: "add", inputs: [output, part], output });
    }
  }
}
//# sourceMappingURL=../.maps/backends/attention-in-blocks.ts.map
