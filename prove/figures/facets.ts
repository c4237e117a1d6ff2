/** Small multiples: side by side on a page, one above the other on a phone, always on one scale, each named on its frame. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "./figure.ts";
import type { Label } from "./labels.ts";
import { scaleOptions } from "./plotOptions.ts";
import type { FoundScales } from "./scales.ts";
import { gaps, ink, textWidth, type Extent } from "./style.ts";

/** A plot, its scales and its labels. */
export interface Faceted {
  readonly options: PlotOptions & Extent & { readonly marks: readonly Plot.Markish[] };
  readonly found: FoundScales;
  readonly labels: readonly Label[];
}

/** How high one of several stacked plots is, as a part of a plot that stands alone. */
const stackedHeight = 0.55;

/** A row of more than two made a column, for a page that is too narrow for the row; everything else as it is. */
export function stacked({ options, found, labels }: Faceted): Faceted {
  const { fx, fy } = found;
  if (fx === null || fy !== null || fx.domain.length <= 2 || options["facet"] !== undefined) return { options, found, labels };
  const { fx: written, ...rest } = options;
  return {
    options: { ...rest, fy: written, marks: options.marks.map(turned), height: Math.round(options.height * stackedHeight * fx.domain.length) },
    found: { ...found, fx: null, fy: fx },
    labels: labels.map((label) => ({ ...label, fx: undefined, fy: label.fx })),
  };
}

/** The same mark with rows for columns; the mark itself is drawn a second time on a wide page. */
function turned(mark: Plot.Markish): Plot.Markish {
  if (typeof mark !== "object" || mark === null || !("fx" in mark)) return mark;
  return Object.create(mark, { fx: { value: undefined }, fy: { value: mark.fx } }) as Plot.Markish;
}

/** The scales of small multiples, which have no axes of their own. */
export function facetScales(options: PlotOptions, { fx, fy }: FoundScales): PlotOptions {
  return {
    ...(fx !== null && { fx: { padding: 0.08, ...scaleOptions(options["fx"]), axis: null } }),
    ...(fy !== null && { fy: { padding: 0.16, ...scaleOptions(options["fy"]), axis: null } }),
  };
}

/** Their names: above a row, at the right of a column. */
export function facetNames({ fx, fy }: FoundScales): readonly Plot.Markish[] {
  const look = { label: null, color: ink("ink"), tickSize: 0 } as const;
  return [...(fx === null ? [] : [Plot.axisFx({ ...look, anchor: "top" })]), ...(fy === null ? [] : [Plot.axisFy({ ...look, anchor: "right" })])];
}

/** The room that names at the right take. */
export function facetRoom({ fy }: FoundScales): number {
  return fy === null ? 0 : Math.max(0, ...fy.domain.map((name) => textWidth(String(name)))) + gaps.label;
}
