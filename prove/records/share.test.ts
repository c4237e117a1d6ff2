import { expect, test } from "vitest";
import { render, source, type Location, type Span } from "../../tangle/index.ts";
import { tooMuchTranscribed, type HeldDerivation } from "./share.ts";

const text = source("book/01-a/index.md", ":::derivation{#a}\n:::derivation{#b}\n:::derivation{#c}\n");
const at = (line: number): Location => ({ source: text, span: { start: text.lineStarts[line - 1], end: text.lineStarts[line] } as Span });
const held = (line: number, rows: number, transcribed: number): HeldDerivation => ({
  at: at(line),
  result: { kind: "derivation", draws: 100, rows, reasons: 0, difference: null, transcribed: Array.from({ length: transcribed }, (_, row) => ({ row: row + 1, why: "w" })), unchecked: [] },
});

test("one in five may be transcribed, in the chapter as a whole", () => {
  expect(tooMuchTranscribed("01-a", [held(1, 2, 2), held(2, 8, 0)])).toEqual([]);
  expect(tooMuchTranscribed("01-a", [])).toEqual([]);
});

test("more is an error that names all of them", () => {
  expect(tooMuchTranscribed("01-a", [held(1, 3, 2), held(2, 4, 0), held(3, 7, 1)]).map(render)).toEqual([
    `book/01-a/index.md:3:1: error[too-much-transcribed]: \`01-a\` transcribes 3 of its 14 expressions, and may transcribe one in five
  3 │ :::derivation{#c}
    ╵ ~~~~~~~~~~~~~~~~~
book/01-a/index.md:1:1: note: another one that transcribes is here
`,
  ]);
});
