// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
/** A memory pool: a backend that counts what is alive on another one, and reuses its memory. */
import type { Backend, Kernel, Storage, View } from "../backends/backend.ts";
import { withViews } from "../backends/views.ts";
import { checkRange, checkWritten } from "../backends/formats.ts";
import { bytesOf, infoOf, type Accumulator, type DType, type Numbers } from "../layout/dtype.ts";
import { Tensor, type GraphNode } from "./tensor.ts";

/** What a scope will release at its end. */
interface Scope {
  readonly storages: Set<PooledStorage>;
  readonly nodes: Set<GraphNode>;
}

/** A backend with explicit lifetimes. A storage is referenced by the scope it was made in, and by each node that saves it; when its count is zero, it is freed. */
export class Pool implements Backend {
  readonly name: string;
  /** Bytes of storages that are referenced, now and at most so far. */
  liveBytes = 0;
  peakBytes = 0;
  /** Bytes that the backend below has allocated, live or free. */
  reservedBytes = 0;
  readonly readSync?: (storage: Storage, start: number, end: number) => Numbers;
  readonly bytes?: (storage: Storage) => Uint8Array;
  /** What is adopted is memory of somebody else: it is not counted, and not reused. */
  readonly adopt?: (dtype: DType, bytes: Uint8Array) => Storage;
  readonly #backend: Backend;
  readonly #watch: ((liveBytes: number) => void) | undefined;
  readonly #free = new FreeLists();
  readonly #scopes: Scope[] = [];
  readonly #savedBy = new WeakMap<GraphNode, readonly PooledStorage[]>();
  readonly #consumed = new WeakSet<GraphNode>();

  /** Keeps its numbers on `backend`; `watch` is told of the live bytes after each change. */
  constructor(backend: Backend, watch?: (liveBytes: number) => void) {
    this.name = `pool on ${backend.name}`;
    this.#backend = backend;
    this.#watch = watch;
    if (backend.readSync) {
      this.readSync = (storage, start, end) => {
        checkRange("pool: a read", storage, start, end);
        return backend.readSync!(innerOf(storage), start, end);
      };
    }
    if (backend.bytes) this.bytes = (storage) => backend.bytes!(innerOf(storage)).subarray(0, bytesOf(storage.dtype, storage.length));
    if (backend.adopt) this.adopt = (dtype, bytes) => this.#owned(backend.adopt!(dtype, bytes), true);
  }

  allocate(dtype: DType, length: number): Storage {
    const { blockLength } = infoOf(dtype);
    const size = blockLength * sizeClass(length / blockLength);
    let inner = this.#free.take(dtype, size);
    if (!inner) {
      inner = this.#backend.allocate(dtype, size);
      this.reservedBytes += bytesOf(dtype, size);
    }
    const storage = this.#owned(inner, false, length);
    this.#changeBy(bytesOf(dtype, length));
    return storage;
  }

