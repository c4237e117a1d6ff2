// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Does what a device is told. */
import type { Adapter, Binding, Command, Connection } from "./commands.ts";

/** The most bytes of numbers in a pass. */
export const NUMBERS = 2 ** 18;

/**
 * The connection to a device in this thread. The function stands alone, without imports, for its text is also the program of a
 * worker. Rejects with the reason where there is no adapter.
 */
export async function connect(gpu: GPU): Promise<Connection> {
  const NUMBERS = 2 ** 18; // here too: the text of the function has no other
  // the flags of WebGPU by their values, for a worker of Node has no names for them
  const [MAP_READ, COPY_SRC, COPY_DST, UNIFORM, STORAGE, COMPUTE] = [1, 4, 8, 64, 128, 4];
  const found = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (found === null) throw new Error("no adapter was found: there is no graphics processor with a driver, nor one in software");
  const { limits, info } = found;
  const wanted = ["maxStorageBufferBindingSize", "maxBufferSize", "maxStorageBuffersPerShaderStage", "maxComputeWorkgroupStorageSize", "maxComputeInvocationsPerWorkgroup", "maxComputeWorkgroupSizeX", "maxComputeWorkgroupsPerDimension"] as const;
  const features = ["subgroups"].filter((each) => found.features.has(each));
  const device = await found.requestDevice({
    requiredFeatures: features as GPUFeatureName[],
    requiredLimits: Object.fromEntries(wanted.map((name) => [name, limits[name]])),
  });
  const adapter: Adapter = {
    name: info.description || [info.vendor, info.architecture, info.device].filter((each) => each !== "").join(" ") || "an adapter without a name",
    isSoftware: info.isFallbackAdapter || info.architecture === "software" || info.architecture === "swiftshader",
    features,
    bindingBytes: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
    bindings: limits.maxStorageBuffersPerShaderStage,
    groups: limits.maxComputeWorkgroupsPerDimension,
    workgroupBytes: limits.maxComputeWorkgroupStorageSize,
    workgroupThreads: Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX),
    subgroup: features.includes("subgroups") && info.subgroupMinSize === info.subgroupMaxSize ? info.subgroupMinSize : 0,
    alignment: device.limits.minUniformBufferOffsetAlignment,
  };
  /** The first mistake, or why the device is no more. */
  let failure: string | null = null;
  device.addEventListener("uncapturederror", ({ error }) => (failure ??= error.message));
  void device.lost.then(({ reason, message }) => (failure ??= `the device was lost (${reason || "unknown"}): ${message.trim() || "no reason was given"}`));
  const uniforms = device.createBuffer({ size: NUMBERS, usage: UNIFORM | COPY_DST });
  const buffers = new Map<number, GPUBuffer>();
  const pipelines = new Map<number, { readonly pipeline: GPUComputePipeline; readonly layout: GPUBindGroupLayout; readonly uniformBytes: number }>();
  let groups = new Map<string, GPUBindGroup>();

  function compile(name: string, code: string, { uniformBytes, bindings }: { readonly uniformBytes: number; readonly bindings: readonly Binding[] }) {
    // Compile a kernel for its bindings
    const layout = device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility: COMPUTE, buffer: { type: "uniform", hasDynamicOffset: true, minBindingSize: uniformBytes } },
        ...bindings.map((binding, i) => ({ binding: i + 1, visibility: COMPUTE, buffer: { type: binding === "read" ? "read-only-storage" as const : "storage" as const } })),
      ],
    });
    const module = device.createShaderModule({ label: name, code });
    const pipeline = device.createComputePipeline({ label: name, layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }), compute: { module, entryPoint: "main" } });
    return { pipeline, layout, uniformBytes };
  }

  function groupOf(pipeline: number, ids: readonly number[]): GPUBindGroup {
    const key = `${pipeline}:${ids.join(",")}`;
    const known = groups.get(key);
    if (known) return known;
    const { layout, uniformBytes } = pipelines.get(pipeline)!;
    const resources = [{ buffer: uniforms, size: uniformBytes }, ...ids.map((id) => ({ buffer: buffers.get(id)! }))];
    const group = device.createBindGroup({ layout, entries: resources.map((resource, binding) => ({ binding, resource })) });
    groups.set(key, group);
    return group;
  }

  function send(command: Command): void {
    switch (command.kind) {
      case "buffer":
        buffers.set(command.id, device.createBuffer({ size: command.bytes, usage: STORAGE | COPY_SRC | COPY_DST }));
        return;
      case "destroy":
        buffers.get(command.id)?.destroy();
        buffers.delete(command.id);
        // they name the buffer, and hold it
        groups = new Map();
        return;
      case "write":
        device.queue.writeBuffer(buffers.get(command.id)!, command.at, command.bytes as Uint8Array<ArrayBuffer>);
        return;
      case "pipeline":
        pipelines.set(command.id, compile(command.name, command.code, command));
        return;
      case "pass": {
        // Encode a pass and submit it
        device.queue.writeBuffer(uniforms, 0, command.numbers as Uint8Array<ArrayBuffer>);
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        for (const { pipeline, buffers: ids, at, groups: [x, y, z] } of command.launches) {
          pass.setPipeline(pipelines.get(pipeline)!.pipeline);
          pass.setBindGroup(0, groupOf(pipeline, ids), [at]);
          pass.dispatchWorkgroups(x, y, z);
        }
        pass.end();
        device.queue.submit([encoder.finish()]);
        return;
      }
      default: return command satisfies never;
    }
  }

  async function read(id: number, start: number, end: number): Promise<ArrayBuffer> {
    if (failure !== null) throw new Error(failure);
    const bytes = Math.max(4, end - start);
    // Copy to a buffer that the host can map
    const copy = device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DST });
    const encoder = device.createCommandEncoder();
    if (end > start) encoder.copyBufferToBuffer(buffers.get(id)!, start, copy, 0, end - start);
    device.queue.submit([encoder.finish()]);
    try {
      await copy.mapAsync(MAP_READ);
      if (failure !== null) throw new Error(failure);
      return copy.getMappedRange().slice(0, end - start);
    } catch (mistake) {
      throw new Error(failure ?? (mistake as Error).message);
    } finally {
      copy.destroy();
    }
  }

  async function finished(): Promise<void> {
    await device.queue.onSubmittedWorkDone();
    if (failure !== null) throw new Error(failure);
  }

  return { adapter, send, read, finished, close: () => device.destroy() };
}
//# sourceMappingURL=../../.maps/backends/webgpu/executor.ts.map
