/** Names in listings: where they lead, what is shown of them, and what becomes of it when the program changes. */
import { posix } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { isFullRun } from "../../../tangle/testing/fullRun.ts";
import { smallBook } from "../../testing/smallBook.ts";
import { siteOf } from "../site.ts";
import { memoryStore, type PrunedStore } from "../store.ts";
import { programsWithCells } from "./cells.ts";
import { nameKeeper } from "./kept.ts";

const texts = {
  "01-a/index.md": "# A\n",
  "01-a/ground.md": '# Ground\n\n```ts file=src/grind.ts\n/** Radii in micrometres. */\nexport type Grind = readonly number[];\n\n/** The surface of `r`. */\nexport function surface(r: number): number {\n  const inverse = 1 / r;\n  <<Triple it>>\n}\n```\n\n```ts chunk="Triple it"\nreturn 3 * inverse;\n```\n',
  "01-a/cup.md": '# Cup\n\nA cup:\n\n```ts file=src/cup.ts\nimport { surface, type Grind } from "./grind.ts";\n\nexport const cup = (grind: Grind): number[] => grind.map((r) => surface(r) & 1);\n```\n\n```ts run\nimport { surface } from "#src/grind.ts";\nconsole.log(surface(2));\n```\n',
  "02-b/index.md": '# B\n\n```ts chunk="01-a/Triple it" :=\nreturn inverse * 3;\n```\n\n```ts file=src/more.ts\nexport const more = 1;\n```\n',
};
const keptIn = (store: PrunedStore, unknown: "look-up" | "follow" = "look-up") => nameKeeper("/book", store, unknown);
const memory = (): PrunedStore => (memoryStore());

async function woven(given: Readonly<Record<string, string>>, names = keptIn(memory())): Promise<(path: string) => string> {
  const caches = { pages: memory(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore(), names };
  const { files } = await siteOf("/book", smallBook(given).document, caches);
  return (path) => {
    const file = files.get(path);
    if (!file || !("text" in file)) throw new Error(`no file ${path}`);
    return file.text;
  };
}

let page: (path: string) => string;
const store = memory();
beforeAll(async () => void (page = await woven(texts, keptIn(store))));

/** What a page shows of the names with this text. */
function shown(path: string, name: string, of = page): readonly (readonly string[])[] {
  const rows = JSON.parse(/,(\[.*\])\);/.exec(of(`assets/types/${path.replace(/\.html$/, "").replaceAll("/", ".")}.js`))?.[1] ?? "[]") as string[][];
  return [...of(path).matchAll(new RegExp(`data-q="(\\d+)">${name}<`, "g"))].map(([, row]) => rows[Number(row)] ?? []);
}

