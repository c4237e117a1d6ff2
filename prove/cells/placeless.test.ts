/** What cells and claims are made from is the same wherever they stand, and another where they would be made otherwise. */
import { expect, test } from "vitest";
import { bookFromFiles } from "../../tangle/index.ts";
import { pageCellsOf } from "./pageCells.ts";
import { pageClaimsOf } from "./pageClaims.ts";
import { placelessCells } from "./placeless.ts";

const derivation = (inside: string): string => `:::derivation{#once}\n$$\nx = y\n$$\n\n${inside}\n:::\n\n`;
const run = (text: string, info = "run"): string => `\`\`\`ts ${info}\n${text}\n\`\`\`\n\n`;
const verify = run("yield a;", "verify");

/** The text, and what is made of it but for places. */
function madeOf(text: string): { readonly key: string; readonly made: string } {
  const { book } = bookFromFiles("/book", new Map([["book/book.yml", "title: A Book\n"], ["book/contents.md", "# A Book\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", `# A\n\n${text}`]]));
  const section = book?.sections[0];
  if (section === undefined) throw new Error("the book could not be read");
  const { claims, cells, moduleHead } = pageClaimsOf(section, "01-a", "/book");
  const plain = JSON.stringify([moduleHead, claims, cells, pageCellsOf(section, "01-a", "/book")], (key, value: unknown) => (key === "offset" || key === "lineStarts" ? undefined : value));
  return { key: placelessCells(section, "01-a"), made: plain };
}

const text = `${run("const a = 1;")}${derivation(verify)}${run("console.log(a);", "run live")}\`\`\`output\n1\n\`\`\`\n`;

test.each([
  ["before them", `Some words.\n\n${text}`],
  ["between them", text.replace(":::derivation", "Some words, *of* $x$.\n\n:::derivation")],
  ["in a claim", text.replace("{#once}\n", "{#once}\nIt is so:\n\n")],
])("prose %s changes nothing", (_, changed) => {
  expect(madeOf(changed)).toEqual(madeOf(text));
});

test.each([
  ["another code", text.replace("a = 1", "a = 2")],
  ["another output", text.replace("\n1\n", "\n2\n")],
  ["another attribute", text.replace("run live", "run still")],
  ["another formula", text.replace("x = y", "x = 2y")],
  ["a cell of another place", `${derivation(verify)}${text.replace(derivation(verify), "")}`],
  ["a cell that stands in a claim", `${derivation(`${run("const a = 1;")}${verify}`)}${run("console.log(a);", "run live")}\`\`\`output\n1\n\`\`\`\n`],
  ["a cell that is gone", text.replace(run("const a = 1;"), "")],
])("with %s it is another", (_, changed) => {
  expect(madeOf(changed).key).not.toBe(madeOf(text).key);
  expect(madeOf(changed).made).not.toBe(madeOf(text).made);
});
