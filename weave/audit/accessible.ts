/** axe-core on every page, at three widths and in three ways to see colours, with all that opens open. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { none, type Measure, type Site } from "./measure.ts";
import { unfold, widgets } from "./opened.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [320, 768, 1280] as const;
/** The rules of WCAG A and AA that ask for colours; the others need not be asked again for each. */
const colourRules = ["color-contrast", "link-in-text-block"];
const colours = [
  { name: "light", media: { colorScheme: "light", forcedColors: "none" }, rules: {} },
  { name: "dark", media: { colorScheme: "dark", forcedColors: "none" }, rules: { runOnly: { type: "rule", values: colourRules } } },
  { name: "forced colours", media: { colorScheme: "light", forcedColors: "active" }, rules: { runOnly: { type: "rule", values: colourRules } } },
] as const;

/** No violation anywhere. */
export const accessible: Measure = {
  name: "axe",
  async measure(site) {
    const places: string[] = [];
    for (const page of site.pages) {
      site.progress(`axe: ${page}`);
      for (const width of widths) places.push(...(await violationsAt(site, page, width)));
    }
    const name = `axe-core, ${site.pages.length} pages, ${widths.join("/")} px, ${colours.map((each) => each.name).join("/")}`;
    return [none(name, "violations", places)];
  },
};

/** The text of a page in every colour, then each thing that opens over it. */
async function violationsAt({ browser, origin }: Site, page: string, width: number): Promise<readonly string[]> {
  const tab = await browser.newPage({ viewport: { width, height: 800 } });
  try {
    await tab.goto(`${origin}/${page}`);
    // evaluated, not added: the pages' policy lets no other script in
    await tab.evaluate(axe);
    await unfold(tab);
    const found = await inAllColours(tab, "html", "");
    await tab.evaluate(() => { for (const each of document.querySelectorAll<HTMLDetailsElement>(".tools details")) each.open = false; });
    for (const { name, open } of widgets) {
      const selector = await open(tab);
      if (selector !== null) found.push(...(await inAllColours(tab, selector, `, ${name} open`)));
      await tab.keyboard.press("Escape");
    }
    return found.map((violation) => `${page} at ${width} px, ${violation}`);
  } finally {
    await tab.close();
  }
}

async function inAllColours(tab: Page, selector: string, state: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name, media, rules } of colours) {
    await tab.emulateMedia(media);
    found.push(...(await violations(tab, selector, rules)).map((violation) => `${name}${state}: ${violation}`));
  }
  return found;
}

interface Axe {
  readonly run: (context: string, options: object) => Promise<{ readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }[] }>;
}

/** What axe-core has against what the selector names. */
function violations(tab: Page, selector: string, rules: object): Promise<readonly string[]> {
  return tab.evaluate(async ({ selector, rules }) => {
    const { axe } = window as unknown as { axe: Axe };
    const result = await axe.run(selector, { resultTypes: ["violations"], ...rules });
    return result.violations.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
  }, { selector, rules });
}
