// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
/** A connection to no device: it counts commands and executes none. */
import type { Adapter, Command, Connection } from "./commands.ts";

/** The limits that every implementation of WebGPU has at least. */
const least: Adapter = {
  name: "no device", isSoftware: true, features: [], bindingBytes: 2 ** 27, bindings: 8, groups: 65_535,
  workgroupBytes: 2 ** 14, workgroupThreads: 256, subgroup: 0, alignment: 256,
};

/** Reads return zeros; `counts` has the commands of each kind, and the bytes of the uniforms of all launches. */
export function countingConnection(
  adapter: Adapter = least,
): Connection & { readonly counts: Readonly<Record<Command["kind"] | "uniformBytes", number>> } {
  const counts = { buffer: 0, destroy: 0, write: 0, pipeline: 0, pass: 0, uniformBytes: 0 };
  return {
    adapter,
    counts,
    send(command) {
      counts[command.kind]++;
      if (command.kind === "pass") counts.uniformBytes += command.numbers.length;
    },
    read: async (_, start, end) => new ArrayBuffer(end - start),
    finished: async () => {},
    close: () => {},
  };
}
//# sourceMappingURL=../../.maps/backends/webgpu/counting.ts.map
