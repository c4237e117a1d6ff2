// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** Trained weights in a record, as text: few enough for a page to load. */
import { readSafetensors, safetensorsOf, storedAs } from "../io/safetensors.ts";
import { shapeText } from "../layout/shape.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";

/** The parameters in half precision, in the format safetensors, its bytes in base64. */
export function textOfWeights(parameters: Parameters): string {
  const bytes = safetensorsOf(new Map(leavesOf(parameters).map(([path, leaf]) => [path, storedAs(leaf, "F16")])));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The parameters in such a text, in float32. Throws `RangeError` for one that `like` has and the text has not, or in another shape. */
export function weightsIn<P extends Parameters>(text: string, like: P): P {
  const { tensors } = readSafetensors(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  return mapLeaves(like, (leaf, path) => {
    const tensor = tensors.get(path);
    if (tensor === undefined) throw new RangeError(`weightsIn: there is no \`${path}\``);
    const [found, wanted] = [tensor, leaf].map(({ shape }) => shapeText(shape));
    if (found !== wanted) throw new RangeError(`weightsIn: \`${path}\` is ${found}, and in the model ${wanted}`);
    return tensor;
  });
}
//# sourceMappingURL=../.maps/experiments/weights.ts.map
