/** What a display comes to: the first side of its last chain, and the last one. */
import type { Relation } from "./expression.ts";
import type { ChainDraft } from "./chains.ts";
import { Refused } from "./refusal.ts";
import { displayOf } from "./rows.ts";
import type { Slice } from "./reader.ts";

/** The result of a display. */
export interface DisplayResult {
  /** `left = result`, without rows, `&` and reasons. */
  readonly latex: string;
  /** How many expressions the display has in all its chains: the last of them is the result. */
  readonly expressions: number;
}

/**
 * The result of a display: its last chain, from the first side to the last, by the relation that the chain proves between them.
 * A chain that proves none (`a \le b \ge c`) ends in its last two sides. Null for a display whose rows cannot be made out.
 */
export function resultOf(latex: string): DisplayResult | null {
  const chains = chainsOf(latex);
  const last = chains?.at(-1);
  if (chains === null || last === undefined) return null;
  const expressions = chains.reduce((sum, { sides }) => sum + sides.length, 0);
  const [relation, first] = proven(last);
  const side = (index: number): string => textOf(latex, last.sides.at(index));
  return { latex: relation === null ? side(-1) : `${side(first)} ${relation} ${side(-1)}`, expressions };
}

function chainsOf(latex: string): readonly ChainDraft[] | null {
  try {
    return displayOf({ latex, isName: () => false }).chains;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** The relation, and the side from which on it holds to the last; no relation for a chain of one side. */
function proven({ relations }: ChainDraft): readonly [string | null, number] {
  const all = relations.map(({ relation }) => relation);
  const last = all.at(-1);
  if (last === undefined) return [null, 0];
  const whole = composed(all);
  return whole === null ? [written[last], -2] : [written[whole], 0];
}

/** What follows between the ends of a chain; null where nothing does. */
function composed(relations: readonly Relation[]): Relation | null {
  const kinds = new Set(relations.filter((relation) => relation !== "="));
  const [only] = kinds;
  if (only === undefined) return "=";
  if (kinds.size === 1) return only === "≠" && relations.filter((relation) => relation === "≠").length > 1 ? null : only;
  if ([...kinds].every((kind) => kind === "≤" || kind === "<")) return "<";
  return [...kinds].every((kind) => kind === "≥" || kind === ">") ? ">" : null;
}

const written: { readonly [K in Relation]: string } = { "=": "=", "≠": "\\ne", "≤": "\\le", "≥": "\\ge", "<": "<", ">": ">", "≈": "\\approx" };

/** The source of a side. Between tokens of two rows stand `\\`, `&` and reasons, which are left out. */
function textOf(latex: string, side: Slice | undefined): string {
  let text = "";
  let end = side?.start ?? 0;
  for (const token of side?.tokens ?? []) {
    const between = latex.slice(end, token.start);
    text += /\\\\|&|\\text/.test(between) ? " " : between;
    text += latex.slice(token.start, token.end);
    end = token.end;
  }
  return text.trim();
}
