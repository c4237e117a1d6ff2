// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** What every backend has to do with storages of all dtypes: writing and reading parts, sharing memory, refusing what cannot be. */
import type { Backend, Kernel, View } from "../backend.ts";
import { dtypes, hostNumbers, infoOf, isInteger, isPlain, numbersOf, storedBytes, type DType, type Numbers } from "../../layout/dtype.ts";
import { rowMajor } from "../../layout/layout.ts";

/** What a backend does otherwise than it should, in words; nothing where all is right. */
export async function storageFaults(backend: Backend): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const dtype of Object.keys(dtypes) as DType[]) {
    const expect: Expect = (what, found, expected) => {
      if (!isSame(found, expected)) faults.push(`${dtype}: ${what} gives ${shown(found)}, not ${shown(expected)}`);
    };
    await checkParts(backend, dtype, expect);
    checkMemory(backend, dtype, expect);
    await checkMistakes(backend, dtype, expect);
  }
  return faults;
}

type Expect = (what: string, found: unknown, expected: unknown) => void;

function isSame(found: unknown, expected: unknown): boolean {
  return shown(found) === shown(expected);
}

function shown(value: unknown): string {
  return ArrayBuffer.isView(value) ? `[${[...(value as Float32Array)].map((each) => (Object.is(each, -0) ? "-0" : String(each))).join(", ")}]` : String(value);
}

/** As many blocks as no size class of a pool has, and numbers for them. */
function numbersFor(dtype: DType, by = 1): Numbers {
  const { blockLength } = infoOf(dtype);
  return numbersOf(dtype, 19 * blockLength).map((_, i) => (((i * 37) % 41) - 20) * by * (isInteger(dtype) ? 1 : 0.25));
}

/** What a dtype makes of numbers. */
const held = (dtype: DType, numbers: Numbers) => hostNumbers(dtype, storedBytes(dtype, numbers));

async function checkParts(backend: Backend, dtype: DType, expect: Expect): Promise<void> {
  const { blockLength } = infoOf(dtype);
  const numbers = numbersFor(dtype);
  const storage = backend.allocate(dtype, numbers.length);
  backend.write(storage, numbers);
  const whole = held(dtype, numbers);
  expect("what was written", await backend.read(storage, 0, numbers.length), whole);
  for (const [start, end] of [[1, 4], [3, 3], [numbers.length - 1, numbers.length], [blockLength, 2 * blockLength]] as const) {
    expect(`a read from ${start} to ${end}`, await backend.read(storage, start, end), whole.slice(start, end));
    if (backend.readSync) expect(`a read at once from ${start} to ${end}`, backend.readSync(storage, start, end), whole.slice(start, end));
  }
  const part = numbersFor(dtype, -1).slice(0, blockLength === 1 ? 3 : 2 * blockLength);
  const start = blockLength === 1 ? 5 : blockLength;
  backend.write(storage, part, start);
  whole.set(held(dtype, part), start);
  expect(`a write from ${start} on`, await backend.read(storage, 0, numbers.length), whole);
  backend.write(storage, numbersOf(dtype, 0), numbers.length);
  const heir = backend.donate(storage);
  expect("what was donated", await backend.read(heir, 0, numbers.length), whole);
  backend.free(heir);
}

function checkMemory(backend: Backend, dtype: DType, expect: Expect): void {
  const [numbers, other] = [numbersFor(dtype), numbersFor(dtype, -1)];
  const [bytes, otherBytes] = [storedBytes(dtype, numbers), storedBytes(dtype, other)];
  if (backend.bytes) {
    const storage = backend.allocate(dtype, numbers.length);
    backend.write(storage, numbers);
    expect("its bytes", backend.bytes(storage), bytes);
    backend.bytes(storage).set(otherBytes);
    expect("what was written to its bytes", backend.readSync!(storage, 0, other.length), held(dtype, other));
    backend.free(storage);
  }
  if (backend.adopt) {
    // behind bytes that belong to something else
    const memory = new Uint8Array(24 + bytes.length).subarray(24);
    memory.set(bytes);
    const storage = backend.adopt(dtype, memory);
    expect("the length of what was adopted", storage.length, numbers.length);
    expect("what was adopted", backend.readSync!(storage, 0, numbers.length), held(dtype, numbers));
    memory.set(otherBytes);
    expect("what was adopted and written to", backend.readSync!(storage, 0, numbers.length), held(dtype, other));
    backend.write(storage, numbers);
    expect("the memory behind what was written", memory, bytes);
    backend.free(storage);
    expect("the memory of what was freed", memory, bytes);
  }
}

