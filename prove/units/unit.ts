/** The things of a section that must be shown: cells, figures, experiments, numbers, derivations, costs, mistakes, fragments. */
import type { ExperimentSeeds } from "../records/experiment.ts";
import type { ExperimentTerms, Fence, Offset, Section, Span } from "../../tangle/index.ts";

/** A section and its units in the order of the text. */
export interface SectionUnits {
  readonly section: Section;
  /** `01-markov-chains` */
  readonly folder: string;
  readonly units: readonly Unit[];
  /** The experiments of the whole book, whose values its cells may read; absent where they read none. */
  readonly experiments?: ExperimentSeeds;
}

export type Unit = RunUnit | FigureUnit | ExperimentUnit | ValueUnit | DerivationUnit | CostUnit | WrongUnit | FragmentUnit;
export type UnitKind = Unit["kind"];

interface Placed {
  /** Unique in its section: the author's id, a figure's name, else kind and ordinal (`run-2`, `value-5`). Evidence is filed under it. */
  readonly id: string;
  /** The whole construct: fence, inline code, or directive. `span.start` is how an edition finds its evidence. */
  readonly span: Span;
}

/** A ` ```ts run ` cell; `output` is the fence right under it. */
export interface RunUnit extends Placed {
  readonly kind: "run";
  readonly fence: Fence;
  readonly output: Fence | null;
}

/** A ` ```ts figure="…" ` cell in its `:::figure`. */
export interface FigureUnit extends Placed {
  readonly kind: "figure";
  readonly fence: Fence;
  /** The `alt` of the figure around it, inline cells not yet filled in; "" if it stands in none. */
  readonly alt: string;
  /** The id of the `:::figure` around it. */
  readonly block: string | null;
}

/** A ` ```ts experiment="…" ` cell; its fence has its name. */
export interface ExperimentUnit extends Placed {
  readonly kind: "experiment";
  readonly fence: Fence;
  readonly terms: ExperimentTerms;
}

/** An inline cell, in prose, a caption or an alt text. */
export interface ValueUnit extends Placed {
  readonly kind: "value";
  readonly expression: string;
  /** Where the expression itself begins. */
  readonly expressionStart: Offset;
}

/** LaTeX of a display and the way back to the chapter. */
export interface Formula {
  readonly latex: string;
  /** For each line of `latex`, the offset in the chapter at which it begins. */
  readonly lineStarts: readonly Offset[];
}

/** Where a symbol is drawn from: `rho="0.05..6"`; both ends included. Whole numbers where both ends are written as such and it is a cost. */
export interface SymbolRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A `:::derivation`. */
export interface DerivationUnit extends Placed {
  readonly kind: "derivation";
  readonly title: string;
  readonly displays: readonly Formula[];
  readonly verify: Fence | null;
  readonly ranges: readonly SymbolRange[];
  /** `tolerance="1e-6"`: relative, for `=`, `≤`, `≥`; null for the default. */
  readonly tolerance: number | null;
  /** `approx="0.05"`: relative, for `≈`; null for the default. */
  readonly approx: number | null;
  /** Why the whole display cannot be checked by numbers. */
  readonly unchecked: string | null;
}

/** A `:::cost`. */
export interface CostUnit extends Placed {
  readonly kind: "cost";
  readonly rows: readonly CostRow[];
  readonly verify: Fence | null;
  readonly ranges: readonly SymbolRange[];
  /** `approx="0.05"`: how far, relatively, the mean over the sizes may be from an entry that says `\approx`; null if none is stated. */
  readonly approx: number | null;
  readonly unchecked: string | null;
}

/** A row of a cost table: its label without mathematics, and a formula a column. */
export interface CostRow {
  readonly label: string;
  readonly span: Span;
  readonly entries: readonly { readonly column: string; readonly formula: Formula; readonly span: Span }[];
}

/** A ` ```ts wrong="…" ` fence; `output` is the fence right under it. */
export interface WrongUnit extends Placed {
  readonly kind: "wrong";
  readonly fence: Fence;
  readonly output: Fence | null;
}

/** A ` ```ts fragment ` fence. */
export interface FragmentUnit extends Placed {
  readonly kind: "fragment";
  readonly fence: Fence;
}
