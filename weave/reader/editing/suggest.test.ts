/** What an editor colours and what it offers. */
import { expect, test } from "vitest";
import { piecesOf } from "./pieces.ts";
import { suggestionsFor } from "./suggest.ts";

const coloured = (code: string): readonly string[] => piecesOf(code).flatMap(({ text, kind }) => (kind === "" ? [] : [`${kind} ${text}`]));

test.each<[string, readonly string[]]>([
  ["const a: number = 1; // one", ["k const", "t number", "c // one"]],
  ['import { b } from "x"; /* two\nlines */ return', ["k import", "k from", 's "x"', "c /* two\nlines */", "k return"]],
  ["`a ${b}\n` + 'it\\'s' + \"an end", ["s `a ${b}\n`", "s 'it\\'s'", 's "an end']],
  ["row.type = Model.of(CONSTANT); constant", ["t Model"]],
  ["/* no end", ["c /* no end"]],
])("%s", (code, expected) => {
  expect(coloured(code)).toEqual(expected);
  expect(piecesOf(code).map(({ text }) => text).join("")).toBe(code);
});

const known = { plain: new Map([["train", "function train(text: string): Model"], ["training", "const training: string"], ["Tape", ""]]), members: new Map([["table", "table: Table"], ["total", ""]]) };
/** The names for a text with its caret at `|`. */
const offered = (text: string, asked = false): readonly string[] =>
  suggestionsFor(text.replace("|", ""), text.indexOf("|"), { known, asked }).names.map(({ name, type }) => (type === "" ? name : `${name}: ${type}`));

test.each<[string, readonly string[]]>([
  ["const a = tra|", ["train: function train(text: string): Model", "training: const training: string"]],
  ["train(trainin|);", ["training: const training: string"]],
  ["model.t|", ["table: table: Table", "total"]],
  ["model?.|", ["table: table: Table", "total"]],
  ["const tapestry = 1;\nta|", ["tapestry", "Tape"]],
  ["t|", []],
  ["12.5e|", []],
  ["// tra|", []],
  ['"tra|"', []],
  ['"a" + tra|', ["train: function train(text: string): Model", "training: const training: string"]],
])("%s", (text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test("whoever asks is offered names for a short word, too", () => {
  expect(offered("t|", true).map((each) => each.split(":")[0])).toEqual(["train", "training", "Tape"]);
});
