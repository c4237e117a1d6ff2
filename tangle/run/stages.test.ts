import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { chaptersOf, readContents } from "../book/contents.ts";
import { source } from "../text/span.ts";
import { tangle } from "../write/tangle.ts";
import { listOf, stageNamed, stagesOf, type Stage } from "./stages.ts";

const contents = "# Throws\n\n- [Dice](01-dice/index.md)\n- [Coins](02-coins/index.md)\n- [Cards](03-cards/index.md)\n";
const file = (path: string): string => `\`\`\`ts file=${path}\nexport {};\n\`\`\`\n`;
const chapters = {
  "01-dice": `# Dice\n\n${file("src/demos/throwing/run.ts")}\n${file("src/demos/throwing/options.ts")}`,
  "02-coins": `# Coins\n\n${file("src/stages/02-coins.ts")}\n${file("src/demos/run.ts")}`,
  "03-cards": `# Cards\n\n${file("src/cards/run.ts")}`,
};
const root = realpathSync(mkdtempSync(join(tmpdir(), "stages-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
for (const [path, text] of Object.entries({ "contents.md": contents, "book.yml": "title: Throws\n", ...Object.fromEntries(Object.entries(chapters).map(([folder, text]) => [`${folder}/index.md`, text])) })) {
  mkdirSync(dirname(join(root, "book", path)), { recursive: true });
  writeFileSync(join(root, "book", path), text);
}
const entries = chaptersOf(readContents(source("book/contents.md", contents)).contents);
const found = (): readonly Stage[] => stagesOf(root, entries);

it("a chapter's demo is the run.ts of a topic that it begins, or the file of its own name; before the first tangle, too", () => {
  const paths = (stages: readonly Stage[]): readonly string[] => stages.map(({ path, tangled }) => `${path} ${tangled}`);
  expect(paths(found())).toEqual(["src/demos/throwing/run.ts false", "src/stages/02-coins.ts false"]);
  expect(tangle(root).diagnostics).toEqual([]);
  expect(paths(found())).toEqual(["src/demos/throwing/run.ts true", "src/stages/02-coins.ts true"]);
});

it("a chapter without a demo is told where one would stand, and which there are", () => {
  expect(stageNamed(found(), entries, "3")).toEqual({
    mistake: "`03-cards` has no demo: it begins no `src/demos/TOPIC/run.ts`, and there is no `src/stages/03-cards.ts`\ndemos:\n  1  01-dice   Dice\n  2  02-coins  Coins\n",
  });
  expect(listOf([])).toBe("there is no demo in src/demos/ yet; if the book has one: npm run tangle\n");
});
