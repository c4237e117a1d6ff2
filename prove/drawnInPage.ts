/** What the prover does the same way in its own process and in a page: how an SVG of a cell's own becomes a drawing of the book. */
export { checksum } from "./records/checksum.ts";
export { fromRoot, own } from "./figures/own.ts";
export { frameOf, sizeOf, textWidth } from "./figures/style.ts";
