/** The blocks and generated parts that a chapter may use, and the attributes they take. */
import type { BlockKind } from "../tree.ts";

/** The attributes of each `:::name`, besides `id`. */
export const containers: { readonly [K in BlockKind]: readonly string[] } = {
  figure: ["alt", "train", "mine", "judged"],
  table: [],
  equation: [],
  derivation: ["title", "unchecked", "tolerance", "approx"],
  cost: ["of", "title", "unchecked", "tolerance", "approx"],
  theorem: ["title"],
  proof: ["title"],
  exercise: ["title", "level"],
  hint: [],
  solution: [],
  answer: ["writes", "within"],
  aside: ["title"],
  card: ["of", "title"],
};

/** The parts that `::name` stands for. */
export const leaves = [
  "solutions", "glossary", "bibliography", "index", "derivations", "costs", "measurements", "colophon", "cards",
] as const;

/** The attributes of `::guess`, besides `id`. */
export const guessAttributes = ["number", "choice", "point", "curve", "up", "log", "x", "y", "where", "at", "value", "of", "row", "column", "rows", "columns", "least", "most", "cuts"] as const;

/** The indexes: `::index{of="terms"}` is one of them. */
export const indexes = ["terms", "identifiers", "chunks"] as const;

/** The name of a generated part. */
export type Leaf = (typeof leaves)[number];

/** How a block is called in its label: "Figure 1.2". */
export const blockNames: { readonly [K in BlockKind]: string } = {
  figure: "Figure",
  table: "Table",
  equation: "Equation",
  derivation: "Derivation",
  cost: "Cost",
  theorem: "Theorem",
  proof: "Proof",
  exercise: "Exercise",
  hint: "Hint",
  solution: "Solution",
  answer: "Answer",
  aside: "Aside",
  card: "Card",
};

/** The kinds that are counted in each chapter. */
export const numberedKinds: ReadonlySet<BlockKind> = new Set<BlockKind>([
  "figure", "table", "equation", "derivation", "cost", "theorem", "exercise",
]);

/** True for a block's name. */
export function isBlockKind(name: string): name is BlockKind {
  return Object.hasOwn(containers, name);
}

/** True for a generated part's name. */
export function isLeaf(name: string): name is Leaf {
  return (leaves as readonly string[]).includes(name);
}

/** True for an index's name. */
export function isIndex(name: string): name is (typeof indexes)[number] {
  return (indexes as readonly string[]).includes(name);
}

/** True if blocks of this kind take the attribute. Ranges such as `x="0.1..5"` belong to what is checked on random draws. */
export function takesAttribute(kind: BlockKind, name: string, value: string): boolean {
  if (name === "id" || containers[kind].includes(name)) return true;
  return (kind === "derivation" || kind === "cost") && /^\S+\.\.\S+$/.test(value);
}
