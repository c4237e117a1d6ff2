/** Live cells in a real Chromium: what they print, what they need, how they are stopped, edited, sent and put back. */
import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { ended as runsEnded, readersOf, soon } from "../testing/readers.ts";
import { wovenBook } from "../testing/wovenBook.ts";
import { editsIn, coded } from "./cells/address.ts";
import { neededBy } from "./cells/kept.ts";
import { constantsIn, withConstant } from "./cells/constants.ts";
import type {} from "./dataStore.ts";

const printed = [
  "30 { a: [ 1, 2 ], b: Map(1) { 'x' => null } } [Function: double]",
  "n  twice",
  "1      2",
  "2      4",
].join("\n");

const section = `# Doubling

\`\`\`ts file=src/double.ts
import { two, type Count } from "./two.ts";

/** Twice as much. Throws \`RangeError\` below zero. */
export function double(n: Count): number {
  if (n < 0) throw new RangeError(\`double: \${n} is below zero\`);
  <<Give twice as much>>
}
\`\`\`

\`\`\`ts chunk="Give twice as much"
return two * n;
\`\`\`

\`\`\`ts file=src/unused.ts
import { double } from "./double.ts";
export const unused = double(21);
\`\`\`

\`\`\`ts file=src/two.ts
export type Count = number;
export const two = 2;
\`\`\`

\`\`\`ts run hide
import { double } from "#src/double.ts";
const base: number = 5;
console.log("of the first cell");
\`\`\`

\`\`\`ts run hide
const slow = (() => {
  for (let i = base; ; i++) globalThis.name = i;
})();
\`\`\`

\`\`\`ts run live id="cell-doubling"
const times = 3; // how often, 1 to 9
const parts: readonly number[] = [1, 2];

console.log(double(base) * times, { a: parts, b: new Map([["x", null]]) }, double);
show(parts.map((n) => ({ n, twice: double(n) })));
\`\`\`

\`\`\`output
${printed}
\`\`\`

\`\`\`ts run live id="cell-words"
const name = ["words", "txt"].join(".");
console.log(bookData("words.txt").length, bookData(name).trim());
\`\`\`

\`\`\`output
5 αβγ
\`\`\`
`;

const texts = {
  "book.yml": "title: A Book\ndate: 2026-01-02\n",
  "contents.md": "# A Book\n\n- [A](01-a/index.md)\n  - [B](01-a/01-b.md)\n- [C](02-c/index.md)\n  - [D](02-c/01-d.md)\n- [Solutions](solutions.md)\n",
  "01-a/index.md": section,
  "solutions.md": "# Solutions\n\n::solutions\n",
  "01-a/01-b.md": `# B

A name of another page stands in the margin, between this cell and its output.

\`\`\`ts run live id="cell-elsewhere"
import { double } from "#src/double.ts";
console.log(double(4));
\`\`\`

\`\`\`output
8
\`\`\`

::::exercise{#ex-twice level=1}
Twice seven?

:::solution
\`\`\`ts run
console.log(double(7));
\`\`\`

\`\`\`output
14
\`\`\`
:::
::::
`,
  "02-c/index.md": `# C

From here on, twice as much is said to be more.

\`\`\`ts chunk="01-a/Give twice as much" :=
return two * n + 1;
\`\`\`

\`\`\`ts file=src/late.ts
export const late = "late";
\`\`\`

\`\`\`ts run live id="cell-later"
import { double } from "#src/double.ts";
console.log(double(4));
\`\`\`

\`\`\`output
9
\`\`\`
`,
  "02-c/01-d.md": `# D

\`\`\`ts run live id="cell-made"
const since = Date.now();
const made: number[] = [];
while (Date.now() < since + 300) made[0] = Date.now();
console.log(made.length);
\`\`\`

\`\`\`output
1
\`\`\`

\`\`\`ts run live id="cell-seen"
console.log(made[0]);
\`\`\`
`,
  "data/words.txt": "αβγ\n\n",
};

const readers = readersOf(() => wovenBook(texts));
let page: Page;

const at = (path: string): string => readers.book().address(path);
const onDisk = (): string => at("01-a/index.html");

beforeEach(async () => {
  page = await readers.open(onDisk());
});

const cell = (id: string): Locator => page.locator(`#${id}`);
const button = (id: string, name: string): Locator => cell(id).getByRole("button", { name: new RegExp(`^${name}`) });
const output = (id: string): Promise<string> => page.locator(`#${id} + :is(.output, .live-output)`).innerText();
const said = (id: string): Locator => cell(id).getByRole("status");

