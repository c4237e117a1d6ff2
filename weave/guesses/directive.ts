/**
 * What `::guess` says: what is guessed, how, and where its answer stands, which is never typed again.
 *
 *     ::guess[Sentences seen before]{#guess-sentences number="0..931" of="cell-sentences"}
 *     ::guess[Right at order 4]{#guess-order-4 number="0..100 %" of="cell-guessing" row="4" column="guessed right"}
 *     ::guess[The larger]{#guess-larger choice="one head | two" rows="heads 1 | heads 2" most of="cell-heads"}
 *     ::guess[The best order]{#guess-order point="0..20" of="fig-v" x="order" y="spent" where="text: a tenth of it; of: Witten–Bell" least}
 *     ::guess[The validation loss]{#guess-curve curve="0..3000 steps" up="1..4 nats" of="fig-two-curves" x="step" y="loss" where="of: held-out names"}
 */
import type { LeafDirective } from "mdast-util-directive";
import type { Scale } from "../reader/guesses/guess.ts";
import { textOf } from "../walk.ts";
import { many } from "../words/count.ts";
import { validId } from "../words/slug.ts";
import type { Cell } from "./printed.ts";
import { isRefused, refused, type Refused } from "./refused.ts";
import type { Chosen } from "./series.ts";

/** A guess as its author asks for it. */
export interface Asked {
  readonly id: string;
  readonly label: string;
  readonly how: How;
  readonly source: AnswerSource;
}

/** A number on a scale, a curve over two scales, or an option, with the rule that says which one is right. */
export type How =
  | { readonly kind: "number" | "point"; readonly scale: Scale }
  | { readonly kind: "curve"; readonly across: Scale; readonly scale: Scale }
  | { readonly kind: "choice"; readonly options: readonly string[]; readonly rule: Rule };

/**
 * Which option is right: by `cuts` between them, the one in whose part of the numbers the answer lies; else the one in whose row, or
 * under whose column, the least or the greatest number stands.
 */
export type Rule =
  | { readonly kind: "cuts"; readonly cuts: readonly number[] }
  | { readonly kind: Wanted; readonly along: "row" | "column"; readonly names: readonly string[] };

/** Which of several numbers. */
export type Wanted = "least" | "most";

/** An inline cell of the text behind the guess, by words of its expression; what a cell prints; the data of a figure, and what of its curve: where it is lowest or highest, its height somewhere, or all of it. */
export type AnswerSource =
  | { readonly kind: "value"; readonly words: string }
  | { readonly kind: "printed"; readonly of: string; readonly at: Cell }
  | { readonly kind: "drawn"; readonly of: string; readonly chosen: Chosen; readonly what: Wanted | number | "all" };

type Attributes = Readonly<Partial<Record<string, string | null>>>;

/** Reads a directive. */
export function askedBy(node: LeafDirective): Asked | Refused {
  const attributes = node.attributes ?? {};
  const { id = "" } = attributes;
  const label = textOf(node.children).trim();
  if (!id || !validId.test(id)) return refused("a guess has an id, under which the reader’s answer is kept", undefined, "write `::guess[…]{#guess-… …}`");
  if (label === "") return refused("a guess says in brackets what is guessed", undefined, "write `::guess[…]{#id …}`");
  const source = sourceIn(attributes);
  if (isRefused(source)) return source;
  const how = howIn(attributes, source);
  return isRefused(how) ? how : { id, label, how, source };
}

function sourceIn(attributes: Attributes): AnswerSource | Refused {
  const { value, of, row = null, column = null, x, y } = attributes;
  if ((value == null) === (of == null)) return refused("a guess has its answer from `value`, an inline cell, or from `of`, the id of a cell or a figure");
  if (value != null) return row === null && column === null ? { kind: "value", words: value } : refused("`row` and `column` are of what a cell prints, which `of` names");
  if (x == null && y == null) return { kind: "printed", of: of ?? "", at: { row, column } };
  if (x == null || y == null) return refused("a curve of a figure’s data has two columns: `x` and `y`");
  const where = whereIn(attributes.where ?? null);
  if (isRefused(where)) return where;
  const what = whatIn(attributes);
  return isRefused(what) ? what : { kind: "drawn", of: of ?? "", chosen: { x, y, where }, what };
}

/** `of: held-out names; seed: 1` */
function whereIn(written: string | null): Chosen["where"] | Refused {
  const pairs = written === null ? [] : written.split(";").map((each) => /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(each));
  const found = pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? "", pair[2] ?? ""] as const]));
  if (found.length < pairs.length) return refused(`\`${written}\` says no rows: write \`column: entry\``, written ?? undefined);
  if (found.some(([column]) => column === "set")) return refused("`set` counts the marks of a figure, whose order may change: name a curve by another column of its data", "set");
  return found;
}

