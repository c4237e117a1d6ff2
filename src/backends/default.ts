// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** The backend of tensors for which none is named: here alone it is chosen. */
export { cpu as defaultBackend } from "./cpu/cpu.ts";
//# sourceMappingURL=../.maps/backends/default.ts.map
