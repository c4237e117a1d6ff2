// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** What the engine at hand can do. */
import { f32x4, v128, i32 } from "./instructions.ts";
import { assemble, define } from "./module.ts";

/** A module that needs 128-bit vectors, and one that needs a relaxed multiply-add as well. */
const probes = {
  simd: () => assemble([define("probe", { parameters: [] }, () => v128.store(i32.const(0), f32x4.const(0)))]),
  relaxed: () => assemble([define("probe", { parameters: [] }, () => v128.store(i32.const(0), f32x4.relaxedMadd(f32x4.const(1), f32x4.const(2), f32x4.const(3))))]),
};

/** Why there is no backend here, or `undefined` if there is one. */
export function whyNot(): string | undefined {
  if (typeof WebAssembly === "undefined") return "this engine has no WebAssembly";
  if (!WebAssembly.validate(probes.simd())) return "this engine's WebAssembly has no 128-bit vectors (SIMD)";
  return undefined;
}

/** Whether a product and a sum can be one instruction. Node 20 has it behind a flag of V8, which is set here; modules that are compiled already stay as they are. */
export function enableRelaxedMadd(): boolean {
  if (WebAssembly.validate(probes.relaxed())) return true;
  globalThis.process?.getBuiltinModule?.("node:v8")?.setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(probes.relaxed());
}
//# sourceMappingURL=../../.maps/backends/wasm/features.ts.map