function whatIn(attributes: Attributes): Wanted | number | "all" | Refused {
  if (attributes.curve != null) return "all";
  const { at } = attributes;
  const wanted = (["least", "most"] as const).filter((name) => name in attributes);
  const [only] = wanted;
  if (wanted.length + (at == null ? 0 : 1) !== 1) return refused("of a curve one number is asked for: `least`, `most`, where it is lowest or highest, or `at`, its height there");
  if (only !== undefined) return only;
  return Number.isFinite(Number(at || NaN)) ? Number(at) : refused(`\`${at}\` is no place on a scale`, at ?? undefined);
}

function howIn(attributes: Attributes, source: AnswerSource): How | Refused {
  const kinds = (["number", "point", "choice", "curve"] as const).filter((kind) => attributes[kind] != null);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) return refused("a guess is a `number`, a `choice`, a `point` or a `curve`, one of them");
  const asked = attributes[kind] ?? "";
  if (kind === "choice") return choiceIn(asked, attributes, source);
  const { log = null } = attributes;
  if (kind === "curve") return curveIn(asked, attributes, source);
  const scale = scaleIn(asked, log !== null);
  return isRefused(scale) ? scale : { kind, scale };
}

/** Either scale may be logarithmic: `log="x"`, `log="y"`, `log="xy"`. */
function curveIn(asked: string, { up, log }: Attributes, source: AnswerSource): How | Refused {
  if (source.kind !== "drawn") return refused("a curve is one of a figure’s data: `of` names the figure, `x` and `y` the columns");
  if (up == null) return refused("a curve has two scales: `curve=\"0..10\"` from left to right, and `up=\"0..1\"` from bottom to top");
  const scales = [scaleIn(asked, log?.includes("x") ?? false), scaleIn(up, log?.includes("y") ?? false)] as const;
  const [across, scale] = scales;
  if (isRefused(across)) return across;
  return isRefused(scale) ? scale : { kind: "curve", across, scale };
}

/** `0..100 %` */
function scaleIn(written: string, log: boolean): Scale | Refused {
  const [, from = "", to = "", unit = ""] = /^(\S+?)\.\.(\S+)(?:\s+(.+))?$/.exec(written.trim()) ?? [];
  const [low, high] = [from, to].map((each) => Number(each.replaceAll(",", "") || NaN)) as [number, number];
  if (!(low < high)) return refused(`\`${written}\` is no scale: write two numbers, the smaller first, as in \`0..100 %\``, written);
  if (log && low <= 0) return refused(`a logarithmic scale begins above zero, and this one at \`${from}\``, written);
  return { low, high, unit, log };
}

function choiceIn(choice: string, attributes: Attributes, source: AnswerSource): How | Refused {
  const options = listIn(choice);
  if (options.length < 2) return refused("a choice has two options or more, with `|` between them", choice);
  const rule = ruleIn(options, attributes, source);
  return isRefused(rule) ? rule : { kind: "choice", options, rule };
}

function ruleIn(options: readonly string[], { cuts, rows, columns, ...attributes }: Attributes, source: AnswerSource): Rule | Refused {
  const rules = [...(cuts == null ? [] : ["cuts" as const]), ...(["least", "most"] as const).filter((name) => name in attributes)];
  const [kind] = rules;
  if (kind === undefined || rules.length > 1) return refused("a choice says which option is right, by one of `cuts`, `least` and `most`");
  if (kind === "cuts") return cutsIn(cuts ?? "", options);
  if (source.kind !== "printed") return refused(`\`${kind}\` compares numbers that a cell prints, which \`of\` names`);
  if (rows != null && columns != null) return refused("options are `rows` or `columns`, not both");
  const names = listIn(rows ?? columns ?? options.join("|"));
  if (names.length !== options.length) return refused(`there are ${options.length} options and ${many(names.length, columns == null ? "row" : "column")}`, rows ?? columns ?? undefined);
  return { kind, along: columns == null ? "row" : "column", names };
}

function cutsIn(written: string, options: readonly string[]): Rule | Refused {
  const cuts = listIn(written).map((each) => Number(each || NaN));
  if (cuts.length !== options.length - 1) return refused(`${options.length} options have ${many(options.length - 1, "cut")} between them, not ${cuts.length}`, written);
  if (!cuts.every((cut, index) => cut > (cuts[index - 1] ?? -Infinity))) return refused(`\`${written}\` are no cuts: write numbers that rise, with \`|\` between them`, written);
  return { kind: "cuts", cuts };
}

function listIn(written: string): readonly string[] {
  return written.split("|").map((each) => each.trim());
}
