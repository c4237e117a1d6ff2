/** Whatever an author does, what is woven with all that earlier runs have kept is what is woven of the same chapters for the first time. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { render } from "../tangle/index.ts";
import { isFullRun } from "../tangle/testing/fullRun.ts";
import { build } from "./build.ts";
import { cacheUnder } from "./cache.ts";
import { rebuilderOf, type Rebuilder } from "./dev/rebuild.ts";
import type { EditionName } from "./edition.ts";
import type { SiteFile } from "./html/assets.ts";
import { weavingOf } from "./standing.ts";

const book = {
  "contents.md": "# Tea\n\n- [One](01-one/index.md)\n  - [Steep](01-one/steep.md)\n- [Two](02-two/index.md)\n- [Lists](lists.md)\n",
  "book.yml": "title: Tea\ndate: 2026-01-02\n",
  "terms.yml": "- term: steeping\n  means: leaves lie in hot water\n  main: steeping\n",
  "01-one/index.md": "# One {#one}\n\nWater boils.\n\n```ts file=src/kettle.ts\n/** Litres. */\nexport const litres = 2;\n<<Boil>>\n```\n\n```ts chunk=\"Boil\"\n/** Degrees. */\nexport const degrees = 100;\n```\n",
  "01-one/steep.md": "# Steep {#steeping}\n\n**Steeping** is in [](#one) and [](#hot). It takes $t = 3$ minutes.\n\n$$\nT(t) = 20 + 80 e^{-t}\n$$\n\n```ts run live id=\"cups\"\nimport { litres } from \"#src/kettle.ts\";\nconsole.log(5 * litres);\nconsole.log(data(\"leaves.txt\").length);\n```\n\n::::exercise{#cold level=1}\nHow cold?\n\n:::solution\nAt $20$ degrees.\n:::\n::::\n",
  "02-two/index.md": "# Two {#hot}\n\nPour, as [](#steeping) says.\n\n```ts file=src/pour.ts\nimport { litres } from \"./kettle.ts\";\n/** Cups. */\nexport const cups = 4 * litres;\n```\n",
  "data/leaves.txt": "green\nblack\n",
  "lists.md": "# Lists\n\n::solutions\n\n::glossary\n\n::index\n",
};

type Edit = readonly [path: keyof typeof book, from: string | RegExp, to: string];

