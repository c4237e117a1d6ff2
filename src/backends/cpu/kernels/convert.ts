// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Copies, fills and gathers of storage formats. */
import type { View } from "../../backend.ts";
import { bytesOf, hostDType, hostNumbers, infoOf, isPlain, numbersOf, type Numbers } from "../../../layout/dtype.ts";
import { permuted, rowMajor } from "../../../layout/layout.ts";
import { sizeOf } from "../../../layout/shape.ts";
import { CpuStorage, dataOf, inProgram } from "../storage.ts";
import { map } from "./map.ts";
import { eachRow, walkOf } from "./rows.ts";

/** Copies a view, or a number to each place, into a view of another dtype or of the same storage format: then block by block, with no change. */
export function convert(input: View | number, output: View): void {
  if (sizeOf(output.shape) === 0) return;
  // in the order of the output's memory, its blocks are runs of neighbours
  const order = [...output.shape.keys()].sort((one, other) => Math.abs(output.strides[other]!) - Math.abs(output.strides[one]!));
  const to: View = { storage: output.storage, ...permuted(output, order) };
  if (typeof input === "number") return store(new Float64Array(sizeOf(output.shape)).fill(input), to);
  const from: View = { storage: input.storage, ...permuted(input, order) };
  if (moved(from, to)) return;
  const source = decoded(from);
  if (isPlain(to.storage.dtype)) return map("copy", [source], to);
  const numbers = numbersOf(source.storage.dtype, sizeOf(to.shape));
  map("copy", [source], { storage: new CpuStorage(to.storage.backend, source.storage.dtype, numbers), ...rowMajor(to.shape) });
  store(numbers, to);
}

/** Copies blocks as they are stored; false where the format differs, or neighbours within a block do not stay neighbours. */
function moved(from: View, to: View): boolean {
  const { dtype } = to.storage;
  const { blockLength, blockBytes } = infoOf(dtype);
  if (from.storage.dtype !== dtype) return false;
  const walk = walkOf([to, from]);
  const n = walk.lengths.at(-1) ?? 1;
  const [so, sx] = walk.strides.map((strides) => strides.at(-1) ?? 1) as [number, number];
  const isInRuns = so === 1 && sx === 1 && n % blockLength === 0;
  if (!isInRuns && blockLength > 1) return false;
  const [out, x] = [inProgram(to.storage).bytes, inProgram(from.storage).bytes];
  eachRow([to, from], walk, ([o, p]) => {
    if (isInRuns) return void out.set(x.subarray(bytesOf(dtype, p!), bytesOf(dtype, p! + n)), bytesOf(dtype, o!));
    for (let i = 0; i < n; i++) for (let byte = 0; byte < blockBytes; byte++) out[(o! + i * so) * blockBytes + byte] = x[(p! + i * sx) * blockBytes + byte]!;
  });
  return true;
}

/** The view on numbers of the program: itself if it is one, else a copy of all between its first number and its last. */
function decoded(view: View): View {
  const { storage, shape, strides, offset } = view;
  const { dtype, backend } = storage;
  if (isPlain(dtype)) return view;
  const reaches = shape.map((length, axis) => (length - 1) * strides[axis]!);
  const first = reaches.reduce((sum, reach) => sum + Math.min(0, reach), offset);
  const last = reaches.reduce((sum, reach) => sum + Math.max(0, reach), offset);
  const numbers = hostNumbers(dtype, inProgram(storage).bytes, first, last + 1 - first);
  return { storage: new CpuStorage(backend, hostDType(dtype), numbers), shape, strides, offset: offset - first };
}

/** Stores numbers, in the order of the view, whose last axes are runs of whole blocks. */
function store(numbers: Numbers, to: View): void {
  const { encode } = infoOf(to.storage.dtype);
  const { bytes } = inProgram(to.storage);
  const walk = walkOf([to]);
  const [n, step] = [walk.lengths.at(-1) ?? 1, walk.strides[0]!.at(-1) ?? 1];
  let place = 0;
  eachRow([to], walk, ([o]) => {
    if (step === 1) encode!(numbers.subarray(place, place + n), bytes, o!);
    else for (let i = 0; i < n; i++) encode!(numbers.subarray(place + i, place + i + 1), bytes, o! + i * step);
    place += n;
  });
}

/** Rows picked out by their numbers, as they are stored or as float32. Throws `RangeError` for an index without a row. */
export function gatherRows(input: View, indices: View, output: View): void {
  const [outer, length, inner] = input.shape as readonly [number, number, number];
  const { dtype, bytes } = inProgram(input.storage);
  const [at, picked] = [dataOf(indices), indices.shape[0]!];
  const isSame = output.storage.dtype === dtype;
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < picked; j++) {
      const index = at[indices.offset + j]!;
      if (!(index >= 0 && index < length)) throw new RangeError(`gather: no index ${index} among ${length}`);
      const from = input.offset + (o * length + index) * inner;
      const to = output.offset + (o * picked + j) * inner;
      if (isSame) inProgram(output.storage).bytes.set(bytes.subarray(bytesOf(dtype, from), bytesOf(dtype, from + inner)), bytesOf(dtype, to));
      else dataOf(output).set(hostNumbers(dtype, bytes, from, inner), to);
    }
  }
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/convert.ts.map
