/** The lines of an `:::answer`: what an exercise asks for, and what its solution gives: `- The entropy after q, in bits: $0.01$`. */
import type { ContainerDirective } from "mdast-util-directive";
import type { List, ListItem, PhrasingContent } from "mdast";
import { mistake, type Diagnostic, type Source } from "../../tangle/index.ts";
import { placed, placeOfOpening } from "../place.ts";

/** What an answer says besides its lines. */
export interface Answer {
  /** The names of the functions that the reader writes, in a cell of the solution, or the path of a file; empty where nothing is to be programmed. */
  readonly writes: readonly string[];
  /** By how much a number may miss, as a share of it; null where its digits say so. */
  readonly within: number | null;
}

/** What a line asks for. */
export interface Asked {
  readonly kind: "number" | "words";
  /** The number in JavaScript's digits: `0.01`, `-3`, `1.2e-5`. */
  readonly value: string;
}

declare module "unist" {
  interface Data {
    /** Of an answer. */
    answer?: Answer | undefined;
    /** Of an item of an answer's list. */
    asked?: Asked | undefined;
  }
}

/** The list that an answer holds, without what is asked for; null where it holds none. */
export interface AnswerLines {
  readonly list: List | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The attributes of an answer. A share that is none is reported by `answerLines`. */
export function answerOf({ writes, within }: NonNullable<ContainerDirective["attributes"]>): Answer {
  return { writes: (writes ?? "").split(/\s+/).filter((name) => name !== ""), within: within == null ? null : shareOf(within) };
}

/** Reads the lines of a directive. */
export function answerLines(node: ContainerDirective, source: Source): AnswerLines {
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, at: Diagnostic["at"], more: Partial<Diagnostic> = {}): void => void diagnostics.push({ ...mistake("answer", message, at), ...more });
  const opening = placeOfOpening(source, node);
  const { writes, within } = node.attributes ?? {};
  if (within != null && shareOf(within) === null) report(`\`${within}\` is not a share: write \`within="5%"\``, opening);
  const items = node.children.flatMap((child): readonly ListItem[] => {
    if (child.type === "list") return child.children;
    report("an answer holds a list of what is asked, and nothing else", placeOfOpening(source, child));
    return [];
  });
  if (items.length === 0 && !writes) report("this answer asks for nothing", opening, { cure: "write lines such as `- The sum: $3$`, or `:::answer{writes=\"name\"}`" });
  const asked = items.flatMap((item): readonly ListItem[] => {
    const line = lineOf(item);
    if (typeof line !== "string") return [line];
    report(line, placed(source, item));
    return [];
  });
  return { list: asked.length === 0 ? null : { type: "list", ordered: false, spread: false, children: asked }, diagnostics };
}

/** The item without its last formula or code, which becomes what is asked for; else what is wrong with it. */
function lineOf(item: ListItem): ListItem | string {
  const [paragraph, ...rest] = item.children;
  if (paragraph?.type !== "paragraph" || rest.length > 0) return "a line of an answer is one paragraph";
  const value = paragraph.children.at(-1);
  const label = withoutColon(paragraph.children.slice(0, -1));
  if (label === null || (value?.type !== "inlineMath" && value?.type !== "inlineCode")) return "a line of an answer ends with a colon and a number as a formula, or words as code: `: $0.5$`, ``: `yes` ``";
  if (label.some(({ type }) => type === "inlineMath")) return "the words of a line of an answer have no formula: write `x` or x";
  const number = value.type === "inlineMath" ? numberIn(value.value) : null;
  if (value.type === "inlineMath" && number === null) return `\`${value.value}\` is not a number: write its digits, as in \`$1{,}024$\` or \`$1.2 \\times 10^{-5}$\``;
  const asked: Asked = number === null ? { kind: "words", value: value.value.trim() } : { kind: "number", value: number };
  return { ...item, data: { asked }, children: [{ ...paragraph, children: [...label] }] };
}

function withoutColon(label: readonly PhrasingContent[]): readonly PhrasingContent[] | null {
  const last = label.at(-1);
  const words = last?.type === "text" ? /^([^]*):\s*$/.exec(last.value)?.[1] : undefined;
  if (last?.type !== "text" || words === undefined) return null;
  const before = label.slice(0, -1);
  return words === "" ? (before.length === 0 ? null : before) : [...before, { ...last, value: words }];
}

/** `1{,}024` → `1024`, `1.2 \times 10^{-5}` → `1.2e-5`; null for what is no such number. */
export function numberIn(latex: string): string | null {
  const plain = latex.replace(/\{,\}|\\[,!;: ]|\s|\\%/g, "").replace(/^\+/, "").replaceAll("−", "-");
  const [, digits, exponent] = /^(-?\d+(?:\.\d+)?)(?:\\(?:times|cdot)10\^(?:\{(-?\d+)\}|(\d)))?$/.exec(plain) ?? [];
  if (digits !== undefined) {
    const power = exponent ?? /\^(\d)$/.exec(plain)?.[1];
    return power === undefined ? digits : `${digits}e${power}`;
  }
  const power = /^(-?)10\^(?:\{(-?\d+)\}|(\d))$/.exec(plain);
  return power === null ? null : `${power[1]}1e${power[2] ?? power[3]}`;
}

function shareOf(written: string): number | null {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(written.trim())?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}
