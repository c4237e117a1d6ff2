/** A second public surface of `prove`, for `weave`: what is asked before anything else is loaded. */
export { provingOf, type ProvingOrder } from "./standing.ts";
