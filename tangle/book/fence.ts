/** An info string → a `Fence`, or diagnostics. */
import type { Diagnostic } from "../text/diagnostic.ts";
import { experimentTerms, type ExperimentTerms } from "./experimentTerms.ts";
import { readInfo } from "./info.ts";
import { readNeeds, type Need } from "./needs.ts";
import { checkInfo, rolesOf, type Role } from "./roles.ts";
import type { Source, Span } from "../text/span.ts";

export { executableLanguages } from "./roles.ts";
export type { ExperimentTerms, Role };

/** One line of a fence's body. `text` may begin with `virtual` spaces that a tab gave when its list took a part of it. */
export interface FenceLine {
  readonly text: string;
  /** 1-based line in the source. */
  readonly line: number;
  /** 1-based column of the first character of `text` that is really in the source. */
  readonly column: number;
  /** How many leading characters of `text` stand for a split tab, so are not in the source one by one. */
  readonly virtual: number;
}

/** A fenced block of the book with its attributes read. */
export interface Fence {
  readonly source: Source;
  /** From the opening marker to the end of the closing one; `span.start` equals the mdast node's start offset. */
  readonly span: Span;
  /** The info string, for diagnostics. */
  readonly info: Span;
  readonly language: string;
  readonly role: Role;
  /** For `file` and `chunk`: whether it defines, appends (`+=`) or replaces (`:=`). */
  readonly operation: "define" | "append" | "replace";
  /** The path (`src/x.ts`), the chunk's name without its chapter, the figure's id, or the experiment's name; "" for other roles. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What stood before the first `/` of a chunk's name, as written; it is a chapter only if the contents have that folder. */
  readonly qualifier: string | null;
  readonly id: string | null;
  readonly hide: boolean;
  /** Written `live`: its buttons are there from the beginning. `runsInPage` says which cells have any. */
  readonly live: boolean;
  /** Written `still`: what it prints is of the machine on which the book was made, so that no page runs it. */
  readonly still: boolean;
  readonly measure: boolean;
  /** `baseline="…"`: what a measurement is compared with. */
  readonly baseline: string | null;
  /** `needs="native, cuda"`: what a cell, or the test that the chunk is a part of, needs of the machine. */
  readonly needs: readonly Need[];
  /** `wrong="TS2345"`, with the mutant form's chunk and test. */
  readonly wrong: { readonly expected: string; readonly chunk: string | null; readonly test: string | null } | null;
  /** How an experiment is run; null for other roles. */
  readonly experiment: ExperimentTerms | null;
  readonly lines: readonly FenceLine[];
}

/** What is read before its attributes: a fenced block of a section. */
export interface FencedBlock {
  readonly source: Source;
  readonly span: Span;
  readonly info: Span;
  readonly lines: readonly FenceLine[];
}

/**
 * Reads a fence's info string. `folders` are the chapters of the contents, the only qualifiers of names. The fence comes
 * back even where something in it is wrong, so that its chunk is not reported as missing, too.
 */
export function readFence(block: FencedBlock, folders: ReadonlySet<string>): { fence: Fence; diagnostics: readonly Diagnostic[] } {
  const { source } = block;
  const info = readInfo(source, block.info);
  const values = new Map(info.attributes.map((each) => [each.key, each]));
  const [claim] = rolesOf(info);
  const role = claim?.role ?? (info.language === "output" ? "output" : "plain");
  const naming = claim?.attribute;
  const written = (key: string): string | null => values.get(key)?.value ?? null;
  const name = named(role, naming?.value ?? "", folders);
  const operator = info.operators[0]?.sign;
  const fence: Fence = {
    ...block,
    language: info.language,
    role,
    operation: operator === "+=" ? "append" : operator === ":=" ? "replace" : "define",
    name: name.name,
    nameSpan: naming?.valueSpan ?? block.info,
    qualifier: name.qualifier,
    id: values.get("id")?.value ?? null,
    hide: values.has("hide"),
    live: values.has("live"),
    still: values.has("still"),
    measure: values.has("measure"),
    baseline: values.get("baseline")?.value ?? null,
    needs: readNeeds(values.get("needs")?.value ?? "").needs,
    wrong:
      role === "wrong"
        ? { expected: naming?.value ?? "", chunk: values.get("chunk")?.value ?? null, test: values.get("test")?.value ?? null }
        : null,
    experiment: role === "experiment" ? experimentTerms({ seeds: written("seeds"), replay: written("replay"), tolerance: written("tolerance") }) : null,
  };
  return { fence, diagnostics: [...info.diagnostics, ...checkInfo(block, info)] };
}

/** Whether a reader of the HTML edition can run it: every cell but a measurement, and but one that needs more than a page has: hardware, or Node. */
export function runsInPage({ role, language, live, still, measure, needs, lines }: Pick<Fence, "role" | "language" | "live" | "still" | "measure" | "needs" | "lines">): boolean {
  if (live) return true;
  return role === "run" && language === "ts" && !still && !measure && needs.length === 0 && !lines.some(({ text }) => /^import (?!type\b).* from "node:|^[^/"]*\bprocess\./.test(text));
}

function named(role: Role, value: string, folders: ReadonlySet<string>): { name: string; qualifier: string | null } {
  if (role === "chunk") return qualifiedName(value, folders);
  return { name: role === "file" || role === "figure" || role === "experiment" ? value : "", qualifier: null };
}

/** Splits a chunk's name as written at its first `/`, if a chapter stands before it: `Count FLOP/s` is one name. */
export function qualifiedName(
  written: string,
  folders: ReadonlySet<string>,
): { readonly name: string; readonly qualifier: string | null } {
  const slash = written.indexOf("/");
  const qualifier = written.slice(0, Math.max(slash, 0));
  return folders.has(qualifier) ? { name: written.slice(slash + 1), qualifier } : { name: written, qualifier: null };
}