const word = fc.constantFrom("green", "*black*", "oolong & mint", "`code`", "$x^2$", "[](#one)", "[](#nowhere)", "**hot water**");
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom<Edit[0][]>("01-one/index.md", "01-one/steep.md", "02-two/index.md"), fc.constant(/$/), word.map((each) => `\nThen ${each}.\n`)),
  fc.tuple(fc.constantFrom<Edit[0][]>("01-one/index.md", "01-one/steep.md", "02-two/index.md", "lists.md"), fc.constant(/^# (\w+)/), word.filter((each) => !each.includes("#")).map((each) => `# $1 ${each}`)),
  fc.constantFrom<Edit[]>(
    ["01-one/index.md", "litres = 2", "litres = 3"],
    ["01-one/index.md", "/** Litres. */", "/** In the kettle. */"],
    ["01-one/index.md", "{#one}", "{#first}"],
    ["01-one/steep.md", "5 * litres", "6 * litres"],
    ["01-one/steep.md", "80 e", "75 e"],
    ["01-one/steep.md", " live", ""],
    ["01-one/steep.md", "\n\n```ts run", "\n\nA line more.\n\n```ts run"],
    ["01-one/steep.md", "At $20$", "At $21$"],
    ["02-two/index.md", "export const cups", "export const many"],
    ["02-two/index.md", "src/pour.ts", "src/brew/pour.ts"],
    ["terms.yml", "leaves lie", "they lie"],
    ["terms.yml", "term: steeping", "term: infusion"],
    ["contents.md", "- [Two](02-two/index.md)\n", ""],
    ["contents.md", /(- \[One\].*\n {2}.*\n)(- \[Two\].*\n)/, "$2$1"],
    ["book.yml", "title: Tea", "title: Tea & Water"],
    ["lists.md", "::index", ""],
    ["01-one/index.md", "degrees = 100", "degrees = 90"],
    ["01-one/index.md", /^(#.*\n\n)/, "$1A line more.\n\n"],
    ["02-two/index.md", /$/, "\n```ts chunk=\"01-one/Boil\" :=\nexport const degrees = 95;\n```\n"],
    ["data/leaves.txt", "green", "oolong"],
  ),
);

/** Makes all of a book in a folder; equal results stand for equal bytes. */
type Make = (root: string) => Promise<unknown>;

/** What a run says, and every byte that it has written. */
const woven = (editions: readonly EditionName[]): Make => async (root) => {
  const weaving = await weavingOf({ root, editions, choice: "named" });
  const known = weaving.said();
  const result = known === null ? await build({ root, editions, progress: () => undefined, seen: weaving.sources }) : null;
  const said = known ?? { out: "", err: result?.diagnostics.map(render).join("") ?? "" };
  if (result !== null && result.made.length > 0) weaving.ended(said);
  if (result !== null && result.made.length === 0) return said.err;
  const output = join(root, "output");
  const files = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((path) => !path.startsWith(".") && statSync(join(output, path)).isFile()).sort();
  return [said, files.map((path) => [path, readFileSync(join(output, path)).toString("latin1")])];
};

/** What a server of each folder shows after a save, in its memory: first the page alone, where it can be made alone, then the book. */
function served(): Make {
  const rebuilders = new Map<string, Rebuilder>();
  return async (root) => {
    const rebuilder = rebuilders.get(root) ?? rebuilderOf(root, cacheUnder(root));
    rebuilders.set(root, rebuilder);
    await rebuilder.page();
    const { files, mistakes, warnings } = await rebuilder.book();
    if (mistakes !== null) return mistakes;
    const bytes = ([path, file]: readonly [string, SiteFile]) => [path, "text" in file ? file.text : "copy" in file ? readFileSync(file.copy, "latin1") : Buffer.from(file.bytes).toString("latin1")];
    return [warnings, [...files].map(bytes).sort()];
  };
}

function writeIn(root: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, "book", path)), { recursive: true });
    writeFileSync(join(root, "book", path), text);
  }
}

/** Makes it after each edit in a folder that keeps everything, and in one that has nothing. */
async function sameAfter(edits: readonly Edit[], make: Make): Promise<void> {
  const texts: Record<keyof typeof book, string> = { ...book };
  const root = realpathSync(mkdtempSync(join(tmpdir(), "edits-")));
  try {
    writeIn(root, texts);
    expect(await make(root), "no mistake before any edit").toEqual([expect.anything(), expect.anything()]);
    for (const [path, from, to] of edits) {
      texts[path] = texts[path].replace(from, to);
      writeIn(root, texts);
      const clean = realpathSync(mkdtempSync(join(tmpdir(), "clean-")));
      cpSync(join(root, "book"), join(clean, "book"), { recursive: true });
      const [expected, found] = [await make(clean), await make(root)];
      rmSync(clean, { recursive: true });
      expect(found).toEqual(expected);
      expect(await make(root), "a second time").toEqual(expected);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

// a run weaves a book three times for each edit
test.each<readonly [EditionName[], number]>(isFullRun ? [[["html"], 20], [["epub", "notebooks"], 5], [["pdf"], 5]] : [[["html"], 2], [["epub", "notebooks"], 1], [["pdf"], 1]])("%j after any edits is what a clean build makes", async (editions, numRuns) => {
  await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => sameAfter(edits, woven(editions))), { numRuns });
}, 0);

test("what the development server shows after any edits is what it shows of the same chapters when it starts", async () => {
  await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => sameAfter(edits, served())), { numRuns: isFullRun ? 20 : 2 });
}, 0);
