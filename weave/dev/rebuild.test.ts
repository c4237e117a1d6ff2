/** What the development server shows after code was saved: first its page, then the book, with the names that all of it would have. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { build } from "../build.ts";
import { cacheUnder } from "../cache.ts";
import { rebuilderOf, type Edition, type Rebuilder } from "./rebuild.ts";

const book = {
  "contents.md": "# Tea\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n",
  "book.yml": "title: Tea\ndate: 2026-01-02\n",
  "01-one/index.md": "# One\n\nWater boils.\n\n```ts file=src/kettle.ts\n/** Litres. */\nexport const litres = 2;\n```\n",
  "02-two/index.md": "# Two\n\nPour.\n\n```ts file=src/pour.ts\nimport { litres } from \"./kettle.ts\";\nexport const cups = 4 * litres;\n```\n",
};

let root = "";
let rebuilder: Rebuilder;
beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "rebuild-")));
  for (const [path, text] of Object.entries(book)) write(path, text);
  await build({ root, editions: ["html"], progress: () => undefined });
  rebuilder = rebuilderOf(root, cacheUnder(root));
});
afterEach(() => {
  rebuilder.close();
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, "book", path)), { recursive: true });
  writeFileSync(join(root, "book", path), text);
}

function textIn({ files }: Edition, path: string): string {
  const file = files.get(path);
  return file && "text" in file ? file.text : "";
}

/** The types on a page, in the order of their rows. */
function typesIn(edition: Edition, page: string): string {
  return textIn(edition, `assets/types/${page}.js`);
}

test("a page whose code was saved is made first, with the types of its names, and is what it is in the whole book", async () => {
  const before = await rebuilder.book();
  expect(typesIn(before, "02-two.index")).toContain("const cups: number");
  write("02-two/index.md", book["02-two/index.md"].replace("cups = 4 * litres", "cups = `${4 * litres}`"));
  expect(await rebuilder.page()).toBeNull();
  const first: Edition[] = [];
  const whole = await rebuilder.book((edition) => void first.push(edition));
  expect(first.length).toBe(1);
  for (const edition of [...first, whole]) {
    expect(textIn(edition, "02-two/index.html")).toContain("`</span>");
    expect(typesIn(edition, "02-two.index")).toContain('const cups: \\"8\\"');
    expect(textIn(edition, "02-two/index.html")).toMatch(/<a class="name" href="\.\.\/01-one\/index\.html#file-src-kettle-ts\.litres"/);
  }
  expect(first.map((edition) => textIn(edition, "02-two/index.html"))).toEqual([textIn(whole, "02-two/index.html")]);
  expect(textIn(first[0] ?? before, "code/pour.ts.html")).toBe(textIn(before, "code/pour.ts.html"));
  expect(textIn(whole, "code/pour.ts.html")).not.toBe(textIn(before, "code/pour.ts.html"));
});

test("what an import has become is shown where its importer is saved, and elsewhere when all is looked up again", async () => {
  await rebuilder.book();
  write("01-one/index.md", book["01-one/index.md"].replace("litres = 2", 'litres = "2"').replace("Litres.", "In words."));
  const whole = await rebuilder.book();
  expect(typesIn(whole, "01-one.index")).toContain('const litres: \\"2\\"');
  expect(typesIn(whole, "02-two.index")).toContain("const litres: 2");
  write("02-two/index.md", book["02-two/index.md"].replace("4 * litres", "4 * Number(litres)"));
  expect(typesIn(await rebuilder.book(), "02-two.index")).toContain('const litres: \\"2\\"');
});

test("a page of which only words were saved is not made once more, nor one that was saved again while it was made", async () => {
  await rebuilder.book();
  const first: Edition[] = [];
  write("01-one/index.md", book["01-one/index.md"].replace("Water boils.", "Water boils soon."));
  expect(await rebuilder.page()).not.toBeNull();
  await rebuilder.book((edition) => void first.push(edition));
  expect(first).toEqual([]);
  write("01-one/index.md", book["01-one/index.md"].replace("litres = 2", "litres = 3"));
  const making = rebuilder.book((edition) => void first.push(edition));
  write("01-one/index.md", book["01-one/index.md"].replace("Water boils.", "Water boils at last."));
  const page = await rebuilder.page();
  expect(page && textIn(page, "01-one/index.html")).toContain("Water boils at last.");
  await making;
  expect(first).toEqual([]);
});