const ended = (id: string): Promise<string> => runsEnded(page, id);

async function run(id: string): Promise<string> {
  await button(id, "Run").click();
  return ended(id);
}

async function edit(id: string, change: (text: string) => string): Promise<void> {
  await button(id, "Edit").click();
  const field = cell(id).getByRole("textbox", { name: /^Code of/ });
  await field.fill(change(await field.inputValue()));
}

test.each(["from the disk", "from a server"])("every live cell prints %s what the book prints, as Node prints it", async (from) => {
  if (from === "from a server") await page.goto(`${readers.origin()}/01-a/index.html`);
  expect(await run("cell-doubling")).toMatch(/^Done in [\d.]+ s, as printed\.$/);
  expect(await output("cell-doubling")).toBe(printed);
  expect(await run("cell-words")).toMatch(/, as printed\.$/);
});

test("what a cell has made is there for the cells behind it, and for its own next run when it is edited", async () => {
  await page.goto(at("02-c/01-d.html"));
  await run("cell-made");
  await run("cell-seen");
  const first = await output("cell-seen");
  await run("cell-seen");
  expect(await output("cell-seen")).toBe(first);
  await edit("cell-seen", () => "made.push(7);\nconsole.log(made);");
  await run("cell-seen");
  expect(await output("cell-seen")).toBe(`[ ${first}, 7 ]`);
  await cell("cell-seen").getByRole("textbox").fill("console.log(made, 8);");
  await run("cell-seen");
  expect(await output("cell-seen")).toBe(`[ ${first} ] 8`);
  await page.goto(at("02-c/01-d.html"));
  await run("cell-seen");
  const second = await output("cell-seen");
  expect(Number(second)).toBeGreaterThan(Number(first));
  await run("cell-seen");
  expect(await output("cell-seen")).toBe(second);
});

test.each(["from the disk", "from a server"])("a cell runs the program of its own chapter, %s, though a later one replaces a part of it", async (from) => {
  const there = (path: string): string => (from === "from a server" ? `${readers.origin()}/${path}` : at(path));
  await page.goto(there("01-a/01-b.html"));
  expect(await run("cell-elsewhere")).toMatch(/as printed/);
  await page.goto(there("02-c/index.html"));
  expect(await run("cell-later")).toMatch(/as printed/);
});

