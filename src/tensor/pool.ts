// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** A backend that knows what is alive on another one, and uses its memory again. */
import type { Backend, Kernel, Storage, View } from "../backends/backend.ts";
import { withViews } from "../backends/views.ts";
import { bytesOf, type DType, type Numbers } from "../layout/dtype.ts";
import { Tensor } from "./tensor.ts";

/** A backend with explicit lifetimes: what a scope does not return, its end makes free for the next. */
export class Pool implements Backend {
  readonly name: string;
  /** Bytes in tensors that have not been released, now and at most so far. */
  liveBytes = 0;
  peakBytes = 0;
  /** Bytes held on the backend below, live or free. */
  reservedBytes = 0;
  readonly readSync?: (storage: Storage, start: number, end: number) => Numbers;
  readonly #backend: Backend;
  readonly #watch: ((liveBytes: number) => void) | undefined;
  readonly #free = new Map<string, Storage[]>();
  readonly #scopes: Set<PooledStorage>[] = [];

  /** Keeps its numbers on `backend`; `watch` is told of the live bytes after each change. */
  constructor(backend: Backend, watch?: (liveBytes: number) => void) {
    this.name = `pool on ${backend.name}`;
    this.#backend = backend;
    this.#watch = watch;
    if (backend.readSync) this.readSync = (storage, start, end) => backend.readSync!(innerOf(storage), start, end);
  }

  allocate(dtype: DType, length: number): Storage {
    let inner = this.#free.get(`${dtype} ${length}`)?.pop();
    if (!inner) {
      inner = this.#backend.allocate(dtype, length);
      this.reservedBytes += bytesOf(dtype, length);
    }
    const storage = new PooledStorage(this, inner);
    this.#scopes.at(-1)?.add(storage);
    this.#changeBy(bytesOf(dtype, length));
    return storage;
  }

  free(storage: Storage): void {
    if (!(storage instanceof PooledStorage) || storage.backend !== this || storage.released) return;
    for (const scope of this.#scopes) scope.delete(storage);
    this.#release(storage);
  }

  write(storage: Storage, numbers: Numbers): void {
    this.#backend.write(innerOf(storage), numbers);
  }

  read(storage: Storage, start: number, end: number): Promise<Numbers> {
    return this.#backend.read(innerOf(storage), start, end);
  }

  run(kernel: Kernel): void {
    this.#backend.run(withViews(kernel, below));
  }

  supports(fused: string): boolean {
    return this.#backend.supports(fused);
  }

  synchronize(): Promise<void> {
    return this.#backend.synchronize();
  }

  /**
   * Calls `run` and releases all that it allocated here but the tensors that it returns, alone or in lists and objects; they belong to the
   * scope around. Throws `TypeError` if `run` returns a promise: its work would go on after the scope’s end.
   */
  scope<T>(run: () => T): T {
    // Release what is not returned
    const mine = new Set<PooledStorage>();
    this.#scopes.push(mine);
    try {
      const result = run();
      // Hand what is returned to the scope around
      if (result instanceof Promise) throw new TypeError("scope: the function must not return a promise");
      for (const { storage } of tensorsIn(result)) {
        if (storage instanceof PooledStorage && mine.delete(storage)) this.#scopes.at(-2)?.add(storage);
      }
      return result;
    } finally {
      this.#scopes.pop();
      for (const storage of mine) this.#release(storage);
    }
  }

  /** Releases tensors, alone or in lists and objects, and with them all views of their storage. What is released already stays so. */
  release(tensors: unknown): void {
    for (const { storage } of tensorsIn(tensors)) this.free(storage);
  }

  #release(storage: PooledStorage): void {
    const inner = storage.release();
    const key = `${storage.dtype} ${storage.length}`;
    const free = this.#free.get(key);
    if (free) free.push(inner);
    else this.#free.set(key, [inner]);
    this.#changeBy(-bytesOf(storage.dtype, storage.length));
  }

  #changeBy(bytes: number): void {
    this.liveBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.liveBytes);
    this.#watch?.(this.liveBytes);
  }
}

class PooledStorage implements Storage {
  readonly backend: Pool;
  readonly dtype: DType;
  readonly length: number;
  #inner: Storage | undefined;

  constructor(backend: Pool, inner: Storage) {
    this.backend = backend;
    this.dtype = inner.dtype;
    this.length = inner.length;
    this.#inner = inner;
  }

  /** Where the numbers are. Throws `RangeError` if they were released. */
  get inner(): Storage {
    if (!this.#inner) throw new RangeError(`storage: the ${this.length} numbers (${this.dtype}) were released; a scope keeps only what it returns`);
    return this.#inner;
  }

  get released(): boolean {
    return this.#inner === undefined;
  }

  release(): Storage {
    const inner = this.inner;
    this.#inner = undefined;
    return inner;
  }
}

function innerOf(storage: Storage): Storage {
  if (storage instanceof PooledStorage) return storage.inner;
  throw new TypeError(`pool: a storage on ${storage.backend.name} is not its own`);
}

/** The same view of the same numbers, for the backend below. */
function below({ storage, shape, strides, offset }: View): View {
  return { storage: innerOf(storage), shape, strides, offset };
}

function* tensorsIn(value: unknown): Generator<Tensor> {
  if (value instanceof Tensor) yield value;
  else if (Array.isArray(value)) for (const each of value) yield* tensorsIn(each);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* tensorsIn(each);
}
//# sourceMappingURL=../.maps/tensor/pool.ts.map
