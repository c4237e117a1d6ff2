// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
/** The table of layers in the terminal. */
import { columns } from "../../format/text.ts";
import { factorPerLayer, type LayerHealth } from "./health.ts";

/** At most so many layers are shown, the first and the last among them. */
const ROWS = 9;

const figure = (x: number) => (x === 0 ? "0" : Number.isFinite(x) ? x.toExponential(1) : "no number");

/** A heading, a row for each of some layers, and what happens from layer to layer. Units at zero are shown for ReLU only. */
export function healthTable(layers: readonly LayerHealth[], { title, withZeroUnits }: { readonly title: string; readonly withZeroUnits: boolean }): readonly string[] {
  const rows = Math.min(ROWS, layers.length);
  const shown = Array.from({ length: rows }, (_, i) => layers[rows === 1 ? 0 : Math.round((i * (layers.length - 1)) / (rows - 1))]!);
  const heads = ["layer", "mean square", "across examples", ...(withZeroUnits ? ["units at zero"] : []), "gradient", "update/weight"];
  const body = shown.map(({ layer, meanSquare, acrossContexts, zeroUnits, gradient, update }) =>
    [String(layer), figure(meanSquare), figure(acrossContexts), ...(withZeroUnits ? [`${Math.round(100 * zeroUnits)} %`] : []), figure(gradient), figure(update)]);
  return [title, "", ...columns(heads, body).split("\n").map((line) => `  ${line}`), "", ...summary(layers)];
}

function summary(layers: readonly LayerHealth[]): readonly string[] {
  if (layers.length < 2) return [];
  const per = (of: (layer: LayerHealth) => number) => factorPerLayer(layers, of);
  const [variance, gradient] = [per(({ acrossContexts }) => acrossContexts), per((layer) => layer.gradient)];
  const lost = layers.findIndex(({ acrossContexts, meanSquare }) => !(acrossContexts > 1e-14 * meanSquare));
  return [
    variance === null || lost >= 0 ? `what distinguishes the examples is ${lost >= 0 ? `lost in rounding at layer ${lost}` : "no number"}` : `the variance across examples changes by a factor of ${variance.toFixed(3)} a layer`,
    gradient === null ? "the gradient is zero or no number in the first or the last layer" : `the gradient changes by a factor of ${(1 / gradient).toFixed(3)} a layer on its way back`,
  ];
}
//# sourceMappingURL=../../.maps/demos/deep-mlp/table.ts.map
