// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
/** A backend that shows each kernel of another one to an observer, once it has run. */
import type { Backend, Kernel, Storage, View } from "./backend.ts";
import { withViews } from "./views.ts";
import type { DType } from "../layout/dtype.ts";

// Wrap a backend
/** What is told of a backend’s work: each kernel on the views of the backend below, and the numbers that are written. */
export interface Observer {
  kernel(kernel: Kernel): void;
  written(storage: Storage): void;
}

/** A backend before another, whose storages are its own. Throws `TypeError` for a storage of another backend. */
export function watching(inner: Backend, observer: Observer): Backend {
  const below = new WeakMap<Storage, Storage>();
  const held = (storage: Storage): Storage => {
    const found = below.get(storage);
    if (!found) throw new TypeError(`watching: a storage on ${storage.backend.name} is not its own`);
    return found;
  };
  const holding = (storage: Storage): Storage => {
    const own = { backend, dtype: storage.dtype, length: storage.length };
    below.set(own, storage);
    return own;
  };
  const within = ({ storage, shape, strides, offset }: View): View => ({ storage: held(storage), shape, strides, offset });
  const backend: Backend = {
    name: `watched ${inner.name}`,
    allocate: (dtype, length) => holding(inner.allocate(dtype, length)),
    free: (storage) => inner.free(held(storage)),
    donate(storage) {
      const heir = holding(inner.donate(held(storage)));
      below.delete(storage);
      return heir;
    },
    write(storage, numbers, start) {
      inner.write(held(storage), numbers, start);
      observer.written(held(storage));
    },
    read: (storage, start, end) => inner.read(held(storage), start, end),
    ...(inner.readSync && { readSync: (storage: Storage, start: number, end: number) => inner.readSync!(held(storage), start, end) }),
    ...(inner.bytes && { bytes: (storage: Storage) => inner.bytes!(held(storage)) }),
    ...(inner.adopt && { adopt: (dtype: DType, bytes: Uint8Array) => holding(inner.adopt!(dtype, bytes)) }),
    accumulator: (dtype) => inner.accumulator(dtype),
    run(kernel) {
      const onInner = withViews(kernel, within);
      inner.run(onInner);
      observer.kernel(onInner);
    },
    supports: (fused) => inner.supports(fused),
    synchronize: () => inner.synchronize(),
  };
  return backend;
}
//# sourceMappingURL=../.maps/backends/watching.ts.map
