/** The operators of a section's chunks, each changed into its neighbour. */
import { offsetAt, originAt, type Fence, type Layout, type Section, type Span } from "../../../tangle/index.ts";
import type { Mutant } from "../mutant.ts";
import type { ChapterPrograms } from "../programs.ts";
import type { Operator, OperatorReader } from "./reader.ts";
import { typescriptOperators } from "./typescript.ts";

/** Languages whose operators are found in the tangled file, where each chunk stands in its place. TypeScript's are found in the chunk alone. */
export type NativeReaders = ReadonlyMap<string, OperatorReader>;

/** The readers of these languages, C, C++, CUDA and WGSL; each is loaded only if it is needed. */
export async function nativeReaders(languages: ReadonlySet<string>): Promise<NativeReaders> {
  const readers = new Map<string, OperatorReader>();
  if (languages.has("wgsl")) readers.set("wgsl", (await import("./wgsl.ts")).wgslOperators);
  const likeCpp = ["c", "cpp", "cuda"].filter((language) => languages.has(language));
  const reader = likeCpp.length === 0 ? null : await (await import("./cpp.ts")).cppOperators();
  if (reader !== null) for (const language of likeCpp) readers.set(language, reader);
  return readers;
}

/** Mutants of the program's own code: not of its tests, benchmarks and demonstrations, whose mistakes nothing else could notice. */
export function operatorMutants(section: Section, programs: ChapterPrograms, readers: NativeReaders): readonly Mutant[] {
  return section.fences.filter(isProgram).flatMap((fence) => {
    const text = fence.lines.map((line) => line.text).join("\n");
    const reader = readers.get(fence.language);
    const placed = fence.language === "ts" ? typescriptOperators(withoutUses(text)).map((operator) => inFence(fence, operator)) : reader === undefined ? [] : inPrograms({ section, fence, programs, reader });
    return placed.map(({ span, at, replacement }): Mutant => ({ kind: "operator", change: "operator", section, span, text: replacement, matters: true, within: { name: fence.name, text, at } }));
  });
}

function isProgram({ role, name }: Fence): boolean {
  return (role === "chunk" || role === "file") && !/\.(test|bench)\.\w+$/.test(name);
}

/** A use of another chunk is blanked out at its length, so that what is left stands where it stood. */
function withoutUses(text: string): string {
  return text.replace(/^([^\S\n]*)<<.*>>[^\S\n]*$/gm, (use) => " ".repeat(use.length));
}

/** An operator in the chapter; `at` is its offset in the fence's text. */
interface PlacedOperator {
  readonly span: Span;
  readonly at: number;
  readonly replacement: string;
}

function inFence(fence: Fence, { start, end, replacement }: Operator): PlacedOperator {
  return { span: { start: offsetIn(fence, start), end: offsetIn(fence, end) }, at: start, replacement };
}

function offsetIn({ source, lines }: Fence, at: number): Span["start"] {
  let before = 0;
  for (const { text, line, column, virtual } of lines) {
    if (at <= before + text.length) return offsetAt(source, line, column + at - before - virtual);
    before += text.length + 1;
  }
  throw new Error(`internal: offset ${at} is outside a fence of ${source.path}`);
}

interface InPrograms {
  readonly section: Section;
  readonly fence: Fence;
  readonly programs: ChapterPrograms;
  readonly reader: OperatorReader;
}

/** The operators of the files that the fence is a part of, those of its own lines; each once, however often it is used. */
function inPrograms({ section, fence, programs, reader }: InPrograms): readonly PlacedOperator[] {
  const [first] = fence.lines;
  const home = first === undefined ? null : firstHome({ section, fence, programs });
  const found = new Map<number, PlacedOperator>();
  for (const layout of home?.layouts ?? []) {
    if (layout.file.language !== "ts" && isIn(layout, fence)) for (const each of ofFence({ layout, fence, reader })) found.set(each.at, each);
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** A fence that begins with a use of another chunk has no line of its own there. */
function firstHome({ section, fence, programs }: Omit<InPrograms, "reader">): ReturnType<ChapterPrograms["homeOf"]> {
  const own = fence.lines.find(({ text }) => withoutUses(text).trim() !== "");
  return own === undefined ? null : programs.homeOf(section, own.line);
}

function isIn({ lines }: Layout, fence: Fence): boolean {
  return lines.some(({ origin }) => origin.kind === "text" && fence.lines.includes(origin.line));
}

function ofFence({ layout, fence, reader }: { readonly layout: Layout; readonly fence: Fence; readonly reader: OperatorReader }): readonly PlacedOperator[] {
  const starts = [0, ...[...layout.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return reader(layout.text).flatMap(({ start, end, replacement }): readonly PlacedOperator[] => {
    const row = starts.findLastIndex((each) => each <= start);
    const line = layout.lines[row];
    // what a line that stands for `<<x>>` holds is left alone: one character more stands in the chapter
    if (line?.origin.kind !== "text" || line.origin.escaped || !fence.lines.includes(line.origin.line)) return [];
    const place = originAt(layout, row + 1, start - (starts[row] ?? 0) + 1);
    if (place === null) throw new Error(`internal: an operator of ${layout.path} has no place in its chapter`);
    const from = offsetAt(place.source, place.line, place.column);
    return [{ span: { start: from, end: (from + end - start) as Span["end"] }, at: offsetInFence(fence, from), replacement }];
  });
}

function offsetInFence({ source, lines }: Fence, offset: number): number {
  let before = 0;
  for (const { text, line, column, virtual } of lines) {
    const at = offset - offsetAt(source, line, column) + virtual;
    if (at >= 0 && at < text.length) return before + at;
    before += text.length + 1;
  }
  throw new Error(`internal: offset ${offset} is outside a fence of ${source.path}`);
}