test("an edited cell may import any module of its chapter's program, which is fetched then, and none of a later chapter's", async () => {
  const code = 'import { unused } from "#src/unused.ts";\nconsole.log(unused);';
  await edit("cell-doubling", () => code);
  expect(await run("cell-doubling")).toMatch(/^Done in [\d.]+ s\.$/);
  expect(await output("cell-doubling")).toBe("42");
  expect(readers.asked.filter((address) => address.includes("/modules/")).map((address) => address.replace(/.*\//, ""))).toEqual(["01-a.js", "01-a.rest.js"]);
  await button("cell-doubling", "Edit").or(button("cell-doubling", "Close editor")).click();
  await edit("cell-doubling", () => 'import { late } from "#src/late.ts";\nconsole.log(late);');
  expect(await run("cell-doubling")).toBe("Line 1: Error: `#src/late.ts` is not in the page, only in the program on the disk");
});

test("a table is made in the page as `prove` makes it", async () => {
  await edit("cell-doubling", () => 'show(table({ n: [1, 2000], share: [0.5, 0.0625] }, { heads: { share: "share, %" }, digits: 2 }));');
  expect(await run("cell-doubling")).toMatch(/^Done in [\d.]+ s\.$/);
  expect(await output("cell-doubling")).toBe("    n  share, %\n    1     0.500\n2,000     0.063");
});

test("a run takes the place of what is printed, whatever stands in the margin between", async () => {
  await page.goto(at("01-a/01-b.html"));
  expect(await page.locator("#cell-elsewhere + .mini-index").count()).toBe(1);
  expect(await run("cell-elsewhere")).toMatch(/as printed/);
  expect(await page.locator(".output").allInnerTexts()).toEqual(["8"]);
});

test("the button says what it loads, and data that no literal names is fetched when it is asked for", async () => {
  await cell("cell-doubling").scrollIntoViewIfNeeded();
  expect(await button("cell-words", "Run").textContent()).toBe("Run live code 4 of 4");
  expect(await run("cell-words")).toMatch(/as printed/);
});

test("a run that lasts shows for how many seconds, which no one is told aloud", async () => {
  const elapsed = cell("cell-doubling").locator(".live-elapsed");
  await edit("cell-doubling", () => "for (;;) {}");
  await button("cell-doubling", "Run").click();
  await soon(() => elapsed.textContent()).toMatch(/^[1-9]\d* s$/);
  expect(await elapsed.getAttribute("aria-hidden")).toBe("true");
  await button("cell-doubling", "Stop").click();
  await ended("cell-doubling");
  expect(await elapsed.isVisible()).toBe(false);
  expect(await elapsed.textContent()).toBe("");
});

test("an endless loop is stopped, and its worker is gone", async () => {
  await edit("cell-doubling", () => 'console.log("begun");\nfor (let i = 0; ; i++) if (i % 1e6 === 0) console.log("on");');
  await button("cell-doubling", "Run").click();
  await page.waitForFunction(() => document.querySelector("#cell-doubling + .live-output")?.textContent?.startsWith("begun\non"));
  expect(page.workers()).toHaveLength(1);
  await button("cell-doubling", "Stop").click();
  expect(await ended("cell-doubling")).toBe("Stopped.");
  // the engine may take two seconds to break into a loop that it no longer hears
  await soon(() => page.workers().length).toBe(0);
  expect(await button("cell-doubling", "Run").evaluate((each) => each === document.activeElement)).toBe(true);
});

test("a cell that waits can be paused and goes on where it was; one that does not has nothing to pause", async () => {
  await edit("cell-doubling", () => "let i = 0;\nfor (; i < 400; i++) {\n  console.log(i);\n  await new Promise((resolve) => setTimeout(resolve, 10));\n}");
  await button("cell-doubling", "Run").click();
  await button("cell-doubling", "Pause").click();
  await soon(() => said("cell-doubling").textContent()).toBe("Paused.");
  // what was printed last is shown when the worker hears of it
  await page.waitForTimeout(300);
  const before = await output("cell-doubling");
  expect(before).toMatch(/^0\n1/);
  await page.waitForTimeout(300);
  expect(await output("cell-doubling")).toBe(before);
  expect(before.split("\n").length).toBeLessThan(400);
  await button("cell-doubling", "Go on").click();
  await soon(() => output("cell-doubling").then((now) => now.split("\n").length)).toBeGreaterThan(before.split("\n").length);
  expect(await button("cell-doubling", "Pause").textContent()).toBe("Pause live code 3 of 4");
  await ended("cell-doubling");
  expect(await output("cell-doubling")).toBe(Array.from({ length: 400 }, (_, i) => String(i)).join("\n"));
  expect(await button("cell-doubling", "Pause").isVisible()).toBe(false);
});

test("a paused cell can be stopped", async () => {
  await edit("cell-doubling", () => "for (;;) await new Promise((resolve) => setTimeout(resolve, 10));");
  await button("cell-doubling", "Run").click();
  await button("cell-doubling", "Pause").click();
  await button("cell-doubling", "Stop").click();
  expect(await ended("cell-doubling")).toBe("Stopped.");
  expect(await button("cell-doubling", "Go on").isVisible()).toBe(false);
});

test("an edit stands in the address; whoever opens it sees it, and it does not run by itself; Reset brings back what is printed", async () => {
  await edit("cell-doubling", (text) => text.replace("[1, 2]", "[7]"));
  await run("cell-doubling");
  expect(await output("cell-doubling")).toContain("7     14");
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await soon(() => said("cell-doubling").textContent()).toMatch(/^This code came with the link/);
  expect(await cell("cell-doubling").locator("pre").innerText()).toContain("readonly number[] = [7];");
  expect(await output("cell-doubling")).toBe(printed);
  expect(page.workers()).toHaveLength(0);
  await run("cell-doubling");
  expect(await output("cell-doubling")).toContain("7     14");
  await button("cell-doubling", "Reset").click();
  expect(await output("cell-doubling")).toBe(printed);
  expect(await cell("cell-doubling").locator("pre").innerText()).toContain("= [1, 2];");
  expect(page.url()).toBe(onDisk());
});

test.each([
  ["a runtime error", "const a = 1;\n\nnothing.at(0);", "Line 3: ReferenceError: nothing is not defined"],
  ["a syntax error", "const a = 1;\nconst b = ;", "Line 2: SyntaxError: Unexpected token"],
  ["an error that only the engine finds", "let a = 1;\nlet b = 1;\nlet a = 2;", "Line 3: SyntaxError: Identifier 'a' has already been declared"],
  ["an error of the program", 'const a = "x";\ndouble(-1);', "Line 2: RangeError: double: -1 is below zero"],
  ["a module that is not in the page", 'import { readFileSync } from "node:fs";\nreadFileSync("x");', "Line 2: Error: `readFileSync` of `node:fs` is not in the page, only in the program on the disk"],
  ["an import of such a module that is not used", 'import { readFileSync } from "node:fs";\nimport { performance } from "node:perf_hooks";\nif (performance.now() < 0) readFileSync("x");\nnothing.at(0);', "Line 4: ReferenceError: nothing is not defined"],
  ["data that the book has not", 'bookData("none.txt");', "there is no data file `none.txt` in this book"],
])("%s is shown at its line", async (_, code, message) => {
  await edit("cell-doubling", () => code);
  expect(await run("cell-doubling")).toBe(message);
});

test("a constant with a comment has a control, by keys too, which edits the code and runs it", async () => {
  const slider = cell("cell-doubling").getByRole("slider", { name: "times how often, 1 to 9" });
  await run("cell-doubling");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#cell-doubling + .live-output")?.textContent?.startsWith("40 "));
  expect(await cell("cell-doubling").locator("pre").innerText()).toContain("const times = 4; // how often");
  expect(page.url()).toContain("#edited=cell-doubling.");
});

test("a control that is turned before the first Run starts it", async () => {
  await cell("cell-doubling").getByRole("slider").press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#cell-doubling + .live-output")?.textContent?.startsWith("40 "));
});

test("a value out of the range of its control is said, until it is within", async () => {
  const fault = cell("cell-doubling").locator(".live-fault").first();
  await edit("cell-doubling", (code) => code.replace("times = 3", "times = 12"));
  expect(await fault.textContent()).toBe("12 is not from 1 to 9.");
  await cell("cell-doubling").getByRole("textbox", { name: /^Code of/ }).fill("const times = 9; // how often, 1 to 9");
  expect(await fault.textContent()).toBe("");
});

test("the editor opens at the beginning of its text", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await button("cell-doubling", "Edit").click();
  const field = cell("cell-doubling").getByRole("textbox", { name: /^Code of/ });
  expect(await field.evaluate((each: HTMLTextAreaElement) => [each === document.activeElement, each.selectionStart, each.scrollLeft])).toEqual([true, 0, 0]);
});

test("a run that a control began is spoken of only when it takes long, and can be stopped then", async () => {
  await page.clock.install();
  await page.reload();
  await edit("cell-doubling", () => "const times = 3; // how often, 1 to 9\nfor (;;) globalThis.name = times;");
  await page.evaluate(() => window.book.take("cells/01-a.index"));
  await page.clock.pauseAt(Date.now() + 60_000);
  await cell("cell-doubling").getByRole("slider").press("ArrowRight");
  expect(await said("cell-doubling").textContent()).toBe("");
  expect(await button("cell-doubling", "Stop").count()).toBe(0);
  await page.clock.runFor(251);
  expect(await said("cell-doubling").textContent()).toMatch(/^(?:Loading|Running)/);
  await button("cell-doubling", "Stop").click();
  expect(await said("cell-doubling").textContent()).toBe("Stopped.");
});

test("Tab indents in the editor, and Escape, then Tab, leaves it", async () => {
  await edit("cell-doubling", () => "a");
  const field = cell("cell-doubling").getByRole("textbox", { name: /^Code of/ });
  await page.keyboard.press("Tab");
  expect(await field.inputValue()).toBe("a  ");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await field.evaluate((each) => each === document.activeElement)).toBe(false);
});

test("without scripts there is no button", async () => {
  const still = await readers.open(onDisk(), { javaScriptEnabled: false });
  expect(await still.locator("#cell-doubling button, #cell-doubling input").count()).toBe(0);
});

test("only the parts of cells that declare or change what is used are needed, and what these need", () => {
  const part = (from: number, declares: string[], uses: string[] = [], changes: string[] = []) => ({ from, to: from + 1, declares, uses, changes });
  const pieces = [{ parts: [part(0, ["a"]), part(1, ["b"], ["a"]), part(2, ["c"], ["a"])] }, { parts: [part(0, [], ["b", "console"], ["b"]), part(1, [], ["console"], ["console"])] }, { parts: [part(0, [], ["b"])] }];
  const needed = (uses: string[]): unknown => neededBy(pieces, { index: 2, uses }).parts.map(({ piece, part: { from } }) => [piece, from]);
  expect(needed(["b", "console"])).toEqual([[0, 0], [0, 1], [1, 0]]);
  expect(needed(["console"])).toEqual([]);
  // a function that uses what is declared behind it
  const behind = [{ parts: [part(0, ["f"], ["g"]), part(1, ["h"]), part(2, ["g"])] }, { parts: [part(0, [], ["f"])] }];
  expect(neededBy(behind, { index: 1, uses: ["f"] }).parts.map((each) => each.part.from)).toEqual([0, 2]);
});

test("a cell that is not offered has a button beside Copy, which runs it and gives way to all the others", async () => {
  const quiet = page.locator(".listing.run-role", { hasText: "of the first cell" });
  const run = quiet.getByRole("button", { name: "Run live code 1 of 4" });
  await quiet.locator("summary").click();
  expect(await quiet.getByRole("button").allTextContents()).toEqual(["Copy", "Run live code 1 of 4"]);
  await run.focus();
  await page.keyboard.press("Enter");
  await soon(() => quiet.getByRole("status").textContent()).toMatch(/^Done in [\d.]+ s/);
  expect(await page.locator(".live-output").innerText()).toBe("of the first cell");
  expect(await quiet.locator(".run-cell").count()).toBe(0);
  expect(await quiet.getByRole("button").allTextContents()).toEqual(["Run live code 1 of 4", "Edit live code 1 of 4", "Reset live code 1 of 4", "Copy"]);
  expect(await run.evaluate((each) => each === document.activeElement)).toBe(true);
});

test("a solution's cell runs with the names of its exercise's section, though it stands on another page", async () => {
  await page.goto(at("solutions.html"));
  const cell = page.locator(".listing[data-cells]");
  // none of this page's cells is offered: what they need is fetched when code is reached
  expect(await page.locator("script[src*='cells.js']").count()).toBe(0);
  await cell.dispatchEvent("pointerover");
  await cell.getByRole("button", { name: "Run the live code" }).dispatchEvent("click");
  await soon(() => cell.getByRole("status").textContent()).toMatch(/, as printed\.$/);
});

test("what could not be fetched when code was reached is fetched when it is reached again", async () => {
  let failures = 0;
  await page.route("**/assets/cells.js", (route) => (failures++ === 0 ? route.abort() : route.continue()));
  await page.goto(at("solutions.html"));
  const cell = page.locator(".listing[data-cells]");
  await cell.dispatchEvent("pointerover");
  await soon(() => Promise.resolve(failures)).toBe(1);
  await soon(async () => {
    await cell.dispatchEvent("pointerover");
    return cell.getByRole("button", { name: "Run the live code" }).count();
  }).toBe(1);
  expect(failures).toBe(2);
});

test("constants are those at the margin that carry a comment", () => {
  const text = 'const a = 2; // 0.5 to 8\nconst b = "x"; // a word\nconst c = 3;\n  const d = 4; // inside\nlet e = 5; // no\nconst f = [1]; // no';
  expect(constantsIn(text)).toEqual([
    { name: "a", value: 2, says: "0.5 to 8", range: { least: 0.5, most: 8, step: 0.1 }, choices: null },
    { name: "b", value: "x", says: "a word", range: null, choices: null },
  ]);
  expect(withConstant(text, "b", 'y"z')).toBe(text.replace('"x"', '"y\\"z"'));
});

test.each([
  ['"sin", "exp", "cube"', "", ["sin", "exp", "cube"]],
  ['the function: "exp", "sin" or "cube"', "the function", ["exp", "sin", "cube"]],
  ['one of "sin" or "exp", as a graph', ", as a graph", ["sin", "exp"]],
  ['layout, "sin" | "exp"', "layout", ["sin", "exp"]],
  ['like "sin"', 'like "sin"', null],
  ['"exp" or "cube"', '"exp" or "cube"', null],
])("a string whose comment says %s is chosen", (comment, says, choices) => {
  expect(constantsIn(`const curve: string = "sin"; // ${comment}`)).toEqual([{ name: "curve", value: "sin", says, range: null, choices }]);
});

test("a damaged address holds no edit", () => {
  expect(editsIn(`#edited=a.${coded("x = 'é'")},b.!!!,%E0.eA`)).toEqual([["a", "x = 'é'"]]);
});
