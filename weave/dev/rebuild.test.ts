/** What the development server shows after code was saved: first its page, then the book, both with the types of its names. */
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

test("a page whose code was saved is made at once, with the types of its names, and is what it is in the whole book", async () => {
  const before = await rebuilder.book();
  expect(typesIn(before, "02-two.index")).toContain("const cups: number");
  write("02-two/index.md", book["02-two/index.md"].replace("cups = 4 * litres", "cups = `${4 * litres}`"));
  const page = await rebuilder.page();
  const whole = await rebuilder.book();
  for (const edition of [page ?? before, whole]) {
    expect(textIn(edition, "02-two/index.html")).toContain("`</span>");
    expect(typesIn(edition, "02-two.index")).toContain('const cups: \\"8\\"');
    expect(textIn(edition, "02-two/index.html")).toMatch(/<a class="name" href="\.\.\/01-one\/index\.html#file-src-kettle-ts\.litres"/);
  }
  expect(textIn(page ?? before, "02-two/index.html")).toBe(textIn(whole, "02-two/index.html"));
  expect(textIn(page ?? before, "code/pour.ts.html")).toBe(textIn(before, "code/pour.ts.html"));
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

test("code and words that are saved one after the other are both shown, before the book and after it", async () => {
  await rebuilder.book();
  const [words, code] = [book["01-one/index.md"].replace("Water boils.", "Water boils soon."), book["02-two/index.md"].replace("4 *", "5 *")];
  write("02-two/index.md", code);
  await rebuilder.page();
  write("01-one/index.md", words);
  const both = await rebuilder.page();
  write("01-one/index.md", words.replace("litres = 2", "litres = 3"));
  const again = await rebuilder.page();
  for (const edition of [both, again, await rebuilder.book()]) {
    expect(edition && textIn(edition, "01-one/index.html")).toContain("Water boils soon.");
    expect(edition && textIn(edition, "02-two/index.html")).toContain("= 5 * ");
  }
  expect(again && textIn(again, "01-one/index.html")).toMatch(/litres<\/span> = 3;/);
});

test("code that cannot be read leaves its page to the whole book, which says why; so does a page that is new", async () => {
  await rebuilder.book();
  write("02-two/index.md", `${book["02-two/index.md"]}\n<<Nothing>>\n\`\`\`ts file=src/more.ts\n<<Nothing>>\n\`\`\`\n`);
  expect(await rebuilder.page()).toBeNull();
  expect((await rebuilder.book()).mistakes).toContain("Nothing");
  write("02-two/index.md", book["02-two/index.md"]);
  await rebuilder.book();
  write("contents.md", `${book["contents.md"]}- [Three](03-three/index.md)\n`);
  write("03-three/index.md", "# Three\n");
  expect(await rebuilder.page()).toBeNull();
  expect([...(await rebuilder.book()).files.keys()]).toContain("03-three/index.html");
});
