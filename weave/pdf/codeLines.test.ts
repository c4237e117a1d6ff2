import { expect, test } from "vitest";
import { createHighlighter } from "../highlight.ts";
import { smallBook } from "../testing/smallBook.ts";
import { COLUMNS, linesMarkup, type ShownLine } from "./codeLines.ts";
import { sessionsOf } from "./session.ts";
import { setAsideIn } from "./setAside.ts";

const { document } = smallBook({ "a.md": "# A\n" });
const session = sessionsOf(document, await createHighlighter([]), setAsideIn(document))();
const line = (text: string, change: ShownLine["change"] = "none"): ShownLine => ({ line: { kind: "tokens", tokens: [{ kind: "plain", text }] }, change });
const use = (id: string, indent = ""): ShownLine => ({ line: { kind: "use", indent, link: { id, text: id } }, change: "none" });
const markup = (...lines: readonly ShownLine[]): string => linesMarkup(lines, COLUMNS.text, session);

test("blank lines end paragraphs, and none stand at either end", () => {
  expect(markup(line(""), line("a"), line("b"), line(""), line(" "), line("c"), line(""))).toBe('#"a";\\\n#"b";\n\n#"c";');
});

test("a blank line that a replacement put there is a line", () => {
  expect(markup(line("a", "same"), line("", "added"), line("b", "added"))).toBe('#same-mark;#"a";\\\n#added-mark;#"";\\\n#added-mark;#"b";');
});

test("uses of chunks stand in a row, but for those in the midst of code", () => {
  expect(markup(line("a"), line(""), use("x"), line(""), use("y"), use("z"), line("b"), use("u", "  "), use("v", "  "))).toBe(
    '#"a";\n\n#use("x", "x");#beside-use;#use("y", "y");#beside-use;#use("z", "z");\\\n#"b";\\\n#"  ";#use("u", "u");\\\n#"  ";#use("v", "v");');
});
