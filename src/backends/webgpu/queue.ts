// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The command queue: kernels are written down, and sent to the device together. */
import type { Command, Connection, Launch } from "./commands.ts";
import { NUMBERS } from "./executor.ts";
import { moduleOf, type NumberType, type Program } from "./program.ts";

/** Kernels that are sent together, where nothing is said. */
const BATCH = 64;

/** How many threads or workgroups do a kernel: threads in a row, in workgroups of so many; or workgroups along three axes. */
export type Extent = { readonly threads: number; readonly of: number } | { readonly groups: readonly [number, number, number] };

/** What a queue has done so far. */
export interface QueueCounts {
  readonly launches: number;
  readonly passes: number;
  readonly reads: number;
  readonly pipelines: number;
  readonly bytesWritten: number;
  readonly bytesRead: number;
}

/** Kernels and copies in order. */
export class DeviceQueue {
  readonly #connection: Connection;
  readonly #batch: number;
  readonly #pipelines = new Map<string, { readonly id: number; readonly bytes: number; readonly bound: readonly number[] }>();
  readonly #numbers = new DataView(new ArrayBuffer(NUMBERS));
  #end = 0;
  #launches: Launch[] = [];
  readonly #used = new Set<number>();
  readonly #doomed: number[] = [];
  readonly #count = { launches: 0, passes: 0, reads: 0, pipelines: 0, bytesWritten: 0, bytesRead: 0 };
  #nextBuffer = 0;
  #scratch: { readonly id: number; readonly bytes: number } | null = null;

  constructor(connection: Connection, { batch = BATCH } = {}) {
    [this.#connection, this.#batch] = [connection, batch];
  }

  get counts(): QueueCounts {
    return { ...this.#count };
  }

  /** New memory. */
  allocate(bytes: number): number {
    const id = this.#nextBuffer++;
    this.#send({ kind: "buffer", id, bytes });
    return id;
  }

  /** Memory for what a kernel keeps between its launches, of which there is one: kernels are executed in order, so the next may use it again. */
  scratch(bytes: number): number {
    if (this.#scratch === null || this.#scratch.bytes < bytes) {
      if (this.#scratch !== null) this.free(this.#scratch.id);
      this.#scratch = { id: this.allocate(bytes), bytes };
    }
    return this.#scratch.id;
  }

  /** Gives memory back, when the kernels that use it have been sent. */
  free(id: number): void {
    // Free a buffer after its launches
    if (this.#used.has(id)) this.#doomed.push(id);
    else this.#send({ kind: "destroy", id });
  }

  /** Writes bytes from a byte of a buffer on; all are multiples of 4. */
  write(id: number, bytes: Uint8Array, at = 0): void {
    // Send launches before what they read changes
    if (this.#used.has(id)) this.flush();
    this.#count.bytesWritten += bytes.length;
    this.#send({ kind: "write", id, at, bytes });
  }

  /** Copies bytes back. */
  read(id: number, start: number, end: number): Promise<ArrayBuffer> {
    this.#reads(end - start);
    return this.#connection.read(id, start, end);
  }

  /** The same at once. Throws `TypeError` where that cannot be. */
  readSync(id: number, start: number, end: number): ArrayBuffer {
    if (!this.#connection.readSync) throw new TypeError("webgpu: this device cannot be read at once");
    this.#reads(end - start);
    return this.#connection.readSync(id, start, end);
  }

  /** Writes a kernel down: a program on buffers, with its numbers in order. Throws `RangeError` where it has too many workgroups for the adapter. */
  launch(program: Program, ids: readonly number[], { numbers, ...extent }: Extent & { readonly numbers: readonly number[] }): void {
    const { id, bytes, bound } = this.#pipelineOf(program, ids);
    const groups = this.#groupsOf(program.name, extent);
    // Record a launch
    if (this.#end + bytes > NUMBERS || this.#launches.length >= this.#batch) this.flush();
    Object.values(program.numbers).forEach((type, i) => this.#setNumber(type, this.#end + 4 * i, numbers[i]!));
    const buffers = bound.map((operand) => ids[operand]!);
    for (const each of buffers) this.#used.add(each);
    this.#launches.push({ pipeline: id, buffers, at: this.#end, groups });
    this.#end = up(this.#end + bytes, this.#connection.adapter.alignment);
    this.#count.launches++;
  }

  /** Sends what was written down. */
  flush(): void {
    // Submit the launches as one pass
    if (this.#launches.length > 0) {
      this.#count.passes++;
      this.#send({ kind: "pass", numbers: new Uint8Array(this.#numbers.buffer, 0, this.#end), launches: this.#launches });
    }
    for (const id of this.#doomed) this.#send({ kind: "destroy", id });
    [this.#launches, this.#end, this.#doomed.length] = [[], 0, 0];
    this.#used.clear();
  }

  /** Resolves when all kernels are done. */
  finished(): Promise<void> {
    this.flush();
    return this.#connection.finished();
  }

  #send(command: Command): void {
    this.#connection.send(command);
  }

  #reads(bytes: number): void {
    this.flush();
    this.#count.reads++;
    this.#count.bytesRead += bytes;
  }

  /** The compiled program, for operands of which the same ones are in one buffer. */
  #pipelineOf(program: Program, ids: readonly number[]): { readonly id: number; readonly bytes: number; readonly bound: readonly number[] } {
    const pattern = ids.map((id) => ids.indexOf(id));
    const key = `${program.name}:${pattern.join("")}`;
    const known = this.#pipelines.get(key);
    if (known) return known;
    const { code, bindings, bound } = moduleOf(program, pattern);
    const bytes = up(4 * Object.keys(program.numbers).length, 16);
    const made = { id: this.#pipelines.size, bytes, bound };
    this.#pipelines.set(key, made);
    this.#count.pipelines++;
    this.#send({ kind: "pipeline", id: made.id, name: program.name, code, uniformBytes: bytes, bindings });
    return made;
  }

  #groupsOf(name: string, extent: Extent): readonly [number, number, number] {
    const most = this.#connection.adapter.groups;
    const groups = "groups" in extent ? extent.groups : rowsOf(Math.ceil(extent.threads / extent.of), most);
    if (groups.some((each) => each > most)) throw new RangeError(`webgpu: ${name} takes ${groups.join(" × ")} workgroups, and this adapter has at most ${most} along an axis`);
    return groups;
  }

  #setNumber(type: NumberType, at: number, value: number): void {
    if (type === "f32") this.#numbers.setFloat32(at, value, true);
    else this.#numbers.setInt32(at, value, true);
  }
}

/** Workgroups in a row, broken into rows where there are more than an axis can have. */
function rowsOf(count: number, most: number): readonly [number, number, number] {
  const rows = Math.max(1, Math.ceil(count / most));
  return [Math.ceil(count / rows), rows, 1];
}

/** The next multiple of `step`. */
function up(size: number, step: number): number {
  return Math.ceil(size / step) * step;
}
//# sourceMappingURL=../../.maps/backends/webgpu/queue.ts.map
