// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** A backend for tests, as far from the CPU as a graphics card: its memory cannot be reached, and its work is done later. */
import type { Backend, Kernel, Storage, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { withViews } from "../views.ts";
import { checkFormats, checkRange, checkWritten } from "../formats.ts";
import type { DType } from "../../layout/dtype.ts";

/** A backend with the kernels that every backend has, and of the fused ones those that are named. */
export function hiddenBackend(fused: readonly string[] = []): Backend {
  const memory = new Map<Storage, Storage>();
  let work: Promise<unknown> = Promise.resolve();
  const later = <T>(run: () => T): Promise<T> => {
    const done = work.then(run);
    // what failed is told to the next who waits, and only then
    work = done;
    work.catch(() => {});
    return done;
  };
  const held = (storage: Storage): Storage => {
    const found = memory.get(storage);
    if (!found) throw new RangeError("hidden: a storage that it does not hold");
    return found;
  };
  const within = (view: View): View => ({ shape: view.shape, strides: view.strides, offset: view.offset, storage: held(view.storage) });
  const backend: Backend = {
    name: "hidden",
    allocate(dtype: DType, length: number) {
      const storage = { backend, dtype, length };
      memory.set(storage, cpu.allocate(dtype, length));
      return storage;
    },
    free(storage) {
      const of = held(storage);
      memory.delete(storage);
      void later(() => cpu.free(of)).catch(() => {});
    },
    donate(storage) {
      const heir = { backend, dtype: storage.dtype, length: storage.length };
      memory.set(heir, held(storage));
      memory.delete(storage);
      return heir;
    },
    write(storage, numbers, start = 0) {
      const [to, copy] = [held(storage), numbers.slice()];
      checkWritten("hidden: a write", storage, start, numbers.length);
      void later(() => cpu.write(to, copy, start)).catch(() => {});
    },
    async read(storage, start, end) {
      const from = held(storage);
      checkRange("hidden: a read", storage, start, end);
      return later(() => cpu.readSync(from, start, end));
    },
    run(kernel: Kernel) {
      if (kernel.kind === "fused" && !fused.includes(kernel.name)) throw new TypeError(`hidden: no fused kernel is named ${kernel.name}`);
      checkFormats("hidden", kernel);
      const inside = withViews(kernel, within);
      void later(() => cpu.run(inside)).catch(() => {});
    },
    accumulator: (dtype) => cpu.accumulator(dtype),
    supports: (name) => fused.includes(name),
    synchronize: () => later(() => {}),
  };
  return backend;
}
//# sourceMappingURL=../../.maps/backends/conformance/hidden.ts.map
