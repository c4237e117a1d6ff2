// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** What a device is told: plain objects, which can also be sent to another thread. */

/** How a kernel uses a buffer. The first binding of every kernel is a uniform buffer with its parameters. */
export type Binding = "read" | "write";

/** One kernel launch: a pipeline and its buffers by their ids, where its numbers begin in those of the pass, and how many workgroups there are along three axes. */
export interface Launch {
  readonly pipeline: number;
  readonly buffers: readonly number[];
  readonly at: number;
  readonly groups: readonly [number, number, number];
}

// List the commands of a device
/** Commands are executed in the order in which they are sent. */
export type Command =
  /** Memory of so many bytes, a multiple of 4. */
  | { readonly kind: "buffer"; readonly id: number; readonly bytes: number }
  | { readonly kind: "destroy"; readonly id: number }
  /** Bytes, a multiple of 4 of them, to a buffer, from its byte `at` on, a multiple of 4 too. */
  | { readonly kind: "write"; readonly id: number; readonly at: number; readonly bytes: Uint8Array }
  /** A compiled kernel: `main` in WGSL, with its bindings after the uniform buffer, whose length in bytes is given. */
  | { readonly kind: "pipeline"; readonly id: number; readonly name: string; readonly code: string; readonly uniformBytes: number; readonly bindings: readonly Binding[] }
  /** Kernels one after the other, and the uniform parameters of all. */
  | { readonly kind: "pass"; readonly numbers: Uint8Array; readonly launches: readonly Launch[] };

/** What is known of the adapter, the hardware and its driver. */
export interface Adapter {
  /** In the driver’s words. */
  readonly name: string;
  /** Whether a processor does the work of a graphics processor. */
  readonly isSoftware: boolean;
  readonly features: readonly string[];
  /** The most bytes of a buffer that a kernel can use. */
  readonly bindingBytes: number;
  /** The most buffers of a kernel. */
  readonly bindings: number;
  /** The most workgroups along an axis. */
  readonly groups: number;
  /** The bytes of shared memory and the most threads of a workgroup. */
  readonly workgroupBytes: number;
  readonly workgroupThreads: number;
  /** The threads of a subgroup, where it has subgroups of one size; else 0. */
  readonly subgroup: number;
  /** What the places of numbers in a pass are multiples of, in bytes. */
  readonly alignment: number;
}

/** A device, wherever it is. */
export interface Connection {
  readonly adapter: Adapter;
  send(command: Command): void;
  /** Copies bytes from `start` up to `end`, multiples of 4, of a buffer, when all that was sent before is done. Rejects with the first mistake or the loss of the device. */
  read(id: number, start: number, end: number): Promise<ArrayBuffer>;
  /** The same at once, where the device is in another thread. */
  readSync?(id: number, start: number, end: number): ArrayBuffer;
  /** Resolves when all that was sent is done; rejects as `read` does. */
  finished(): Promise<void>;
  /** Gives the device back. */
  close(): void;
}
//# sourceMappingURL=../../.maps/backends/webgpu/commands.ts.map
