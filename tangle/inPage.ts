/** What the compiler does the same way in a page: the prover's modules find it there in place of `index.ts`. */
export { closest } from "./text/suggest.ts";
