/** Faults of layout on small pages, each beside a page without it, in a real Chromium. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../html/browser.ts";
import { audit } from "./audit.ts";
import { drawings } from "./drawings.ts";
import { layout } from "./layout.ts";
import type { Measure } from "./measure.ts";
import { said, unfinishedIn } from "./said.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

/** The faults of a page with this in its article, without the page's name. */
async function faults(article: string, measure: Measure): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "layout-"));
  writeFileSync(join(folder, "a.html"), `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A</title><style>body { margin: 0 20px; font: 18px/27px serif } article { position: relative; max-width: 600px } p, li, figcaption, .listing, .block { position: relative } svg { display: block } pre { margin: 0; font: 10px/20px monospace } pre code { display: block } .run-mark { margin: 0 }</style></head><body class="section"><article>${article}</article></body></html>`);
  const [finding] = await audit(folder, [measure], { browser });
  rmSync(folder, { recursive: true });
  return (finding?.places ?? []).map((place) => place.replace(/^a\.html(?: at \d+ px)?: /, ""));
}

const mark = (left: string, more = ""): string => `<span class="checked"><button class="check" style="position: absolute; padding: 0; border: 0; left: ${left}; ${more}"><svg width="10" height="10"></svg></button></span>`;
const long = "x".repeat(300);

test.each([
  ["a hole", '<p id="a">A</p><p style="float: right; height: 200px; width: 20px"></p><p id="b" style="clear: right">B</p>', /^a hole of \d{3} px above #b$/],
  ["a mark beside the vertical of the others", `<p id="a">A ${mark("100%")}</p><p id="b">B ${mark("90%")}</p>`, /^the mark of #b stands -\d+ px beside the others$/],
  ["a mark alone on a line", `<div class="listing" id="a"><p class="run-mark">${mark("100%", "top: -30px")}</p><pre><code>a();</code></pre></div>`, "the mark of #a stands alone"],
  ["a mark over code", `<div class="listing" id="a"><p class="run-mark">${mark("50%", "top: 5px")}</p><pre style="overflow-x: auto"><code>${long}</code></pre></div>`, "the mark of #a stands over code"],
  ["what is cut off without a cue", `<pre id="a" style="overflow-x: auto">${long}</pre>`, "#a is cut off without a cue"],
  ["a button over code", '<div class="listing" id="a"><pre><code>a();</code></pre><button class="copy" style="position: absolute; top: 5px; right: 0">Copy</button></div>', "a button stands over the code of #a"],
  ["a slider’s value on two lines", '<div class="live-controls" id="a"><output style="display: block; width: 20px">1 000 000</output></div>', "the value of a slider of #a is broken"],
  ["a reason out of sight", `<div id="a"><div class="formula">x</div><p class="reason" style="width: 3000px">by y</p></div>`, "a reason of #a is out of sight"],
  ["folded code before the first words", '<div class="listing"><details><summary>Code</summary>x</details></div><p>A</p>', "it begins with folded code"],
  ["folded code behind the last", '<p>A</p><div class="listing"><details><summary>Code</summary>x</details></div>', "it ends with folded code under no heading"],
])("%s is found", async (_, article, expected) => {
  const found = await faults(article, layout);
  expect(found).toContainEqual(expected instanceof RegExp ? expect.stringMatching(expected) : expected);
});

test("a page without these has no fault, whatever is folded on it", async () => {
  const good = [
    `<h2>A</h2><p>A ${mark("100%")}</p><div class="listing" id="c"><p class="run-mark">${mark("100%", "top: 5px")}</p><pre style="overflow-x: auto; mask-image: linear-gradient(#000, #000)"><code>${"x".repeat(20)}\n${long}</code></pre></div>`,
    `<details><summary>More</summary><pre style="overflow-x: auto">${long}</pre></details>`,
    '<h2>Set aside</h2><div class="listing"><details><summary>Code</summary>x</details></div>',
  ];
  expect(await faults(good.join(""), layout)).toEqual([]);
});

const svg = (texts: string): string => `<figure><div class="drawing "><svg viewBox="0 0 200 100" width="200" height="100" font-size="12">${texts}</svg></div><figcaption><span class="label">Figure 1</span></figcaption></figure>`;

test("words over each other in a drawing are found, turned ones too, and words too small", async () => {
  expect(await faults(svg('<text x="10" y="50">one word</text><text x="30" y="52">another</text>'), drawings)).toContain("«one word» and «another» in Figure 1 stand over each other");
  expect(await faults(svg('<text transform="translate(20 80) rotate(-45)">turned</text><text x="30" y="66">level</text>'), drawings)).toContain("«turned» and «level» in Figure 1 stand over each other");
  expect(await faults(svg('<text x="10" y="50" font-size="4">tiny</text>'), drawings)).toContain("«tiny» in Figure 1 is too small");
});

test("words beside each other are well, turned ones whose boxes would meet too", async () => {
  expect(await faults(svg('<text x="10" y="20">above</text><text x="10" y="33">below</text><text transform="translate(20 90) rotate(-45)">first word</text><text transform="translate(40 90) rotate(-45)">other word</text>'), drawings)).toEqual([]);
});

test.each([
  ["at commit 4b01ea38-dirty", ["a commit with changes: at commit 4b01ea38-dirty"]],
  ["about 5 % more", ["a wide space before %: about 5 % more"]],
  ['<a href="https://example.org/book">x</a>', ['a placeholder for an address: href="https://example.org/']],
  ['about 5\u202f%, <code title="a > b">5 % 2</code> <a href="https://examples.dev/">x</a>', []],
])("%s", (html, faults) => {
  expect(unfinishedIn(html)).toEqual(faults);
});

test("unfinished words are told with their page", async () => {
  expect(await faults("<p>Of all of it, and a little more than that, 5 % of it</p>", said)).toEqual(["a wide space before %: and a little more than that, 5 % of it"]);
});
