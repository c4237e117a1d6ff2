/** The whole script of a worker: what runs cells, the program, its edited modules, the cells; and where a line of it stands in the book. */
import type { Module } from "./cellsFile.ts";
import type { Where } from "./mistake.ts";
import type { EditedModule } from "./program.ts";

/** The place in the cell or in an edited chunk that a line of a script is, from 1; null for any other line. */
export type PlaceAt = (line: number) => Where | null;

/** A script, and what stands at a line of it. */
export interface WorkerScript {
  readonly text: string;
  readonly placeAt: PlaceAt;
}

/** What differs from what the book was given. */
export interface Written {
  readonly module: Module;
  readonly edited: readonly EditedModule[];
  /** How many lines the last cell has. */
  readonly lines: number;
}

/** Puts it together behind what stands before, which ends with a line end. */
export function workerScript({ module, edited, lines }: Written, before: string): WorkerScript {
  let text = before;
  let count = linesIn(before);
  const places = new Map<number, Where>();
  for (const each of edited) {
    for (const [index, place] of each.places.entries()) if (place !== null) places.set(count + index + 1, place);
    text += each.script;
    count += linesIn(each.script);
  }
  const first = count + module.linesBefore;
  return {
    text: `${text}__cells(async function (require, exports, __meta) {${module.text}\n});\n`,
    placeAt: (line) => (line > first && line <= first + lines ? { chunk: null, line: line - first } : (places.get(line) ?? null)),
  };
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

/** The innermost place of a stack that is in the cell itself, or in an edited chunk. */
export function placeIn(stack: string, placeAt: PlaceAt): Where | null {
  for (const [, line] of stack.matchAll(/:(\d+):\d+\)?$/gm)) {
    const own = placeAt(Number(line));
    if (own !== null) return own;
  }
  return null;
}