  #owned(inner: Storage, isAdopted: boolean, length = inner.length): PooledStorage {
    const storage = new PooledStorage(this, inner, { length, isAdopted });
    this.#scopes.at(-1)?.storages.add(storage);
    return storage;
  }

  free(storage: Storage): void {
    if (!(storage instanceof PooledStorage) || storage.backend !== this) return;
    for (const { storages } of this.#scopes) storages.delete(storage);
    this.#disown(storage);
  }

  donate(storage: Storage): Storage {
    if (!(storage instanceof PooledStorage) || storage.references !== 1 || !storage.isOwned) throw new RangeError("pool: a storage with other references cannot be donated");
    const heir = new PooledStorage(this, storage.release(), storage);
    for (const { storages } of this.#scopes) if (storages.delete(storage)) storages.add(heir);
    return heir;
  }

  write(storage: Storage, numbers: Numbers, start = 0): void {
    // the storage below may be longer
    checkWritten("pool: a write", storage, start, numbers.length);
    this.#backend.write(innerOf(storage), numbers, start);
  }

  async read(storage: Storage, start: number, end: number): Promise<Numbers> {
    checkRange("pool: a read", storage, start, end);
    return this.#backend.read(innerOf(storage), start, end);
  }

  accumulator(dtype: DType): Accumulator {
    return this.#backend.accumulator(dtype);
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
   * Calls `run` and releases all that was allocated here but the tensors that it returns, alone or in lists and objects; they pass to
   * the enclosing scope, with the nodes of the graph behind them. What such a node saves stays alive. Throws `TypeError` if `run` returns a
   * promise: its work would go on after the scope’s end.
   */
  scope<T>(run: () => T): T {
    // Release what is not returned
    const inner: Scope = { storages: new Set(), nodes: new Set() };
    this.#scopes.push(inner);
    try {
      const result = run();
      // Pass what is returned to the enclosing scope
      if (result instanceof Promise) throw new TypeError("scope: the function must not return a promise");
      const outer = this.#scopes.at(-2);
      for (const { storage, node } of tensorsIn(result)) {
        if (storage instanceof PooledStorage && inner.storages.delete(storage)) outer?.storages.add(storage);
        for (const each of behind(node, (one) => inner.nodes.has(one))) {
          inner.nodes.delete(each);
          outer?.nodes.add(each);
        }
      }
      return result;
    } finally {
      this.#scopes.pop();
      for (const node of inner.nodes) this.#releaseSaved(node);
      for (const storage of inner.storages) this.#disown(storage);
    }
  }

  /** Releases tensors, alone or in lists and objects, with all views of their storage and the graph behind them. What is released already stays so. */
  release(tensors: unknown): void {
    for (const { storage, node } of tensorsIn(tensors)) {
      this.free(storage);
      for (const each of behind(node, (one) => this.#savedBy.has(one) && !this.#scopes.some(({ nodes }) => nodes.has(one)))) this.#releaseSaved(each);
    }
  }

  /** Releases a tensor before the innermost scope ends, if it was made in it. */
  drop({ storage }: Tensor): void {
    if (storage instanceof PooledStorage && this.#scopes.at(-1)?.storages.delete(storage)) this.#disown(storage);
  }

  /** Counts a reference to what a new node saves, until the graph is consumed or the scope that it belongs to ends. Outside of scopes nothing is counted. */
  recorded(node: GraphNode): void {
    // Count the references of a node
    const scope = this.#scopes.at(-1);
    if (!scope) return;
    const saved = Object.values(node.saved).flatMap(({ storage }) =>
      (storage instanceof PooledStorage && storage.backend === this ? [storage] : []));
    for (const storage of saved) storage.references++;
    this.#savedBy.set(node, saved);
    scope.nodes.add(node);
  }

  /** Releases what a node saves: the backward pass has visited it. */
  consumed(node: GraphNode): void {
    if (!this.#savedBy.has(node)) return;
    this.#consumed.add(node);
    for (const { nodes } of this.#scopes) nodes.delete(node);
    this.#releaseSaved(node);
  }

  /** Whether a backward pass has released what the node saved. */
  wasConsumed(node: GraphNode): boolean {
    return this.#consumed.has(node);
  }

  #releaseSaved(node: GraphNode): void {
    for (const storage of this.#savedBy.get(node) ?? []) this.#decrement(storage);
    this.#savedBy.delete(node);
  }

  #disown(storage: PooledStorage): void {
    if (!storage.isOwned) return;
    storage.isOwned = false;
    this.#decrement(storage);
  }

  #decrement(storage: PooledStorage): void {
    // Free a storage whose count is zero
    if (--storage.references > 0) return;
    const inner = storage.release();
    if (storage.isAdopted) return this.#backend.free(inner);
    this.#changeBy(-bytesOf(storage.dtype, storage.length));
    for (const old of this.#free.put(inner, this.peakBytes)) {
      this.reservedBytes -= bytesOf(old.dtype, old.length);
      this.#backend.free(old);
    }
    this.onFree?.(storage);
  }

  // Count the live bytes
  #changeBy(bytes: number): void {
    this.liveBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.liveBytes);
    this.#watch?.(this.liveBytes);
  }

  /** Told of each storage when it is freed. */
  protected onFree: ((storage: Storage) => void) | undefined;
}

/** The pool on which a tensor is, if it is on one. */
export function poolOf({ backend }: Tensor): Pool | undefined {
  return backend instanceof Pool ? backend : undefined;
}

/** The size class of so many numbers, the length that is reserved for them: eight for each power of two, so that shapes that grow a little still fit. */
export function sizeClass(length: number): number {
  if (length <= 16) return length;
  const step = 2 ** (Math.floor(Math.log2(length)) - 3);
  return Math.ceil(length / step) * step;
}

/** Storages whose count is zero, the least recently freed class first. */
class FreeLists {
  readonly #lists = new Map<string, Storage[]>();
  #bytes = 0;

  take(dtype: DType, size: number): Storage | undefined {
    const found = this.#lists.get(`${dtype} ${size}`)?.pop();
    if (found) this.#bytes -= bytesOf(dtype, size);
    return found;
  }

  /** Adds one, and returns those that must go because more than `cap` bytes are free. */
  put(storage: Storage, cap: number): readonly Storage[] {
    const key = `${storage.dtype} ${storage.length}`;
    const list = this.#lists.get(key) ?? [];
    list.push(storage);
    this.#lists.delete(key);
    this.#lists.set(key, list);
    this.#bytes += bytesOf(storage.dtype, storage.length);
    const old: Storage[] = [];
    for (const [oldest, free] of this.#lists) {
      while (this.#bytes > cap && free.length > 0) {
        old.push(free.pop()!);
        this.#bytes -= bytesOf(old.at(-1)!.dtype, old.at(-1)!.length);
      }
      if (free.length === 0) this.#lists.delete(oldest);
      if (this.#bytes <= cap) break;
    }
    return old;
  }
}

class PooledStorage implements Storage {
  readonly backend: Pool;
  readonly dtype: DType;
  readonly length: number;
  /** The reference count: one for its owner, a scope or the program, and one for each node that saves it. */
  references = 1;
  isOwned = true;
  /** Whether its memory is that of somebody else. */
  readonly isAdopted: boolean;
  #inner: Storage | undefined;

  constructor(backend: Pool, inner: Storage, { length, isAdopted }: { readonly length: number; readonly isAdopted: boolean }) {
    this.backend = backend;
    this.dtype = inner.dtype;
    this.length = length;
    this.isAdopted = isAdopted;
    this.#inner = inner;
  }

  /** Where the numbers are. Throws `RangeError` if they were released. */
  get inner(): Storage {
    if (!this.#inner) throw new RangeError(`storage: the ${this.length} numbers (${this.dtype}) were released; a scope keeps only what it returns`);
    return this.#inner;
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

/** The nodes from one on back, as far as a condition holds. */
function* behind(node: GraphNode | undefined, holds: (node: GraphNode) => boolean): Generator<GraphNode> {
  const stack = [node];
  const visited = new Set<GraphNode>();
  while (stack.length > 0) {
    const next = stack.pop();
    if (!next || visited.has(next) || !holds(next)) continue;
    visited.add(next);
    stack.push(...next.operands);
    yield next;
  }
}

function* tensorsIn(value: unknown): Generator<Tensor> {
  if (value instanceof Tensor) yield value;
  else if (Array.isArray(value)) for (const each of value) yield* tensorsIn(each);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* tensorsIn(each);
}
//# sourceMappingURL=../.maps/tensor/pool.ts.map
