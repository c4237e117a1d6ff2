/** A page that is made again alone is the page that the whole book, made again, has. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Page } from "../tree.ts";
import { printed, smallBook } from "../testing/smallBook.ts";
import { smallEvidence } from "../testing/smallEvidence.ts";

const kettle = "# Kettle {#kettle}\n\nWater **boils**, as @note says.\n\n```ts file=src/kettle.ts\n/** Litres. */\nexport const litres = 2;\n<<Pour>>\n```\n\nThen [](#steep) and [](#cold).\n\n:::equation{#heat}\n$$\nT = 20 + 80 e^{-t}\n$$\n:::\n";
const steep = "# Steep {#steep}\n\nIt holds `{ts} 1 + 1` litres by [](#heat).[^hot]\n\n[^hot]: Very hot, see [](#kettle).\n\n```ts chunk=\"Pour\"\nexport const cups = 8;\n```\n\n:::derivation{#twice title=\"Twice\"}\n$$\n1 + 1 = 2\n$$\n:::\n\n::::exercise{#cold level=1}\nHow cold?\n\n:::solution\nAt $20$ degrees.\n:::\n::::\n\nThe **end**.\n";
const book = { "01-a/index.md": kettle, "01-a/steep.md": steep, "lists.md": "# Lists\n\n::solutions\n\n::glossary\n\n::index\n" };

const words = fc.constantFrom(" green", " *black*", " `code`", " $x^2$", " [](#cold)", " [](#pour)", " **hot water**", " **boils**", ".[^more]\n\n[^more]: A note.\n", "\n\nA paragraph.\n", "\n\n## Heading\n\nText.\n", "");
const place = fc.constantFrom("Water", "says", "Then", "It holds", "litres by", "Very hot", "How cold?", "degrees", "The **end**");

test("words that are added or taken away in prose", () => {
  fc.assert(
    fc.property(fc.constantFrom("01-a/index.md" as const, "01-a/steep.md" as const), place, words, fc.boolean(), (path, at, added, taken) => {
      const text = book[path].replace(at, taken ? added.trim() : `${at}${added}`);
      const whole = smallBook({ ...book, [path]: text });
      const again = smallBook(book).again(path, text);
      // where something is wrong now, or words touch what is computed, the whole book says it
      if (again === null) return void expect(taken || added !== " green" || at === "It holds").toBe(true);
      expect(contentOf(again.page)).toEqual(contentOf(whole.document.pages.find((page) => page.path === `book/${path}`)));
      expect(again.document.pages.filter((page) => page === again.page)).toHaveLength(1);
      for (const target of again.document.targets.values()) expect(again.document.pages).toContain(target.page);
    }),
    { numRuns: 60 },
  );
});

test("what is known of a number goes with it when it is moved", () => {
  const evidence = smallEvidence(book, { "01-a/steep.md": [{ at: "`{ts} 1 + 1`", result: { kind: "value", text: "2" } }] });
  expect(smallBook(book, { evidence }).page("01-a/steep.md")).toContain("{value 1 + 1 = 2}");
  const moved = smallBook(book, { evidence }).again("01-a/steep.md", steep.replace("It holds", "It always holds"))?.page.tree.children ?? [];
  expect(printed(moved)).toContain("It always holds {value 1 + 1 = 2} litres");
});

test("a live cell keeps the place by which its page knows it", () => {
  const cell = "```ts run live\nconst x = 1;\n```\n";
  const small = smallBook({ "01-a/index.md": `# A\n\nWords.\n\n${cell}` });
  const placesIn = (page: Page | undefined): readonly number[] => (page?.tree.children ?? []).flatMap((node) => (node.type === "bookCode" && node.live !== null ? [node.live.index] : []));
  const again = small.again("01-a/index.md", `# A\n\nMore words.\n\n${cell}`)?.page;
  expect(placesIn(again)).toHaveLength(1);
  expect(placesIn(again)).toEqual(placesIn(small.document.pages[0]));
});

test("an edit of code, of a derivation or of a number leaves it to the whole book; so does a mistake", () => {
  const again = (from: string, to: string): unknown => smallBook(book).again("01-a/steep.md", steep.replace(from, to));
  expect(again("cups = 8", "cups = 9")).toBeNull();
  expect(again("1 + 1 = 2", "1 + 1 = 3")).toBeNull();
  expect(again("{ts} 1 + 1", "{ts} 1 + 2")).toBeNull();
  expect(again("[](#heat)", "[](#nowhere)")).toBeNull();
  expect(again("The **end**.", "The **end**.\n\n```ts chunk=\"Pour\" +=\nmore();\n```")).toBeNull();
  expect(again("It holds", "It always holds")).not.toBeNull();
});

function contentOf(page: Page | undefined): unknown {
  const { chapter: _, ...rest } = page ?? { chapter: null };
  return JSON.parse(JSON.stringify(rest)) as unknown;
}
