/** `book/survivors.yml`: changes that nothing notices, each with the reason why that is right. */
import { isMap, isSeq, parseDocument } from "yaml";
import { lineText, mistake, placeOf, source, type Diagnostic, type Offset, type Span } from "../../tangle/index.ts";
import { changeOf, type Mutant } from "./mutant.ts";

/** Where the file stands, relative to the root. */
export const survivorsPath = "book/survivors.yml";

/** An explained survivor: a change in a line of a chapter that has `in`. */
export interface Survivor {
  /** Relative to `book/`. */
  readonly path: string;
  /** As `mutate` prints it: `+ → -`, without backticks. */
  readonly change: string;
  readonly in: string;
  readonly why: string;
  /** The line of the file at which it begins, from 1. */
  readonly line: number;
}

/** Reads the file; what is no survivor in it is an error. */
export function readSurvivors(text: string): { readonly survivors: readonly Survivor[]; readonly diagnostics: readonly Diagnostic[] } {
  const file = source(survivorsPath, text);
  const { contents, errors } = parseDocument(text);
  const at = (span: Span): Diagnostic => mistake("invalid-survivor", "a survivor has `path`, `change`, `in` and `why`, all of them text", { source: file, span });
  const [broken] = errors;
  if (broken !== undefined) return { survivors: [], diagnostics: [mistake("invalid-survivor", `this is not YAML: ${broken.code}`, { source: file, span: spanOf(broken.pos) })] };
  if (contents === null) return { survivors: [], diagnostics: [] };
  if (!isSeq(contents)) return { survivors: [], diagnostics: [at(spanOf(contents.range))] };
  const read = contents.items.map((item) => {
    const span = spanOf(isMap(item) ? item.range : contents.range);
    const entry = isMap(item) ? survivorIn(item.toJSON(), placeOf(file, span.start).line) : null;
    return entry ?? at(span);
  });
  return { survivors: read.filter((each): each is Survivor => "why" in each), diagnostics: read.filter((each): each is Diagnostic => "code" in each) };
}

/** The survivor that explains a mutant; null if none does. */
export function explanationOf(mutant: Mutant, survivors: readonly Survivor[]): Survivor | null {
  const { source: chapter } = mutant.section;
  const line = lineText(chapter, placeOf(chapter, mutant.span.start).line);
  const change = changeOf(mutant).replaceAll("`", "");
  return survivors.find((each) => chapter.path === `book/${each.path}` && each.change === change && line.includes(each.in)) ?? null;
}

/** Survivors of chapters' files `paths` that explain none of their mutants: the line or its operator has gone. */
export function outdatedIn(survivors: readonly Survivor[], mutants: readonly Mutant[], paths: ReadonlySet<string>): readonly Survivor[] {
  const used = new Set(mutants.map((mutant) => explanationOf(mutant, survivors)));
  const files = new Set([...paths].map((path) => path.replace(/^book\//, "")));
  return survivors.filter((each) => files.has(each.path) && !used.has(each));
}

function survivorIn(value: unknown, line: number): Survivor | null {
  if (typeof value !== "object" || value === null) return null;
  const texts = new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  const [path, change, within, why] = ["path", "change", "in", "why"].map((key) => texts.get(key)?.trim());
  return path && change && within && why ? { path, change, in: within, why, line } : null;
}

function spanOf(range: readonly number[] | null | undefined): Span {
  const [start = 0, end = start] = range ?? [];
  return { start: start as Offset, end: end as Offset };
}