async function checkMistakes(backend: Backend, dtype: DType, expect: Expect): Promise<void> {
  const { blockLength, blockBytes } = infoOf(dtype);
  const numbers = numbersFor(dtype);
  const storage = backend.allocate(dtype, numbers.length);
  const n = numbers.length;
  const message = (run: () => unknown) => Promise.resolve().then(run).then(() => "no mistake", (mistake: Error) => `${mistake.name} ${mistake.message.replace(/^[\w ]+: /, "")}`);
  const where = `in a storage of ${n} numbers (${dtype})`;
  expect("a write beyond the end", await message(() => backend.write(storage, numbers, blockLength)), `RangeError a write of places ${blockLength} to ${n + blockLength} ${where}`);
  expect("a read beyond the end", await message(() => backend.read(storage, 1, n + 1)), `RangeError a read of places 1 to ${n + 1} ${where}`);
  expect("a read before the beginning", await message(() => backend.read(storage, -1, 1)), `RangeError a read of places -1 to 1 ${where}`);
  if (blockLength > 1) {
    expect("a write within a block", await message(() => backend.write(storage, numbersOf(dtype, blockLength), 1)), `RangeError a write of places 1 to ${blockLength + 1} ${where} is not whole blocks of ${blockLength}`);
    expect("a storage of a part of a block", await message(() => backend.allocate(dtype, blockLength + 1)), `RangeError a storage: ${blockLength + 1} numbers (${dtype}) are not whole blocks of ${blockLength}`);
    const part: View = { storage, shape: [blockLength], strides: [1], offset: 1 };
    expect("a view of parts of blocks", await message(() => backend.run({ kind: "fill", value: 0, output: part })), `RangeError ${dtype} [${blockLength}] with strides [1] from 1 on is not whole blocks of ${blockLength}`);
  }
  if (backend.adopt && blockBytes > 1) {
    const alignment = [8, 4, 2, 1].find((each) => blockBytes % each === 0)!;
    const bytes = new Uint8Array(3 * blockBytes);
    expect("a part of a block that is adopted", await message(() => backend.adopt!(dtype, bytes.subarray(0, blockBytes + 1))), `RangeError adopt: ${blockBytes + 1} bytes are not whole blocks of ${dtype}, each of ${blockBytes}`);
    expect("memory that begins between numbers", await message(() => backend.adopt!(dtype, bytes.subarray(1, 1 + blockBytes))), `RangeError adopt: ${dtype} cannot begin at byte 1 of its memory, which is no multiple of ${alignment}`);
  }
  if (!isPlain(dtype)) {
    const x: View = { storage, ...rowMajor([n]) };
    const y: View = { storage: backend.allocate("float32", n), ...rowMajor([n]) };
    for (const [name, kernel] of unreadable(x, y)) {
      const found = await message(() => backend.run(kernel));
      expect(`${name}`, found.startsWith("TypeError ") && [dtype, `[${n}]`, "has no kernel for"].every((each) => found.includes(each)), true);
    }
    backend.free(y.storage);
  }
  backend.free(storage);
}

/** Kernels that read no storage format, or write none. */
function unreadable(x: View, y: View): readonly (readonly [string, Kernel])[] {
  return [
    ["add", { kind: "map", name: "add", inputs: [x, x], output: y }],
    ["multiply", { kind: "map", name: "multiply", inputs: [y, 2], output: x }],
    ["sum", { kind: "reduce", name: "sum", input: x, output: { ...y, strides: [0] } }],
  ];
}
//# sourceMappingURL=../../.maps/backends/conformance/storages.ts.map
