/** axe-core on every page, at three widths and in three ways to see colours, with all that opens open. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { none, type PageMeasure, type Site } from "./measure.ts";
import { unfold, widgets, type Widget } from "./opened.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [320, 768, 1280] as const;
/** The rules of WCAG A and AA that ask for colours; the others need not be asked again for each. */
const colourRules = ["color-contrast", "link-in-text-block"];
/** Where fingers point: targets are large enough, or far enough from each other. WCAG 2.2 has it, and axe-core does not ask for it by itself. */
const forFingers = { rules: { "target-size": { enabled: true } } };
const colours = [
  { name: "light", media: { colorScheme: "light", forcedColors: "none" }, rules: {} },
  { name: "dark", media: { colorScheme: "dark", forcedColors: "none" }, rules: { runOnly: { type: "rule", values: colourRules } } },
  { name: "forced colours", media: { colorScheme: "light", forcedColors: "active" }, rules: { runOnly: { type: "rule", values: colourRules } } },
] as const;

/** No violation anywhere. */
export const accessible: PageMeasure = {
  kind: "pages",
  name: "axe",
  module: "weave/audit/accessible.ts",
  variants: openedOn,
  look: {
    in: "browser",
    from: ["server"],
    width: widths[0],
    fresh: false,
    async page({ site, tab, page, variant }) {
      site.progress(`axe: ${page}`);
      const opens = widgets.filter(({ name }) => variant.split(", ").includes(name));
      return { amount: 0, places: (await violationsOn(tab, opens)).map((violation) => `${page} at ${violation}`) };
    },
  },
  findings: (_, seen) => [none(`axe-core, ${seen.length} pages, ${widths.join("/")} px, ${colours.map((each) => each.name).join("/")}`, "violations", seen.flatMap(({ places }) => places))],
};

/** The names of what is opened on each page: what is the same on each page of a kind is opened on the first of them. */
function openedOn({ folder, pages }: Site): readonly string[] {
  const known = new Set<string>();
  return pages.map((page) => {
    const [, kind = ""] = /<body class="([^"]*)"/.exec(readFileSync(join(folder, page), "utf8")) ?? [];
    const opens = widgets.filter(({ isSameOn }) => !known.has(kind) || !isSameOn(kind));
    known.add(kind);
    return opens.map(({ name }) => name).join(", ");
  });
}

/** The page is loaded once: nothing on it asks for its width but the style sheet, which follows it. */
async function violationsOn(tab: Page, opens: readonly Widget[]): Promise<readonly string[]> {
  const found: string[] = [];
  await tab.setViewportSize({ width: widths[0], height: 800 });
  // evaluated, not added: the pages' policy lets no other script in
  await tab.evaluate(axe);
  await unfold(tab);
  for (const width of widths) found.push(...(await atWidth(tab, width, { selector: "html", state: "" })));
  await tab.evaluate(() => { for (const each of document.querySelectorAll<HTMLDetailsElement>(".tools details")) each.open = false; });
  for (const widget of opens) found.push(...(await withOpen(tab, widget)));
  return found;
}

/** What stays open is opened once, else it is opened at each width. */
async function withOpen(tab: Page, { name, open, stays }: Widget): Promise<readonly string[]> {
  const found: string[] = [];
  let selector: string | null = null;
  for (const width of widths) {
    await tab.setViewportSize({ width, height: 800 });
    if (!stays || selector === null) selector = await open(tab);
    if (selector !== null) found.push(...(await atWidth(tab, width, { selector, state: `, ${name} open` })));
    await tab.keyboard.press("Escape");
  }
  return found;
}

/** In every colour. */
async function atWidth(tab: Page, width: number, { selector, state }: { readonly selector: string; readonly state: string }): Promise<string[]> {
  await tab.setViewportSize({ width, height: 800 });
  const found: string[] = [];
  for (const { name, media, rules } of colours) {
    await tab.emulateMedia(media);
    const more = width === widths[0] && name === "light" ? forFingers : {};
    found.push(...(await violations(tab, selector, { ...rules, ...more })).map((violation) => `${width} px, ${name}${state}: ${violation}`));
  }
  // what opens next is opened as most readers see it
  await tab.emulateMedia(colours[0].media);
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
