// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Kernels in WGSL: their text, and what they take. */
import type { DType } from "../../layout/dtype.ts";
import type { Binding } from "./commands.ts";

/** Types of the numbers that a kernel takes besides its buffers. */
export type NumberType = "u32" | "i32" | "f32";

/** What an element of a buffer is in WGSL; a float64 is two words, since WGSL has no such numbers. */
export type ElementType = "f32" | "i32" | "vec2u" | "vec4f";

/** A kernel in WGSL. */
export interface Program {
  /** Programs of one name are the same. */
  readonly name: string;
  /** Names of the buffers in the text, and what their elements are; those that are written come last. */
  readonly operands: Readonly<Record<string, ElementType>>;
  /** How many of them are written. */
  readonly written: number;
  /** Numbers, which the text reads as members of `sizes`. */
  readonly numbers: Readonly<Record<string, NumberType>>;
  /** The text, in which `main` is the kernel. It declares neither buffers nor `sizes`. */
  readonly source: string;
  /** An optional feature of WGSL that the text uses. */
  readonly enables?: "subgroups";
}

/** The dtypes that WGSL computes with, and their names there. */
export const elementTypes = { float32: "f32", int32: "i32" } as const satisfies Partial<Record<DType, ElementType>>;

/** The text with its declarations, for operands of which some may be in one buffer: that is bound once, under the name of the first. */
export function moduleOf({ operands, written, numbers, source, enables }: Program, ids: readonly number[]): { readonly code: string; readonly bindings: readonly Binding[]; readonly bound: readonly number[] } {
  const names = Object.keys(operands);
  const bound = [...new Set(ids)];
  const bindings = bound.map((id): Binding => (ids.lastIndexOf(id) >= ids.length - written ? "write" : "read"));
  const members = Object.entries(numbers).map(([name, type]) => `  ${name}: ${type},`);
  const declared = bound.map((id, i) => {
    const name = names[ids.indexOf(id)]!;
    return `@group(0) @binding(${i + 1}) var<storage, ${bindings[i] === "read" ? "read" : "read_write"}> ${name}: array<${operands[name]!}>;`;
  });
  const renamed = names.reduce((text, name, i) => {
    const first = names[ids.indexOf(ids[i]!)]!;
    return first === name ? text : text.replace(new RegExp(`\\b${name}\\b`, "g"), first);
  }, source);
  const code = [...(enables ? [`enable ${enables};`] : []), "struct Sizes {", ...members, "}", "@group(0) @binding(0) var<uniform> sizes: Sizes;", ...declared, renamed].join("\n");
  return { code, bindings, bound };
}
//# sourceMappingURL=../../.maps/backends/webgpu/program.ts.map
