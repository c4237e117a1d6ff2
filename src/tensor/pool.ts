// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** A backend that keeps books of its memory and uses it again. */
import { numbersOf, type Backend, type DType, type Kernel, type Numbers, type Storage } from "../backends/backend.ts";
import { runPlain } from "../backends/cpu/cpu.ts";
import { Tensor } from "./tensor.ts";

/** The plain backend with explicit lifetimes: what a scope does not return, its end makes free for the next. */
export class Pool implements Backend {
  readonly name = "pool";
  /** Bytes in tensors that have not been released, now and at most so far. */
  liveBytes = 0;
  peakBytes = 0;
  /** Bytes asked of the system, ever. */
  reservedBytes = 0;
  readonly #watch: ((liveBytes: number) => void) | undefined;
  readonly #free = new Map<string, Numbers[]>();
  readonly #scopes: Set<PooledStorage>[] = [];

  /** `watch` is told of the live bytes after each change. */
  constructor(watch?: (liveBytes: number) => void) {
    this.#watch = watch;
  }

  allocate(dtype: DType, length: number): Storage {
    let data = this.#free.get(`${dtype} ${length}`)?.pop();
    if (!data) {
      data = numbersOf(dtype, length);
      this.reservedBytes += data.byteLength;
    }
    const storage = new PooledStorage(this, dtype, data);
    this.#scopes.at(-1)?.add(storage);
    this.#changeBy(data.byteLength);
    return storage;
  }

  run(kernel: Kernel): void {
    runPlain(kernel);
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
    for (const { storage } of tensorsIn(tensors)) {
      if (!(storage instanceof PooledStorage) || storage.backend !== this || storage.released) continue;
      for (const scope of this.#scopes) scope.delete(storage);
      this.#release(storage);
    }
  }

  #release(storage: PooledStorage): void {
    const data = storage.release();
    const key = `${storage.dtype} ${storage.length}`;
    const free = this.#free.get(key);
    if (free) free.push(data);
    else this.#free.set(key, [data]);
    this.#changeBy(-data.byteLength);
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
  #data: Numbers | undefined;

  constructor(backend: Pool, dtype: DType, data: Numbers) {
    this.backend = backend;
    this.dtype = dtype;
    this.length = data.length;
    this.#data = data;
  }

  get data(): Numbers {
    if (!this.#data) throw new RangeError(`storage: the ${this.length} numbers (${this.dtype}) were released; a scope keeps only what it returns`);
    return this.#data;
  }

  get released(): boolean {
    return this.#data === undefined;
  }

  release(): Numbers {
    const data = this.data;
    this.#data = undefined;
    return data;
  }
}

function* tensorsIn(value: unknown): Generator<Tensor> {
  if (value instanceof Tensor) yield value;
  else if (Array.isArray(value)) for (const each of value) yield* tensorsIn(each);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* tensorsIn(each);
}
//# sourceMappingURL=../.maps/tensor/pool.ts.map