/** Each piece of code on a page, and of each name in it what it leads to and what is shown of it. */
function codesOn(path: string, of: typeof page): readonly { readonly code: string; readonly names: unknown }[] {
  const rows = JSON.parse(/,(\[.*\])\);/.exec(of(`assets/types/${path.replace(/\.html$/, "").replaceAll("/", ".")}.js`))?.[1] ?? "[]") as string[][];
  return [...of(path).matchAll(/<code>([^]*?)<\/code>/g)].map(([, html = ""]) => ({
    code: html.replace(/<[^>]*>/g, ""),
    names: [...html.matchAll(/<(?:a class="name"(?: href="([^"]*)")?|span)[^>]* data-q="(\d+)">([^<]*)</g)].map(([, href, row, text]) => [text, href, rows[Number(row)]]),
  }));
}

describe("a name", () => {
  test("leads to its definition on another page, in a file, a cell and an import", () => {
    const links = [...page("01-a/cup.html").matchAll(/<a class="name" href="([^"]*)" tabindex="-1" data-q="\d+">surface</g)].map(([, href]) => href);
    expect(links).toEqual(Array.from({ length: 4 }, () => "ground.html#file-src-grind-ts.surface"));
    expect(page("01-a/ground.html")).toMatch(/<span id="file-src-grind-ts\.surface" data-q="\d+">surface<\/span>/);
  });

  test("of a variable is a link only where another listing defines it", () => {
    expect(page("01-a/ground.html")).toMatch(/return <\/span>3 \* <a class="name" href="#file-src-grind-ts\.inverse" [^>]*>inverse<\/a>;/);
    expect(page("01-a/ground.html")).not.toMatch(/<a class="name"[^>]*>r<\/a>/);
  });

  test("has an anchor only where another listing leads to it", () => {
    expect([...page("01-a/ground.html").matchAll(/ id="(file-src-grind-ts\.[^"]*)"/g)].map(([, id]) => id)).toEqual(["file-src-grind-ts.Grind", "file-src-grind-ts.surface", "file-src-grind-ts.inverse"]);
    expect(page("01-a/cup.html")).not.toContain('id="file-src-cup-ts.');
  });

  test("shows its type, its documentation and its place; one of the language has no place", () => {
    expect(shown("01-a/cup.html", "surface")[0]).toEqual(["function surface(r: number): number", "The surface of `r`.", "1.1 · src/grind.ts"]);
    expect(shown("01-a/cup.html", "Grind")[0]).toEqual(["type Grind = readonly number[]", "Radii in micrometres.", "1.1 · src/grind.ts"]);
    expect(shown("01-a/cup.html", "map")[0]?.[2]).toBe("");
  });

  test("in code that a later chapter replaced is known as it was", () => {
    expect(shown("01-a/ground.html", "inverse").at(-1)).toEqual(["const inverse: number", "", "src/grind.ts"]);
    expect(page("02-b/index.html")).toMatch(/<a class="name" href="\.\.\/01-a\/ground\.html#file-src-grind-ts\.inverse"/);
  });
});

test("a cell's names are those of the program that it runs: its own chapter's, for a solution its exercise's", async () => {
  const cell = (id: string): string => `\`\`\`ts run id=${id}\nimport { one } from "#src/one.ts";\nconsole.log(one());\n\`\`\`\n`;
  const file = (type: string, sign = ""): string => `\`\`\`ts file=src/one.ts${sign}\nexport function one(): ${type} {\n  return ${type === "number" ? "1" : '"1"'};\n}\n\`\`\`\n`;
  const of = await woven({
    "01-a/index.md": `# A\n\n${file("number")}\n${cell("cell-a")}\n::::exercise{#ex-a}\nOnce more.\n\n:::solution\n${cell("cell-moved")}:::\n::::\n`,
    "02-b/index.md": `# B\n\n${file("string", " :=")}\n${cell("cell-b")}`,
    "solutions.md": "# Solutions\n\n::solutions\n",
  });
  const types = (path: string): readonly string[] => [...new Set(shown(path, "one", of).map(([type = ""]) => type))];
  expect(types("01-a/index.html")).toEqual(["function one(): number"]);
  expect(types("02-b/index.html")).toEqual(["function one(): string"]);
  expect(types("solutions.html")).toEqual(["function one(): number"]);
  expect(types("code/one.ts.html")).toEqual(["function one(): string"]);
});

test("the mini-index lists what the program defines elsewhere, by name, with the section, and no locals", () => {
  const index = /<nav class="mini-index after"[^]*?<\/nav>/.exec(page("01-a/cup.html"))?.[0] ?? "";
  expect([...index.matchAll(/href="([^"]*)"[^>]*><code>([^<]*)<\/code> ([^<]*)</g)].map((match) => match.slice(1))).toEqual([
    ["ground.html#file-src-grind-ts.Grind", "Grind", "1.1"],
    ["ground.html#file-src-grind-ts.surface", "surface", "1.1"],
  ]);
  expect(page("01-a/cup.html")).toContain('<div class="margin mini-index beside"');
  expect(page("01-a/ground.html")).not.toContain("mini-index");
  expect(page("02-b/index.html")).not.toContain("mini-index");
});

describe("a whole file", () => {
  const lines = (path: string): readonly string[] =>
    [...page(path).matchAll(/<span class="line[^"]*" id="L\d+">.*?<span class="text">(.*?)<\/span>\n<\/span>/g)].map(([, html = ""]) => html.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&").replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&quot;", '"'));

  test("is the file at the end of the book", () => {
    expect(lines("code/grind.ts.html")).toEqual(smallBook(texts).document.programs.at(-1)?.files.find(({ path }) => path === "src/grind.ts")?.text.split("\n").slice(0, -1));
    expect(lines("code/grind.ts.html")).toContain("  return inverse * 3;");
  });

  test("leads from each line to the part of the text that it is from, and is led to from the file's name", () => {
    expect(page("code/grind.ts.html")).toMatch(/id="L2"><a class="line-number" href="\.\.\/01-a\/ground\.html#file-src-grind-ts"/);
    expect(page("code/grind.ts.html")).toMatch(/href="\.\.\/02-b\/index\.html#chunk-triple-it-2"[^>]*>9<\/a>/);
    expect(page("01-a/ground.html")).toContain('<a class="whole" href="../code/grind.ts.html" title="The whole file"><span class="path">');
  });

  test("leads from its names to lines of whole files", () => {
    expect(page("code/cup.ts.html")).toMatch(/<a class="name" href="grind\.ts\.html#L6"[^>]*>surface<\/a>/);
  });
});

describe("what a chapter does to the program", () => {
  test("is said under its opening and told on a page: all files are new in the first", () => {
    expect(page("01-a/index.html")).toContain('<a href="../code/01-a.html">What this chapter adds to the program</a> <span class="count">2 new files, 11 lines</span>');
    expect(page("code/01-a.html")).toContain("There was no program before it.");
    expect(page("code/01-a.html")).toContain('<li><a href="grind.ts.html"><code>grind.ts</code></a> <span class="count">8 lines</span></li>');
  });

  test("has the difference of what it changes", () => {
    expect(page("02-b/index.html")).toContain("What this chapter does to the program</a> <span class=\"count\">1 new file, 1 changed, 1 line</span>");
    expect(page("code/02-b.html")).toContain("<del>−  return 3 * inverse;\n</del><ins>+  return inverse * 3;\n</ins>");
    expect(page("code/02-b.html")).toContain("1 added, 1 removed");
  });
});

describe("while the book is written", () => {
  test("code that has changed is looked up, and leads to unchanged code, which leads to it; what is gone is led to no more", async () => {
    const now = await woven({
      ...texts,
      "01-a/ground.md": texts["01-a/ground.md"].replace("/** Radii", "// More.\n\n/** Radii").replace("The surface of `r`.", "What `r` shows.").replace("export type Grind = readonly number[];\n\n", ""),
      "02-b/index.md": `${texts["02-b/index.md"]}\n\`\`\`ts run\nimport { more } from "#src/more.ts";\nconsole.log(more);\n\`\`\`\n`,
    }, keptIn(store, "follow"));
    expect(shown("01-a/ground.html", "surface", now)).toEqual([["function surface(r: number): number", "What `r` shows.", ""]]);
    expect(now("02-b/index.html")).toMatch(/<a class="name" href="#file-src-more-ts.more" [^>]*>more</);
    expect(now("02-b/index.html")).toContain('<span id="file-src-more-ts.more"');
    expect(now("01-a/cup.html")).toMatch(/<a class="name" href="ground\.html#file-src-grind-ts\.surface"/);
    expect(now("01-a/cup.html")).not.toMatch(/<a class="name"[^>]*>Grind</);
    expect(now("code/cup.ts.html")).toMatch(/<a class="name" href="grind\.ts\.html#L6"[^>]*>surface<\/a>/);
  });

  test("whatever has changed in it, code shows what it shows when all is looked up, and every name leads to an anchor", async () => {
    const edits = fc.constantFrom<(readonly [path: keyof typeof texts, from: string, to: string])[]>(
      ["01-a/ground.md", "/** Radii", "// A line more.\n/** Radii"],
      ["01-a/ground.md", "const inverse = 1 / r;", "const inverse = 1 / r;\n  const surface = inverse;\n  void surface;"],
      ["01-a/ground.md", "inverse = 1 / r", "inverse = [1].map((one) => one / r)[0] ?? 0"],
      ["01-a/ground.md", "return 3 * inverse;", "const third = 3;\nreturn third * inverse;"],
      ["01-a/ground.md", "surface(r: number)", "surface(r: number, _scale = 1)"],
      ["01-a/cup.md", "grind.map((r) => surface(r) & 1)", "grind.map((r) => surface(r) | 2)"],
      ["01-a/cup.md", "A cup:", "A cup, and more:\n\n```ts file=src/cup.ts +=\nexport const cups = (grind: Grind): number[] => cup(grind);\n```\n"],
      ["01-a/cup.md", "surface(2)", "surface(3).toFixed(2)"],
      ["02-b/index.md", "return inverse * 3;", "return inverse * 3 * 1;"],
      ["02-b/index.md", "export const more = 1;", "import { cup } from \"./cup.ts\";\nexport const more = cup([1]).length;"],
    );
    await fc.assert(fc.asyncProperty(fc.uniqueArray(edits, { minLength: 1, maxLength: 4 }), async (chosen) => {
      const changed: Record<keyof typeof texts, string> = { ...texts };
      for (const [path, from, to] of chosen) changed[path] = changed[path].replace(from, to);
      const followed = await woven(changed, keptIn(store, "follow"));
      const whole = await woven(changed);
      for (const path of ["01-a/ground.html", "01-a/cup.html", "02-b/index.html", "code/grind.ts.html", "code/cup.ts.html", "code/more.ts.html"]) {
        for (const [, to = "", anchor = ""] of followed(path).matchAll(/<a class="name" href="([^"#]*)#([^"]*)"/g)) {
          expect(followed(posix.join(posix.dirname(path), to === "" ? posix.basename(path) : to))).toContain(` id="${anchor}"`);
        }
        const before = new Set(codesOn(path, page).map(({ code }) => code));
        const renewed = (of: typeof page) => codesOn(path, of).filter(({ code }) => !before.has(code));
        expect(renewed(followed)).toEqual(renewed(whole));
      }
    }), { numRuns: isFullRun ? 100 : 3 });
  }, 0);

  test("a book that was never looked at has none, and is whole", async () => {
    const now = await woven(texts, keptIn(memory(), "follow"));
    expect(now("01-a/cup.html")).not.toContain("data-q");
    expect(now("code/grind.ts.html")).toContain('id="L9"');
  });

  test("an unchanged program is not looked at again", async () => {
    const keys: string[] = [];
    const watched = { ...store, set: (key: string, value: string) => void (keys.push(key), store.set(key, value)) };
    await woven({ ...texts, "01-a/index.md": "# A\n\nMore is said.\n" }, keptIn(watched));
    expect(keys).toEqual([]);
  });
});

test("a thread finds what is found here, and is asked once", async () => {
  const keys: string[] = [];
  const known = memory();
  const names = nameKeeper("/book", { ...known, set: (key, value) => void (keys.push(key), known.set(key, value)) }, "look-up", 1);
  const asked = programsWithCells(smallBook(texts).document);
  const [one, other] = await Promise.all([names.namesIn(asked), names.namesIn(asked)]);
  expect(one.read().hover(0)).toEqual(other.read().hover(0));
  expect(new Set(keys).size).toBe(keys.length);
  const now = await woven(texts, names);
  for (const path of ["01-a/ground.html", "01-a/cup.html", "assets/types/01-a.cup.js", "code/cup.ts.html"]) expect(now(path)).toBe(page(path));
  names.close();
});

test("a line more above a cell asks for no types; a cell that changes asks for those of its own program, and gives what it gives without a memory", async () => {
  const known = memoryStore();
  const added: string[] = [];
  const counting: PrunedStore = { ...known, keep: () => {}, set: (key, value) => (added.push(key), known.set(key, value)) };
  const bookOf = (cup: string): Readonly<Record<string, string>> => ({ ...texts, "01-a/cup.md": cup, "02-b/index.md": `${texts["02-b/index.md"]}\n\`\`\`ts run\nimport { more } from "#src/more.ts";\nconsole.log(more);\n\`\`\`\n` });
  const cup = texts["01-a/cup.md"];
  await woven(bookOf(cup), keptIn(counting));
  expect(added.splice(0).length).toBe(5);
  await woven(bookOf(cup.replace("A cup:", "A line more.\n\nA cup:")), keptIn(counting));
  expect(added).toEqual([]);
  const changed = bookOf(cup.replace("surface(2)", "surface(2).toFixed(1)"));
  const again = await woven(changed, keptIn(counting));
  // of the program of chapter 1, not of that of chapter 2; then all of them, which are the last
  expect(added.length).toBe(4);
  expect(again("01-a/cup.html")).toBe((await woven(changed))("01-a/cup.html"));
});

test("what is generic is shown as each file uses it, not as the first of them does; what the program declares, as it is declared", async () => {
  const of = await woven({
    "01-a/index.md": [
      "# A\n",
      "```ts file=src/first.ts\nexport interface Cup {\n  readonly size?: number;\n}\nexport const first = new Map<string, Cup>();\nexport const both = [1, 2] as const;\n```\n",
      "```ts file=src/second.ts\nimport type { Cup } from \"./first.ts\";\nexport const second = new Map<number, boolean>();\nexport const twice = (cup: Cup): number => (cup.size === undefined ? 0 : 2 * cup.size);\nexport const pair = [\"a\"] as const;\n```\n",
    ].join("\n"),
  });
  const types = (path: string, name: string): readonly string[] => [...new Set(shown(path, name, of).map(([type = ""]) => type))];
  expect(types("code/first.ts.html", "Map").join()).toContain("Map<string, Cup>");
  expect(types("code/second.ts.html", "Map").join()).toContain("Map<number, boolean>");
  expect(types("code/second.ts.html", "size")).toEqual(["(property) Cup.size?: number"]);
  expect([types("code/first.ts.html", "const"), types("code/second.ts.html", "const")]).toEqual([[], []]);
});
