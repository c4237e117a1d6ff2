/** What was shown of a book, while some of its files are edited: it keeps its place, and is said to be out of date. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, type Book } from "../../tangle/index.ts";
import { smallEvidence } from "../testing/smallEvidence.ts";
import { evidenceAgain } from "./evidenceAgain.ts";

const edited = "# A\n\nWords.\n\n```ts run\n1 + 1;\n```\n\nMore `{ts} 2 + 2` words.\n";
const other = "# B\n\n`{ts} 3 + 3`\n";
const evidence = smallEvidence({ "01-a/index.md": edited, "02-b/index.md": other }, {
  "01-a/index.md": [{ at: "```ts run", result: { kind: "value", text: "2" } }, { at: "`{ts} 2", result: { kind: "value", text: "4" } }],
  "02-b/index.md": [{ at: "`{ts} 3", result: { kind: "value", text: "6" } }],
});

function bookOf(text: string): Book {
  const files = { "contents.md": "# A Book\n\n- [A](01-a/index.md)\n- [B](02-b/index.md)\n", "book.yml": "title: A Book\n", "01-a/index.md": text, "02-b/index.md": other };
  const { book } = bookFromFiles("/book", new Map(Object.entries(files).map(([name, each]) => [`book/${name}`, each])));
  if (book === null) throw new Error("the book could not be read");
  return book;
}

/** What is shown where these words begin. */
function shownIn(text: string): (words: string) => unknown {
  const again = evidenceAgain(evidence, bookOf(edited), bookOf(text));
  return (words) => {
    const found = again.at("book/01-a/index.md", text.indexOf(words));
    return [found.state, "record" in found && found.record.result.kind === "value" ? found.record.result.text : null];
  };
}

test("what stands before and after an edit moves with it; what the edit has written was never shown", () => {
  const shown = shownIn(edited.replace("1 + 1;", "1 + 1 + 5;").replace("Words", "Words, more of them"));
  expect(shown("```ts run")).toEqual(["missing", null]);
  expect(shown("`{ts} 2")).toEqual(["stale", "4"]);
  const after = shownIn(edited.replace("More", "Even more\n\n`{ts} 9`\n\nand"));
  expect(after("```ts run")).toEqual(["stale", "2"]);
  expect(after("`{ts} 2")).toEqual(["stale", "4"]);
  expect(after("`{ts} 9")).toEqual(["missing", null]);
});

test("wherever words are added between two blocks, both keep what was shown of them", () => {
  const before = bookOf(edited);
  const places = [3, edited.indexOf("Words."), edited.indexOf("More"), edited.length];
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom("x", "Words. ", "```", "\n\nA paragraph of `{ts} 2` words.\n\n"), (at, added) => {
      const text = edited.slice(0, at) + added + edited.slice(at);
      const again = evidenceAgain(evidence, before, { ...before, sections: before.sections.map((each) => (each.path === "book/01-a/index.md" ? { ...each, source: { ...each.source, text } } : each)) });
      for (const start of [edited.indexOf("```ts run"), edited.indexOf("`{ts} 2 + 2`")]) {
        expect(again.at("book/01-a/index.md", start < at ? start : start + added.length)).toMatchObject({ state: "stale", unit: { id: expect.any(String) } });
      }
    }),
  );
});

test("a file that was not edited is shown as before, and its digest stays; that of one that was is another", () => {
  const digests = [edited, `${edited}More.\n`].map((text) => {
    const again = evidenceAgain(evidence, bookOf(edited), bookOf(text));
    expect(again.at("book/02-b/index.md", other.indexOf("`{ts} 3"))).toBe(evidence.at("book/02-b/index.md", other.indexOf("`{ts} 3")));
    expect(again.digestOf("book/02-b/index.md")).toBe(evidence.digestOf("book/02-b/index.md"));
    return again.digestOf("book/01-a/index.md");
  });
  expect(digests[0]).toBe(evidence.digestOf("book/01-a/index.md"));
  expect(digests[1]).not.toBe(digests[0]);
});
