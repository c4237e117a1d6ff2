// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
import { afterAll, describe, expect, test } from "vitest";
import type { View } from "../backend.ts";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { storageFaults } from "../conformance/storages.ts";
import { rowMajor } from "../../layout/layout.ts";
import type { Program } from "./program.ts";
import { openWebGpu } from "./open.ts";

const device = await openWebGpu();
afterAll(() => device.close());

/** A view of new numbers on a device. */
function viewOf(numbers: readonly number[], on = device): View {
  const storage = on.allocate("float32", numbers.length);
  on.write(storage, Float32Array.from(numbers));
  return { storage, ...rowMajor([numbers.length]) };
}

const read = async ({ storage }: View) => [...(await storage.backend.read(storage, 0, storage.length))];

test("the device does what the CPU does, on every case", async () => {
  const wrong: string[] = [];
  for (const each of casesFor(device)) {
    const off = await deviation(device, each);
    if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
  }
  expect([...wrong, ...(await storageFaults(device))]).toEqual([]);
});

test("kernels that depend on one another are one pass, each with its own numbers", async () => {
  const x = viewOf([1, 2, 3]);
  const before = device.queue.counts;
  for (let i = 1; i <= 10; i++) device.run({ kind: "map", name: "add", inputs: [x, i], output: x });
  expect(await read(x)).toEqual([56, 57, 58]);
  const after = device.queue.counts;
  expect([after.launches - before.launches, after.passes - before.passes, after.pipelines - before.pipelines]).toEqual([10, 1, 1]);
});

test("a kernel reads and writes parts of one buffer", async () => {
  const x = viewOf([1, 2, 3, 4, 5, 6]);
  const part = (offset: number): View => ({ ...x, ...rowMajor([2]), offset });
  device.run({ kind: "map", name: "multiply", inputs: [part(0), part(2)], output: part(4) });
  expect(await read(x)).toEqual([1, 2, 3, 4, 3, 8]);
});

test("what is written after a kernel was asked for does not change what the kernel reads", async () => {
  const [x, y] = [viewOf([1, 2]), viewOf([0, 0])];
  device.run({ kind: "map", name: "negative", inputs: [x], output: y });
  device.write(x.storage, Float32Array.of(5, 6));
  device.free(x.storage);
  expect(await read(y)).toEqual([-1, -2]);
});

test("a storage that is freed while a launch waits is still there for it", async () => {
  const on = await openWebGpu();
  const [from, to] = [viewOf([1, 2], on), viewOf([0, 0], on)];
  on.run({ kind: "map", name: "negative", inputs: [from], output: to });
  on.free(from.storage);
  expect(await read(to)).toEqual([-1, -2]);
  on.close();
});

test("a kernel of the CPU has the numbers of the kernels before it, and those after it have its own", async () => {
  const x = viewOf([1, 2, 3]);
  const wide: View = { storage: device.allocate("float64", 3), ...rowMajor([3]) };
  const before = device.hostKernels;
  device.run({ kind: "map", name: "add", inputs: [x, 1], output: x });
  device.run({ kind: "map", name: "copy", inputs: [x], output: wide });
  device.run({ kind: "map", name: "divide", inputs: [wide, 3], output: wide });
  device.run({ kind: "map", name: "copy", inputs: [wide], output: x });
  device.run({ kind: "map", name: "multiply", inputs: [x, 3], output: x });
  device.free(wide.storage);
  expect(await read(x)).toEqual([2, 3, 4]);
  expect(device.hostKernels - before).toBe(3);
});

describe("mistakes", () => {
  test("a storage that no kernel could use is refused, with the limit of the adapter", () => {
    const most = device.adapter.bindingBytes;
    expect(() => device.allocate("float32", most / 4 + 1)).toThrow(new RangeError(`webgpu: ${most / 4 + 1} numbers (float32) take ${most + 4} bytes, and a kernel on this adapter can use at most ${most} bytes of a buffer`));
  });

  test("a view beyond its storage is refused: a device would read zeros, and say nothing", () => {
    const x = viewOf([1, 2, 3]);
    expect(() => device.run({ kind: "map", name: "copy", inputs: [{ ...x, offset: 1 }], output: viewOf([0, 0, 0]) })).toThrow(new RangeError("webgpu: a view of places 1 to 3 leaves its storage of 3 numbers"));
  });

  test("a storage that was freed, and one of another device, are refused", async () => {
    const x = viewOf([1]);
    device.free(x.storage);
    expect(() => device.run({ kind: "fill", value: 0, output: x })).toThrow(new RangeError("webgpu: the 1 numbers (float32) were freed or donated"));
    const other = await openWebGpu();
    expect(() => device.run({ kind: "fill", value: 0, output: viewOf([1], other) })).toThrow(TypeError);
    other.close();
  });

  test("more workgroups than the adapter has are refused", () => {
    const program: Program = { name: "wide", operands: { out: "f32" }, written: 1, numbers: { n: "u32" }, source: "@compute @workgroup_size(1)\nfn main() {\n  out[0] = f32(sizes.n);\n}" };
    const groups = [1, device.adapter.groups + 1, 1] as const;
    expect(() => device.queue.launch(program, [0], { groups, numbers: [1] })).toThrow(new RangeError(`webgpu: wide takes 1 × ${groups[1]} × 1 workgroups, and this adapter has at most ${device.adapter.groups} along an axis`));
  });

  test("a kernel that does not compile is told when somebody reads, and ever after", async () => {
    const broken = await openWebGpu();
    const program: Program = { name: "broken", operands: { out: "f32" }, written: 1, numbers: { n: "u32" }, source: "@compute @workgroup_size(1)\nfn main() {\n  out[0] = sizes.many;\n}" };
    const x = viewOf([1], broken);
    broken.queue.launch(program, [0], { threads: 1, of: 1, numbers: [1] });
    await expect(read(x)).rejects.toThrow("struct member many not found");
    await expect(broken.synchronize()).rejects.toThrow("struct member many not found");
    broken.close();
  });

  test("a device that is lost says so at the next read", async () => {
    const lost = await openWebGpu();
    const x = viewOf([1], lost);
    lost.close();
    await expect(read(x)).rejects.toThrow("the device was lost (destroyed)");
    await expect(lost.synchronize()).rejects.toThrow("the device was lost (destroyed)");
  });
});
//# sourceMappingURL=../../.maps/backends/webgpu/webgpu.test.ts.map
