/** The tokens of a formula → the sides of its relations, before they are read. */
import { relations } from "./commands.ts";
import type { MathSpan, Relation } from "./expression.ts";
import type { Slice } from "./reader.ts";
import { refuse } from "./refusal.ts";
import type { Token } from "./tokens.ts";

/** A chain before its sides are read: `relations[k]` stands between `sides[k]` and `sides[k + 1]`. */
export interface ChainDraft {
  readonly sides: readonly Slice[];
  readonly relations: readonly RelationAt[];
}

/** A relation and where its sign stands. */
export interface RelationAt {
  readonly relation: Relation;
  readonly at: MathSpan;
}

/** Tokens between relations; a side may be empty. */
export interface Sides {
  readonly sides: readonly (readonly Token[])[];
  readonly relations: readonly RelationAt[];
}

/** Splits tokens at the relations where no brace or parenthesis is open. Throws `Refused` for a comma there. */
export function sidesOf(tokens: readonly Token[]): Sides {
  const sides: Token[][] = [[]];
  const found: RelationAt[] = [];
  for (const { token, isOutside } of withDepth(tokens)) {
    const { kind, text, start, end } = token;
    if (isOutside && kind === "sign" && (text === "," || text === ";")) {
      refuse("a second formula stands in this row", token, "write one formula a row");
    }
    const relation = isOutside && (kind === "sign" || kind === "command") ? relations.get(text) : undefined;
    if (relation) {
      found.push({ relation, at: { start, end } });
      sides.push([]);
    } else {
      sides.at(-1)?.push(token);
    }
  }
  return { sides, relations: found };
}

/** True if a relation stands outside of all braces and parentheses. */
export function statesRelation(tokens: readonly Token[]): boolean {
  return [...withDepth(tokens)].some(({ token, isOutside }) => isOutside && (token.kind === "sign" || token.kind === "command") && relations.has(token.text));
}

/** True if one pair of these signs is around all of it, with something in it. */
export function isEnclosed(tokens: readonly Token[], open: "(" | "{", close: ")" | "}"): boolean {
  let depth = 0;
  return tokens.length > 2 && tokens.every(({ kind, text }, k) => {
    if (kind !== "text") depth += text === open ? 1 : text === close ? -1 : 0;
    return depth === 0 ? k === tokens.length - 1 : depth > 0;
  });
}

/** The chain of these sides; `around` is where a chain without tokens stands. Throws `Refused` for an empty side. */
export function draftOf({ sides, relations: found }: Sides, around: MathSpan): ChainDraft {
  return {
    relations: found,
    sides: sides.map((side, k): Slice => {
      const [first] = side;
      if (!first) refuse(`this relation has nothing on its ${k === 0 ? "left" : "right"}`, found[Math.max(0, k - 1)]?.at ?? around);
      return { tokens: side, start: first.start, end: side.at(-1)?.end ?? first.end };
    }),
  };
}

/** Each token, with whether it stands outside of all braces, parentheses and environments; their own ends do not. */
export function* withDepth(tokens: readonly Token[]): Generator<{ readonly token: Token; readonly isOutside: boolean }> {
  let depth = 0;
  for (const token of tokens) {
    const { kind, side } = token;
    const opens = kind === "open" || kind === "begin" || (kind === "delimiter" && side === "open");
    const closes = kind === "close" || kind === "end" || (kind === "delimiter" && side === "close");
    if (opens) depth += 1;
    yield { token, isOutside: depth === 0 };
    if (closes) depth = Math.max(0, depth - 1);
  }
}
