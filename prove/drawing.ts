/** A second public surface of `prove`: what draws figures. The packages that it takes are many, and an edition has its drawings from the evidence. */
export { figureGlobals } from "./figures/globals.ts";
export { isFigure, renderFigure } from "./figures/render.ts";
