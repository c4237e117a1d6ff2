/** Writes a module out of code of our own and code of a chapter, with a map that leads each column to the chapter. */
import { addSegment, GenMapping, toEncodedMap } from "@jridgewell/gen-mapping";
import type { Code } from "./code.ts";

/** A module in the making. */
export interface ModuleWriter {
  /** Adds code of our own, which maps to nothing. */
  readonly add: (text: string) => void;
  /** Adds a stretch of the chapter's code. */
  readonly copy: (code: Code, start: number, end: number) => void;
  readonly finish: () => { readonly text: string; readonly map: string };
}

/** Begins a module. `url` names the chapter in the map. */
export function moduleWriter(url: string): ModuleWriter {
  const map = new GenMapping();
  let text = "";
  let line = 0;
  let column = 0;

  function write(added: string): void {
    text += added;
    const lines = added.split("\n");
    line += lines.length - 1;
    column = lines.length > 1 ? (lines.at(-1)?.length ?? 0) : column + added.length;
  }

  return {
    add(added) {
      addSegment(map, line, column);
      write(added);
    },
    copy(code, start, end) {
      // a segment for every column, and one for the end: consumers take the nearest to the left and add nothing
      for (let offset = start; offset <= end; offset++) {
        const spot = code.spotAt(offset);
        addSegment(map, line, column, url, spot.line - 1, spot.column - 1);
        if (offset < end) write(code.text.charAt(offset));
      }
    },
    finish: () => ({ text, map: JSON.stringify(toEncodedMap(map)) }),
  };
}
