/** What a language service found in the files of the program → the names in each listing of the book, and in each whole file. */
import type { ProgramFile } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import { Definitions, type Defined, type IdentifiedProgram, type NamedProgram } from "./definitions.ts";
import type { Identified } from "./identify.ts";

/** All names of the book's program, as they are found. */
export interface FoundNames {
  readonly hovers: Identified["hovers"];
  readonly definitions: readonly Defined[];
  /** By the id of a chunk's part, also of one without names; columns are those of the part's code. */
  readonly parts: Readonly<Record<string, Marked>>;
  /** By path, for the program at the end of the book. */
  readonly files: Readonly<Record<string, Marked>>;
}

/** The names in a piece of code, in its order, and the digest of that code. */
export interface Marked {
  readonly code: string;
  readonly marks: readonly Mark[];
}

/** `[line, start, end, hover, definition, isDefinition]`: 0-based; `hover` and `definition` are indices, -1 for none. Of those of a part, `isDefinition` is 1 only for a definition that another part leads to: no other needs an anchor. */
export type Mark = readonly [line: number, start: number, end: number, hover: number, definition: number, isDefinition: 0 | 1];

/** What was found in programs, by the parts and files of the book. */
export interface MarkedPrograms {
  readonly definitions: Definitions;
  readonly hovers: Identified["hovers"];
  /** By the id of a part, with every definition as one. */
  readonly parts: ReadonlyMap<string, readonly Mark[]>;
  /** By path, those of the first program. */
  readonly files: ReadonlyMap<string, readonly Mark[]>;
}

/** The names in some programs, given from the last to the first: a part is taken from the last that has it. */
export function markedIn(programs: readonly IdentifiedProgram[]): MarkedPrograms {
  const definitions = new Definitions(programs);
  const hovers: (readonly [string, string])[] = [];
  const parts = new Map<string, readonly Mark[]>();
  const files = new Map<string, readonly Mark[]>();
  for (const [index, { program, identified }] of programs.entries()) {
    const base = hovers.length;
    for (const hover of identified.hovers) hovers.push(hover);
    const fresh = new Map<string, Mark[]>();
    for (const file of program.files) {
      const occurrences = identified.files[file.path];
      if (occurrences === undefined) continue;
      const marks = occurrences.map(([line, start, length, hover, name]): Mark => {
        const own = identified.names[name];
        const isDefinition = own?.path === file.path && own.line === line && own.column === start ? 1 : 0;
        return [line, start, start + length, hover < 0 ? -1 : base + hover, definitions.indexOf(program, own), isDefinition];
      });
      if (index === 0) files.set(file.path, marks);
      spread(file, marks, { parts, fresh });
    }
    for (const [part, marks] of fresh) parts.set(part, sorted(marks));
  }
  return { definitions, hovers, parts, files };
}

/** The names of a book from those of its programs, given from the last to the first. */
export function namesOf(programs: readonly IdentifiedProgram[]): FoundNames {
  const { definitions, hovers, parts, files } = markedIn(programs);
  // a name whose definition no listing shows as such leads nowhere
  const anchored = new Set([...parts.values()].flat().flatMap(([, , , , definition, isDefinition]) => (isDefinition === 1 ? definition : [])));
  const ledTo = new Set([...parts].flatMap(([part, marks]) => marks.flatMap(([, , , , definition]) => (definitions.all[definition]?.part === part ? [] : definition))));
  const shown = (mark: Mark): Mark => (!anchored.has(mark[4]) ? withoutDefinition(mark) : ledTo.has(mark[4]) ? mark : withoutAnchor(mark));
  const codes = partCodes(programs.map(({ program }) => program));
  const last = new Map(programs[0]?.program.files.map((file) => [file.path, file]));
  return {
    hovers,
    definitions: definitions.all,
    parts: Object.fromEntries([...codes].map(([part, code]) => [part, { code, marks: parts.get(part)?.map(shown) ?? [] }])),
    files: Object.fromEntries([...last].map(([path, { text }]) => [path, { code: digest(text), marks: files.get(path) ?? [] }])),
  };
}

function withoutAnchor([line, start, end, hover, definition]: Mark): Mark {
  return [line, start, end, hover, definition, 0];
}

function withoutDefinition([line, start, end, hover]: Mark): Mark {
  return [line, start, end, hover, -1, 0];
}

/** The digest of each part's own lines. */
export function partCodes(programs: readonly NamedProgram[]): ReadonlyMap<string, string> {
  const lines = new Map<string, Map<number, string>>();
  for (const file of new Set(programs.flatMap(({ files }) => files))) {
    for (const { part, line, text, shift, isWritten } of file.lines) {
      if (part === null) continue;
      const own = lines.get(part) ?? new Map<number, string>();
      lines.set(part, own);
      own.set(line, isWritten ? text.slice(text.trim() === "" ? 0 : Math.max(0, shift)) : "");
    }
  }
  return new Map([...lines].map(([part, own]) => [part, digest(JSON.stringify([...own].sort((a, b) => a[0] - b[0])))]));
}

/** Puts the marks of a file on the parts that its lines come from. A part that is used twice is marked once. */
function spread(file: ProgramFile, marks: readonly Mark[], { parts, fresh }: { parts: ReadonlyMap<string, unknown>; fresh: Map<string, Mark[]> }): void {
  for (const [line, start, end, ...rest] of marks) {
    const at = file.lines[line];
    if (!at?.isWritten || at.part === null || parts.has(at.part)) continue;
    const own = fresh.get(at.part) ?? [];
    fresh.set(at.part, own);
    const mark: Mark = [at.line, start - at.shift, end - at.shift, ...rest];
    if (!own.some((each) => each[0] === mark[0] && each[1] === mark[1])) own.push(mark);
  }
}

function sorted(marks: Mark[]): Mark[] {
  return marks.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
