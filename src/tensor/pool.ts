// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
/** A backend that knows what is alive on another one, and uses its memory again. */
import type { Backend, Kernel, Storage, View } from "../backends/backend.ts";
import { withViews } from "../backends/views.ts";
import { bytesOf, type DType, type Numbers } from "../layout/dtype.ts";
import { Tensor, type GraphNode } from "./tensor.ts";

/** What a scope will let go of at its end. */
interface Scope {
  readonly storages: Set<PooledStorage>;
  readonly nodes: Set<GraphNode>;
}

/** A backend with explicit lifetimes. A storage is held by the scope it was made in, and by each node that saves it; when nobody holds it, it is free. */
export class Pool implements Backend {
  readonly name: string;
  /** Bytes of storages that somebody holds, now and at most so far. */
  liveBytes = 0;
  peakBytes = 0;
  /** Bytes held on the backend below, live or free. */
  reservedBytes = 0;
  readonly readSync?: (storage: Storage, start: number, end: number) => Numbers;
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
    if (backend.readSync) this.readSync = (storage, start, end) => backend.readSync!(innerOf(storage), start, end);
  }

  allocate(dtype: DType, length: number): Storage {
    const size = sizeClass(length);
    let inner = this.#free.take(dtype, size);
    if (!inner) {
      inner = this.#backend.allocate(dtype, size);
      this.reservedBytes += bytesOf(dtype, size);
    }
    const storage = new PooledStorage(this, inner, length);
    this.#scopes.at(-1)?.storages.add(storage);
    this.#changeBy(bytesOf(dtype, length));
    return storage;
  }

  free(storage: Storage): void {
    if (!(storage instanceof PooledStorage) || storage.backend !== this) return;
    for (const { storages } of this.#scopes) storages.delete(storage);
    this.#disown(storage);
  }

  donate(storage: Storage): Storage {
    if (!(storage instanceof PooledStorage) || storage.holds !== 1 || !storage.isOwned) throw new RangeError("pool: a storage that somebody else holds cannot be donated");
    const { length } = storage;
    const heir = new PooledStorage(this, storage.release(), length);
    for (const { storages } of this.#scopes) if (storages.delete(storage)) storages.add(heir);
    return heir;
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
   * Calls `run` and lets go of all that was allocated here but the tensors that it returns, alone or in lists and objects; they belong to
   * the scope around, with the nodes of the graph behind them. What such a node saves stays alive. Throws `TypeError` if `run` returns a
   * promise: its work would go on after the scope’s end.
   */
  scope<T>(run: () => T): T {
    // Release what is not returned
    const mine: Scope = { storages: new Set(), nodes: new Set() };
    this.#scopes.push(mine);
    try {
      const result = run();
      // Hand what is returned to the scope around
      if (result instanceof Promise) throw new TypeError("scope: the function must not return a promise");
      const around = this.#scopes.at(-2);
      for (const { storage, node } of tensorsIn(result)) {
        if (storage instanceof PooledStorage && mine.storages.delete(storage)) around?.storages.add(storage);
        for (const each of behind(node, (one) => mine.nodes.has(one))) {
          mine.nodes.delete(each);
          around?.nodes.add(each);
        }
      }
      return result;
    } finally {
      this.#scopes.pop();
      for (const node of mine.nodes) this.#forget(node);
      for (const storage of mine.storages) this.#disown(storage);
    }
  }

  /** Lets go of tensors, alone or in lists and objects, with all views of their storage and the graph behind them. What is released already stays so. */
  release(tensors: unknown): void {
    for (const { storage, node } of tensorsIn(tensors)) {
      this.free(storage);
      for (const each of behind(node, (one) => this.#savedBy.has(one) && !this.#scopes.some(({ nodes }) => nodes.has(one)))) this.#forget(each);
    }
  }

  /** Lets go of a tensor before the innermost scope ends, if it was made in it. */
  drop({ storage }: Tensor): void {
    if (storage instanceof PooledStorage && this.#scopes.at(-1)?.storages.delete(storage)) this.#disown(storage);
  }

  /** Holds what a new node saves, until the graph is consumed or the scope that it belongs to ends. Outside of scopes nothing is held. */
  recorded(node: GraphNode): void {
    // Hold what the node saves
    const scope = this.#scopes.at(-1);
    if (!scope) return;
    const saved = node.saved.flatMap(({ storage }) =>
      (storage instanceof PooledStorage && storage.backend === this ? [storage] : []));
    for (const storage of saved) storage.holds++;
    this.#savedBy.set(node, saved);
    scope.nodes.add(node);
  }

  /** Lets go of what a node saves: the backward pass has done with it. */
  consumed(node: GraphNode): void {
    if (!this.#savedBy.has(node)) return;
    this.#consumed.add(node);
    for (const { nodes } of this.#scopes) nodes.delete(node);
    this.#forget(node);
  }

  /** Whether a backward pass has let go of what the node saved. */
  wasConsumed(node: GraphNode): boolean {
    return this.#consumed.has(node);
  }

  #forget(node: GraphNode): void {
    for (const storage of this.#savedBy.get(node) ?? []) this.#letGo(storage);
    this.#savedBy.delete(node);
  }

  #disown(storage: PooledStorage): void {
    if (!storage.isOwned) return;
    storage.isOwned = false;
    this.#letGo(storage);
  }

  #letGo(storage: PooledStorage): void {
    // Free a storage that nobody holds
    if (--storage.holds > 0) return;
    const inner = storage.release();
    this.#changeBy(-bytesOf(storage.dtype, storage.length));
    for (const old of this.#free.put(inner, this.peakBytes)) {
      this.reservedBytes -= bytesOf(old.dtype, old.length);
      this.#backend.free(old);
    }
  }

  #changeBy(bytes: number): void {
    this.liveBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.liveBytes);
    this.#watch?.(this.liveBytes);
  }
}

/** The pool on which a tensor is, if it is on one. */
export function poolOf({ backend }: Tensor): Pool | undefined {
  return backend instanceof Pool ? backend : undefined;
}

/** The length that is reserved for so many numbers: eight lengths for each power of two, so that shapes that grow by a little find room. */
export function sizeClass(length: number): number {
  if (length <= 16) return length;
  const step = 2 ** (Math.floor(Math.log2(length)) - 3);
  return Math.ceil(length / step) * step;
}

/** Storages that nobody holds, the least recently freed class first. */
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
  /** How many hold it: its owner, who is a scope or the program, and nodes. */
  holds = 1;
  isOwned = true;
  #inner: Storage | undefined;

  constructor(backend: Pool, inner: Storage, length: number) {
    this.backend = backend;
    this.dtype = inner.dtype;
    this.length = length;
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
  const waiting = [node];
  const met = new Set<GraphNode>();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!next || met.has(next) || !holds(next)) continue;
    met.add(next);
    waiting.push(...next.operands);
    yield next;
  }
}

function* tensorsIn(value: unknown): Generator<Tensor> {
  if (value instanceof Tensor) yield value;
  else if (Array.isArray(value)) for (const each of value) yield* tensorsIn(each);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* tensorsIn(each);
}
//# sourceMappingURL=../.maps/tensor/pool.ts.map
