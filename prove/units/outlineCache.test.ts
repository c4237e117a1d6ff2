import { expect, test } from "vitest";
import { bookFromFiles, type Section } from "../../tangle/index.ts";
import { outlineReader, type TextCache } from "./outlineCache.ts";
import { outlinesOf } from "./outline.ts";
import { unitsOf } from "./units.ts";

function sectionOf(text: string): Section {
  const files = new Map([["book/contents.md", "# B\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", text]]);
  const section = bookFromFiles("/b", files).book?.sections[0];
  if (section === undefined) throw new Error("the book has no section");
  return section;
}

const cells = (prose: string, second = "b") => sectionOf(`# A\n\n${prose} \`{ts} a /* one */\`.\n\n\`\`\`ts run\nconst a = 1; // first\n\`\`\`\n\n\`\`\`ts run\nconst ${second} = a;\n\`\`\`\n`);
const plain = (section: Section) => outlinesOf(unitsOf(section, "01-a").units);

function memory(): { readonly cache: TextCache; readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, cache: { get: (kind, key) => kept.get(`${kind}/${key}`) ?? null, put: (kind, key, text) => void kept.set(`${kind}/${key}`, text) } };
}

test("outlines with a cache are those without, whatever changes, and when it changes back", () => {
  const { cache } = memory();
  for (const section of [cells("One"), cells("Two words"), cells("Two words", "c"), cells("One"), sectionOf("# A\n\nNothing.\n"), cells("One", "c")]) {
    expect(outlineReader(cache)(section, "01-a")).toEqual(plain(section));
    expect(outlineReader(cache)(section, "01-a")).toEqual(plain(section));
  }
});

test("where only prose is another, the tokens of its codes are those that were kept; a code that is another is looked at", () => {
  const { cache, kept } = memory();
  outlineReader(cache)(cells("One"), "01-a");
  const [key = ""] = [...kept.keys()].filter((each) => each.startsWith("tokens/"));
  const known = JSON.parse(kept.get(key) ?? "[]") as [string, string][];
  expect(known.map(([code]) => code)).toEqual(["a /* one */", "const a = 1; // first", "const b = a;"]);
  kept.set(key, JSON.stringify(known.map(([code]) => [code, `kept ${code}`])));
  expect(outlineReader(cache)(cells("Two", "c"), "01-a").map(({ tokens }) => tokens)).toEqual(["kept a /* one */", "kept const a = 1; // first", plain(cells("Two", "c"))[2]?.tokens]);
});
