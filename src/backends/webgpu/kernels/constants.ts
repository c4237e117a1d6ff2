// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
/** What a compiler has to know of a kernel: how many registers, how many words of shared memory. */
export function constants(values: Readonly<Record<string, number | boolean>>): string {
  return Object.entries(values).map(([name, value]) => `const ${name} = ${typeof value === "number" ? `${value}u` : String(value)};`).join("\n");
}
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/constants.ts.map
