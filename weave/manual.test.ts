/** The manuals beside the folders of the tools, `README.md`, `FORMAT.md` and `ARCHITECTURE.md`, held to what the tools accept and to what is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { needWords } from "../tangle/book/needs.ts";
import { projectFolder } from "../tangle/index.ts";
import { containers, guessAttributes, indexes, leaves } from "./blocks/directives.ts";
import { metaKeys } from "./metaKeys.ts";
import { mistakesIn, smallBook } from "./testing/smallBook.ts";
import { slugOf } from "./words/slug.ts";

const manuals = ["README.md", "FORMAT.md", "ARCHITECTURE.md"] as const;
const textOf = (path: string): string => readFileSync(join(projectFolder, path), "utf8");
const format = textOf("FORMAT.md");

/** The text under a heading of level 2, up to the next one outside of code. */
function section(heading: string): string {
  const lines = prose(format).split("\n");
  const from = lines.indexOf(`## ${heading}`);
  const to = lines.findIndex((line, index) => index > from && line.startsWith("## "));
  return format.split("\n").slice(from, to === -1 ? undefined : to).join("\n");
}

/** A text with empty lines in the place of its fenced code. */
function prose(text: string): string {
  return text.replace(/^(`{3,}).*\n[^]*?^\1$/gm, (code) => code.replace(/[^\n]/g, ""));
}

test("the smallest book of the manual is a book without a mistake", () => {
  const files = [...section("The smallest book").matchAll(/^`book\/(\S+)`\n\n(`{3,})\w+\n([^]*?)^\2$/gm)].map(([, path = "", , text = ""]) => [path, text] as const);
  expect(files.map(([path]) => path)).toEqual(["contents.md", "book.yml", "01-counting/index.md"]);
  const { document, diagnostics } = smallBook(Object.fromEntries(files));
  expect(document.meta.title).toBe("A Small Book");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

describe("the manual names all that the tools accept", () => {
  const missing = (names: readonly string[], text: string): readonly string[] => names.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text));

  test("keys of book.yml", () => expect(missing(Object.keys(metaKeys), section("book.yml"))).toEqual([]));
  test("blocks", () => expect(missing(Object.keys(containers).map((name) => `:::${name}`), section("Blocks"))).toEqual([]));
  test("attributes of blocks", () => expect(missing(Object.values(containers).flat(), ["Blocks", "Derivations and costs", "Cards", "Answers"].map(section).join("\n"))).toEqual([]));
  test("generated parts", () => expect(missing([...leaves.map((name) => `::${name}`), ...indexes], section("Generated parts"))).toEqual([]));
  test("attributes of guesses", () => expect(missing(guessAttributes, section("Guesses"))).toEqual([]));
  test("what a machine may lack", () => expect(missing(Object.keys(needWords), section("Fences"))).toEqual([]));
});

test("every fence that the manual gives as an example has attributes that its role takes", () => {
  const infos = [...section("Fences").matchAll(/^\|[^|]*\| ` ```(\S[^`]*) `/gm)].map(([, info = ""]) => info);
  expect(infos.length).toBeGreaterThan(15);
  const codes = mistakesIn(infos.map((info) => `\`\`\`${info}\n1;\n\`\`\`\n`).join("\n")).match(/(?<=error\[)[\w-]+/g) ?? [];
  // that examples do not make a program together is no mistake in their attributes
  expect(codes.filter((code) => !["duplicate-definition", "unknown-chunk", "unused-chunk", "misplaced-cell"].includes(code))).toEqual([]);
});

test("every error that the manual explains is one that the tools report", () => {
  const tools = ["tangle", "prove", "weave"].flatMap((area) => readdirSync(join(projectFolder, area), { recursive: true, encoding: "utf8" }).filter((name) => /(?<!\.test)\.ts$/.test(name)).map((name) => textOf(join(area, name))));
  const codes = [...section("Errors").matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, code = ""]) => code));
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !tools.some((text) => text.includes(`"${code}"`)))).toEqual([]);
});

describe.each(manuals)("%s", (name) => {
  const text = prose(textOf(name));

  test("its links lead to files and headings that are there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, to = ""]) => to);
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const to = path === "" ? name : path;
      if (!existsSync(join(projectFolder, to))) return true;
      if (anchor === undefined) return false;
      return ![...prose(textOf(to)).matchAll(/^#+ (.*)$/gm)].some(([, heading = ""]) => slugOf(heading) === anchor);
    });
    // in the examples of FORMAT.md
    expect(broken.filter((link) => !/^#(?:id|term-particle)$|^\.\.\/02-b\/|^picture\.svg$/.test(link))).toEqual([]);
  });

  test("its commands are those of package.json", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    const named = [...textOf(name).matchAll(/\bnpm run ([a-z][\w:]*)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });
});
