// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { openDevice } from "./addon.ts";
import { cudaBackend } from "./cuda.ts";
import { emulated } from "./emulated.ts";
import { DeviceMemory } from "./memory.ts";

const calls = (log: string) => log.split("\n").filter((line) => line !== "");
/** Results of the driver. */
const [OUT_OF_MEMORY, NO_DEVICE, INVALID_PTX, ILLEGAL_ADDRESS] = [2, 100, 218, 700];

test("memory that was freed is given out again, and the driver is not called", () => {
  const { device, emulation } = emulated();
  const memory = new DeviceMemory(device);
  const [first, second] = [memory.allocate(100), memory.allocate(512)];
  memory.free(first);
  expect([memory.allocate(300), memory.reservedBytes]).toEqual([first, 1024]);
  memory.free(second);
  expect(memory.allocate(513)).not.toBe(second);
  expect(calls(emulation.log()).filter((line) => /Alloc |Free/.test(line) && !/Host/.test(line))).toEqual(["cuMemAlloc 512", "cuMemAlloc 512", "cuMemAlloc 1024"]);
  expect(() => memory.free(3)).toThrow(new RangeError("cuda: no allocation in use begins at 3"));
});

test("where the device is full, what lies free goes back to the driver, after all work", () => {
  const { device, emulation } = emulated({ bytes: 4096 });
  const memory = new DeviceMemory(device);
  for (const address of [1024, 1024, 1024].map((bytes) => memory.allocate(bytes))) memory.free(address);
  memory.allocate(3072);
  expect(calls(emulation.log()).slice(-6)).toEqual(["cuMemAlloc 3072", "cuStreamSynchronize 0", "cuMemFree 0", "cuMemFree 0", "cuMemFree 0", "cuMemAlloc 3072"]);
  expect(() => memory.allocate(2048)).toThrow(new RangeError(`cuda: no room for 2048 bytes beside 3072 of ${device.bytes}; a scope releases tensors at its end`));
  expect(memory.allocate(1024)).toBeGreaterThan(0);
});

test("another failure of the driver is told as it is", () => {
  const { device, emulation } = emulated();
  emulation.fail("cuMemAlloc", 1, ILLEGAL_ADDRESS);
  const memory = new DeviceMemory(device);
  memory.allocate(1);
  expect(() => memory.allocate(1)).toThrow("cuda: cuMemAlloc_v2: CUDA_ERROR_ILLEGAL_ADDRESS");
});

test("a kernel that writes beyond its memory is found", async () => {
  const { device } = emulated();
  const backend = cudaBackend(device);
  const storage = backend.allocate("float32", 128); // a whole allocation
  // a view cannot reach beyond its storage, so the driver is told of one that is longer
  Object.assign(storage, { length: 129 });
  backend.run({ kind: "fill", value: 1, output: { storage, ...rowMajor([129]) } });
  await expect(backend.synchronize()).rejects.toThrow("cuda: cuStreamSynchronize: CUDA_ERROR_ILLEGAL_ADDRESS");
});

test("what is read later is what stood there when it was asked for", async () => {
  const { device, emulation } = emulated();
  const backend = cudaBackend(device);
  const storage = backend.allocate("float32", 4);
  const view = { storage, ...rowMajor([4]) };
  const fill = (value: number) => backend.run({ kind: "fill", value, output: view });
  fill(1);
  const before = calls(emulation.log()).length;
  const promises = [backend.read(storage, 0, 2), (fill(2), backend.read(storage, 1, 4)), backend.read(storage, 0, 0)];
  fill(3);
  backend.free(storage);
  expect(calls(emulation.log()).slice(before)).not.toContain("cuStreamSynchronize 0");
  expect(await Promise.all(promises)).toEqual([Float32Array.of(1, 1), Float32Array.of(2, 2, 2), new Float32Array(0)]);
});

test("a thread that waits for a read sleeps: its event has CU_EVENT_BLOCKING_SYNC and CU_EVENT_DISABLE_TIMING", async () => {
  const { device, emulation } = emulated();
  const backend = cudaBackend(device);
  await backend.read(backend.allocate("float32", 4), 0, 4);
  expect(calls(emulation.log()).filter((line) => line.startsWith("cuEventCreate"))).toEqual(["cuEventCreate 3"]);
});

test("kernels and copies stand in one stream, in the order in which they were asked for", () => {
  const { device, emulation } = emulated();
  const backend = cudaBackend(device);
  const [x, y] = [1, 2].map(() => ({ storage: backend.allocate("float32", 512), ...rowMajor([512]) }));
  backend.write(x!.storage, new Float32Array(512));
  backend.run({ kind: "map", name: "exp", inputs: [x!], output: y! });
  backend.run({ kind: "reduce", name: "sum", input: y!, output: { ...x!, strides: [0] } });
  expect(backend.readSync(x!.storage, 0, 1)).toEqual(Float32Array.of(512));
  const asked = calls(emulation.log()).filter((line) => !line.startsWith("cuEvent"));
  expect(asked.slice(-5)).toEqual(["cuMemcpyHtoD 2048", "map 512", "reduce_rows 256", "cuMemcpyDtoH 4", "cuStreamSynchronize 0"]);
});

test("in words why there is no device: no driver, one that is no driver, no GPU, kernels that it refuses", () => {
  const { emulation } = emulated();
  const library = globalThis.bookBuild!("emulated-cuda.node")!;
  expect(openDevice(library, null)).toBe("kernels.ptx is not there; `npm run build` makes it where there is nvcc");
  expect(openDevice("libno-such-driver.so.1")).toBe("no CUDA driver on this machine");
  expect(openDevice(globalThis.bookBuild!("cuda.node")!)).toBe("the CUDA driver is too old: it has no cuInit");
  emulation.fail("cuInit", 0, NO_DEVICE);
  expect(openDevice(library)).toBe("cuda: cuInit: CUDA_ERROR_NO_DEVICE (as the emulated driver was told)");
  emulation.fail("cuModuleLoadDataEx", 0, OUT_OF_MEMORY);
  expect(openDevice(library)).toContain("cuModuleLoadDataEx: CUDA_ERROR_OUT_OF_MEMORY");
  emulation.fail("cuModuleLoadDataEx", 0, INVALID_PTX);
  expect(openDevice(library)).toBe("cuda: cuModuleLoadDataEx: CUDA_ERROR_INVALID_PTX: ptxas application ptx input, line 1; fatal   : Unsupported .version");
});

test("a launch that the device cannot do throws", () => {
  const { device } = emulated();
  const [address] = device.functionNamed("fill", 0);
  const launch = (bytes: number, threads = 32) => () => device.launch(address, 1, 1, 1, threads, 0, new Uint8Array(bytes));
  expect(launch(12)).toThrow("cuda: cuLaunchKernel: CUDA_ERROR_INVALID_VALUE");
  expect(launch(16, 2048)).toThrow("cuda: cuLaunchKernel: CUDA_ERROR_INVALID_VALUE");
  expect(() => device.functionNamed("no_kernel", 0)).toThrow("cuda: cuModuleGetFunction: CUDA_ERROR_NOT_FOUND");
  expect(() => device.allocate(-1)).toThrow("cuda: an address, a size or a number of threads is no whole number in its range");
  expect(() => device.copyIn(0, [] as unknown as Float32Array)).toThrow("cuda: a typed array is expected");
});
//# sourceMappingURL=../../.maps/backends/cuda/memory.test.ts.map
