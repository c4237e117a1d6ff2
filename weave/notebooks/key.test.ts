/** What makes a notebook another one makes its key another one; nothing else does. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readDocument } from "../build.ts";
import { noCache } from "../cache.ts";
import { notebookName } from "../notebookName.ts";
import { hasNotebook } from "./chapter.ts";
import { hashed, notebookKey } from "./key.ts";
import { wholeNotebook } from "./whole.ts";
import { readerOf } from "./write.ts";

const book = {
  "contents.md": "# Tea\n\n- [One](01-one/index.md)\n  - [Steep](01-one/steep.md)\n- [Two](02-two/index.md)\n- [Three](03-three/index.md)\n- [Lists](lists.md)\n",
  "book.yml": "title: Tea\ndate: 2026-01-02\n",
  "01-one/index.md": "# One {#one}\n\nWater boils.\n\n```ts file=src/kettle.ts\n/** Litres. */\nexport const litres = 2;\n```\n",
  "01-one/steep.md": "# Steep {#steeping}\n\nIt takes $t = 3$ minutes.\n\n```ts run id=\"cups\"\nimport { litres } from \"#src/kettle.ts\";\nconsole.log(5 * litres);\n```\n\n::::exercise{#cold level=1}\nHow cold?\n\n:::solution\nAt $20$ degrees.\n:::\n::::\n",
  "02-two/index.md": "# Two {#two}\n\nPour, as [](#steeping) says.\n\n```ts file=src/pour.ts\nimport { litres } from \"./kettle.ts\";\n/** Cups. */\nexport const cups = (): number => 4 * litres + data(\"cups.txt\").length;\ndeclare const data: (name: string) => string;\n```\n\n```ts run\nimport { cups } from \"#src/pour.ts\";\nconsole.log(cups());\n```\n",
  "03-three/index.md": "# Three\n\nDrink.\n\n```ts run\nconsole.log(data(\"leaves.txt\").length);\n```\n",
  "lists.md": "# Lists\n\n::solutions\n",
  "data/leaves.txt": "green\nblack\n",
  "data/cups.txt": "5\n",
  "data/other.txt": "nobody reads it\n",
};

const root = mkdtempSync(join(tmpdir(), "notebook-keys-"));
afterAll(() => rmSync(root, { recursive: true }));

/** By the name of a notebook, its key and its text, which is null for a chapter that has none. */
function made(texts: Readonly<Record<string, string>>): ReadonlyMap<string, { readonly key: string; readonly text: string | null }> {
  rmSync(join(root, "book"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, "book", path)), { recursive: true });
    writeFileSync(join(root, "book", path), text);
  }
  const { document } = readDocument(root, { cache: noCache });
  if (document === null) throw new Error("the book cannot be read");
  const packing = { picture: (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : null), read: readerOf(root), readyMade: "export {};" };
  return new Map(document.parts.flatMap(({ chapters }) => chapters).map((chapter) => [notebookName(chapter), {
    key: notebookKey(document, chapter, hashed(packing)),
    text: hasNotebook(document, chapter) ? JSON.stringify(wholeNotebook(document, chapter, packing)) : null,
  }]));
}

const before = made(book);
const all = [...before.keys()];

test("a chapter without cells in its text has a key and no notebook", () => {
  expect([...before].filter(([, { text }]) => text === null).map(([name]) => name)).toEqual(["lists.ipynb"]);
});

test.each<readonly [string, path: keyof typeof book, from: string, to: string, changed: readonly string[]]>([
  ["a sentence", "01-one/steep.md", "It takes", "It may take", ["01-one.ipynb"]],
  ["a solution, which is printed elsewhere,", "01-one/steep.md", "At $20$", "At $21$", ["01-one.ipynb", "lists.ipynb"]],
  ["the program, which later chapters have as well,", "01-one/index.md", "litres = 2", "litres = 3", all],
  ["data that a cell reads", "data/leaves.txt", "green", "oolong", ["03-three.ipynb"]],
  ["data that the program may read", "data/cups.txt", "5", "6", ["02-two.ipynb", "03-three.ipynb", "lists.ipynb"]],
  ["data that nobody reads", "data/other.txt", "nobody", "no one", []],
  ["the place to which a reference leads", "01-one/steep.md", "{#steeping}", "{#steep}\n\n## More {#steeping}", ["01-one.ipynb", "02-two.ipynb", "lists.ipynb"]],
  ["the title of the book", "book.yml", "Tea", "Coffee", all],
])("another key after a change of %s for what is made of it", (_, path, from, to, changed) => {
  expect(book[path]).toContain(from);
  const after = made({ ...book, [path]: book[path].replace(from, to) });
  expect(all.filter((name) => after.get(name)?.key !== before.get(name)?.key)).toEqual(changed);
  for (const name of all) if (!changed.includes(name)) expect(after.get(name)).toEqual(before.get(name));
});
