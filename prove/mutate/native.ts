/** What the trials ask of whoever builds the native code of a program. */
import type { Layout } from "../../tangle/index.ts";

/** A program whose native products are to be built. */
export interface NativeProgram {
  /** The folder that holds `book/`, links resolved. */
  readonly root: string;
  /** The folder below it in which the program stands: the products belong there, and nowhere else. */
  readonly target: string;
  /** All of its files. */
  readonly layouts: readonly Layout[];
  /** Those of them that are not as the book has them. */
  readonly changed: readonly Layout[];
}

/** Builds them. `not here`: no product of the book is made of what was changed, or this machine has no compiler for it. */
export type BuildNative = (program: NativeProgram) => Promise<"built" | "does not compile" | "not here">;

/** Languages that someone has to build, or a device to run. */
export const nativeLanguages: ReadonlySet<string> = new Set(["c", "cpp", "cuda", "wgsl"]);

/** Whether any of these files is in such a language. */
export function hasNative(layouts: readonly Layout[]): boolean {
  return layouts.some(({ file }) => nativeLanguages.has(file.language));
}

/**
 * Of what no product is made of: WGSL, which a program gives to its device as text, needs only to be read, by naga; of the
 * other languages a change cannot be tried.
 */
export const readsOnly: BuildNative = async ({ changed }) => {
  const native = changed.filter(({ file }) => nativeLanguages.has(file.language));
  if (native.some(({ file }) => file.language !== "wgsl")) return "not here";
  const unreadable = native.length === 0 ? () => null : (await import("../fragments/wgsl.ts")).wgsl();
  return native.every(({ text }) => unreadable(text) === null) ? "built" : "does not compile";
};
