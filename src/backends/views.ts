// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** The views of a kernel: exchanged for others, or without some axes. */
import type { Layout } from "../layout/layout.ts";
import type { Kernel, View } from "./backend.ts";

/** The output of a reduction without the axes that go, along which it has stride 0. */
export function keptOf<V extends Layout>(output: V): V {
  const kept = [...output.shape.keys()].filter((axis) => output.strides[axis] !== 0);
  return { ...output, shape: kept.map((axis) => output.shape[axis]!), strides: kept.map((axis) => output.strides[axis]!) };
}

/** The same kernel on other views, for a backend that stands before another. */
export function withViews(kernel: Kernel, change: (view: View) => View): Kernel {
  switch (kernel.kind) {
    case "map": return { ...kernel, inputs: kernel.inputs.map((each) => (typeof each === "number" ? each : change(each))), output: change(kernel.output) };
    case "reduce": case "argmax": return { ...kernel, input: change(kernel.input), output: change(kernel.output) };
    case "matmul": return { ...kernel, left: change(kernel.left), right: change(kernel.right), output: change(kernel.output) };
    case "gather": case "scatter": return { ...kernel, input: change(kernel.input), indices: change(kernel.indices), output: change(kernel.output) };
    case "fill": return { ...kernel, output: change(kernel.output) };
    case "fused": return { ...kernel, inputs: kernel.inputs.map(change), outputs: kernel.outputs.map(change) };
    default: return kernel satisfies never;
  }
}
//# sourceMappingURL=../.maps/backends/views.ts.map
