// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
/** A memory pool that keeps a record of every block of memory: bytes, content, and when it was allocated and freed. */
import { bytesOf, Pool, type Backend, type DType, type Storage, type Tensor } from "../tensor-core.ts";

// Describe a block of memory
/** What a block can hold during a training step. */
export const contents = ["parameters", "optimiser states", "batch",
  "saved activations", "logits", "gradients", "workspace"] as const;
export type Content = (typeof contents)[number];

/** A block of memory. Times count allocations and releases. */
export interface Block {
  readonly bytes: number;
  readonly content: Content;
  readonly start: number;
  /** Infinite while it is allocated. */
  readonly end: number;
}

// Record what is allocated and freed
/** A pool that records; what it allocates is workspace until `label` says more. */
export class RecordingPool extends Pool {
  readonly #blocks: Changing[] = [];
  readonly #blockOf = new Map<Storage, Changing>();
  #time = 0;

  constructor(backend: Backend) {
    super(backend);
    this.onFree = (storage) => this.#end(storage);
  }

  /** All blocks so far, in the order of their allocation. */
  get blocks(): readonly Block[] {
    return this.#blocks.map((block) => ({ ...block }));
  }

  override allocate(dtype: DType, length: number): Storage {
    const storage = super.allocate(dtype, length);
    const block: Changing = { bytes: bytesOf(dtype, length),
      content: "workspace", start: this.#time++, end: Infinity };
    this.#blocks.push(block);
    this.#blockOf.set(storage, block);
    return storage;
  }

  /** Says what the blocks of tensors hold. What was said before stays. */
  label(content: Content, tensors: Iterable<Tensor>): void {
    for (const { storage } of tensors) {
      const block = this.#blockOf.get(storage);
      if (block?.content === "workspace") block.content = content;
    }
  }
  // Keep the block of what is donated

  /** The heir has the block of the storage that was donated. */
  override donate(storage: Storage): Storage {
    const heir = super.donate(storage);
    const block = this.#blockOf.get(storage);
    this.#blockOf.delete(storage);
    if (block) this.#blockOf.set(heir, block);
    return heir;
  }

  #end(storage: Storage): void {
    const block = this.#blockOf.get(storage);
    if (block) block.end = this.#time++;
    this.#blockOf.delete(storage);
  }
}

type Changing = { -readonly [Key in keyof Block]: Block[Key] };
//# sourceMappingURL=../.maps/memory/recording-pool.ts.map
