// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/** Attention of float32 by a backend’s own products, a block of queries at a time, for a backend that is read at once. */
import { rowMajor } from "../layout/layout.ts";
import { sizeOf } from "../layout/shape.ts";
import type { Backend, FusedKernel, View } from "./backend.ts";
import { blocksOf, keysOf, normalise, QUERIES, sizesOf } from "./cpu/kernels/attention.ts";

type ReadAtOnce = Backend & Required<Pick<Backend, "readSync">>;

/** The backend itself, which from now on makes attention of its products; the backward pass stays as it was. */
export function attendingInBlocks<B extends ReadAtOnce>(backend: B): B {
  const run = backend.run.bind(backend);
  return Object.assign(backend, {
    run(kernel: Parameters<Backend["run"]>[0]) {
      if (kernel.kind === "fused" && kernel.name === "attention" && kernel.inputs[0]?.storage.dtype === "float32") attend({ ...backend, run }, kernel);
      else run(kernel);
    },
  });
}

/** Rows of so many numbers, from row `first` of a view on, as a list of one matrix. */
const rowsOf = ({ storage, offset }: View, first: number, rows: number, columns: number): View => ({ storage, ...rowMajor([1, rows, columns]), offset: offset + first * columns });

const transposed = ({ storage, offset, shape: [one, rows, columns], strides: [apart, row, column] }: View): View => ({ storage, offset, shape: [one!, columns!, rows!], strides: [apart!, column!, row!] });

function attend(backend: ReadAtOnce, { inputs, outputs, parameters }: FusedKernel): void {
  const [[q, k, v], [o, lse]] = [inputs, outputs] as unknown as [[View, View, View], [View, View]];
  const sizes = sizesOf(inputs, parameters);
  const { N, d, m } = sizes;
  const [scores, sums] = [QUERIES * N, sizeOf(lse.shape)].map((length) => ({ storage: backend.allocate("float32", length), ...rowMajor([length]) })) as [View, View];
  const logSums = new Float32Array(sums.storage.length);
  for (const { t, n, first, count, at, from } of blocksOf(sizes)) {
    const S = rowsOf(scores, 0, n, count);
    backend.run({ kind: "matmul", left: rowsOf(q, at, n, d), right: transposed(rowsOf(k, from, count, d)), output: S });
    const weights = backend.readSync(scores.storage, 0, n * count);
    for (let r = 0; r < n; r++) logSums[at + r] = normalise(weights.subarray(r * count, (r + 1) * count), first, keysOf(t + r, sizes), sizes);
    backend.write(scores.storage, weights);
    backend.run({ kind: "matmul", left: S, right: rowsOf(v, from, count, m), output: rowsOf(o, at, n, m) });
  }
  backend.write(sums.storage, logSums);
  backend.run({ kind: "map", name: "copy", inputs: [{ storage: sums.storage, ...rowMajor(lse.shape) }], output: lse });
  for (const { storage } of [scores, sums]) backend.free(storage);
}
//# sourceMappingURL=../.maps/backends/attention-in-blocks.ts.map
