/** Where the names of a program are defined in the text of the book, each with an anchor. */
import type { DocumentProgram, ProgramLine } from "../../tree.ts";
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
  private readonly indices = new Map<string, number>();

  constructor(programs: readonly IdentifiedProgram[]) {
    const places = new Map<string, { readonly name: Name; readonly at: ProgramLine }>();
    for (const { program, identified } of programs) {
      for (const name of identified.names) {
        const at = lineOf(program, name);
        if (at?.part != null && !places.has(keyOf(at, name))) places.set(keyOf(at, name), { name, at });
      }
    }
    const taken = new Set<string>();
    const inOrder = [...places].sort(([, a], [, b]) => a.at.line - b.at.line || a.name.column - a.at.shift - b.name.column + b.at.shift);
    this.all = inOrder.map(([key, { name, at }], index): Defined => {
      this.indices.set(key, index);
      const part = at.part ?? "";
      return { text: name.text, scope: name.scope, part, anchor: freshAnchor(`${part}.${name.text}`, taken), path: name.path, line: name.line };
    });
  }

  indexOf(program: NamedProgram, name: Name | undefined): number {
    const at = name && lineOf(program, name);
    return at ? (this.indices.get(keyOf(at, name)) ?? -1) : -1;
  }
}

function lineOf(program: NamedProgram, { path, line }: Name): ProgramLine | undefined {
  return program.files.find((file) => file.path === path)?.lines[line];
}

function keyOf({ part, line, shift }: ProgramLine, { column }: Name): string {
  return `${part} ${line} ${column - shift}`;
}

function freshAnchor(wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const anchor = number === 1 ? wanted : `${wanted}.${number}`;
    if (taken.has(anchor)) continue;
    taken.add(anchor);
    return anchor;
  }
}
