/** Where the names of a program are defined in the text of the book, each with an anchor. */
import type { DocumentProgram, ProgramFile } from "../../tree.ts";
import type { Identified, Name } from "./identify.ts";

/** A name where it is defined. */
export interface Defined {
  readonly text: string;
  readonly scope: Name["scope"];
  /** The part that defines it, and the anchor of the name in its listing. */
  readonly part: string;
  readonly anchor: string;
  /** Its file and 0-based line at the end of the book, or at the end of the last chapter that has it. */
  readonly path: string;
  readonly line: number;
}

/** Of a program, what names stand in. */
export type NamedProgram = Pick<DocumentProgram, "files">;

/** A program with what was found in it. */
export interface IdentifiedProgram {
  readonly program: NamedProgram;
  readonly identified: Identified;
}

/** Where names are defined in the book, each once, with an anchor made of its part and its text. */
export class Definitions {
  readonly all: readonly Defined[];
  /** Where each of them stands in its part. */
  readonly places: readonly PlaceInPart[];
  private readonly indices = new Map<string, number>();

  constructor(programs: readonly IdentifiedProgram[]) {
    const found = new Map<string, { readonly name: Name; readonly place: PlaceInPart }>();
    for (const { program, identified } of programs) {
      for (const name of identified.names) {
        const place = placeOf(program, name);
        if (place !== null && !found.has(keyOf(place))) found.set(keyOf(place), { name, place });
      }
    }
    const taken = new Set<string>();
    const inOrder = [...found].sort(([, a], [, b]) => a.place.line - b.place.line || a.place.column - b.place.column);
    this.places = inOrder.map(([, { place }]) => place);
    this.all = inOrder.map(([key, { name, place: { part } }], index): Defined => {
      this.indices.set(key, index);
      return { text: name.text, scope: name.scope, part, anchor: freshAnchor(`${part}.${name.text}`, taken), path: name.path, line: name.line };
    });
  }

  indexOf(program: NamedProgram, name: Name | undefined): number {
    const place = name && placeOf(program, name);
    return place ? (this.indices.get(keyOf(place)) ?? -1) : -1;
  }
}

/** 0-based line and column of the code of a chunk's part, or of a cell. */
export interface PlaceInPart {
  readonly part: string;
  readonly line: number;
  readonly column: number;
}

/** Null for a name that stands in no part. */
function placeOf(program: NamedProgram, { path, line, column }: Name): PlaceInPart | null {
  const at = filesIn(program).get(path)?.lines[line];
  return at?.part == null ? null : { part: at.part, line: at.line, column: column - at.shift };
}

/** The files of a program, which never changes, by their paths. */
function filesIn(program: NamedProgram): ReadonlyMap<string, ProgramFile> {
  const files = byPath.get(program) ?? new Map(program.files.map((file) => [file.path, file]));
  byPath.set(program, files);
  return files;
}

const byPath = new WeakMap<NamedProgram, ReadonlyMap<string, ProgramFile>>();

function keyOf({ part, line, column }: PlaceInPart): string {
  return `${part} ${line} ${column}`;
}

function freshAnchor(wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const anchor = number === 1 ? wanted : `${wanted}.${number}`;
    if (taken.has(anchor)) continue;
    taken.add(anchor);
    return anchor;
  }
}
