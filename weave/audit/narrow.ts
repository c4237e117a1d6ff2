/** No page scrolls sideways on a screen of 320 pixels, folded or unfolded. */
import type { Page } from "playwright-core";
import { none, type PageMeasure } from "./measure.ts";
import { unfold } from "./opened.ts";

const narrowest = 320;

/** Every page fits. */
export const narrow = {
  kind: "pages",
  name: "narrow",
  module: "weave/audit/narrow.ts",
  look: {
    in: "browser",
    from: ["server"],
    width: narrowest,
    fresh: true,
    async page({ tab, page }) {
      const excess = await excessOf(tab, narrowest);
      return { amount: excess, places: excess > 0 ? [`${page} is ${excess} px too wide`] : [] };
    },
  },
  findings: (_, seen) => [none(`wider than ${narrowest} px, of ${seen.length} pages`, "pages", seen.flatMap(({ places }) => places))],
} as const satisfies PageMeasure;

/** The same of a page that was loaded on a wide screen, and looked at there, before its screen becomes narrow: it is not loaded a second time. */
export const narrowed: PageMeasure = { ...narrow, name: "narrowed", look: { ...narrow.look, width: 1280, fresh: false } };

/** By how many pixels the page is wider than the screen, in the worse of both states; it is left unfolded. */
export async function excessOf(tab: Page, width: number): Promise<number> {
  const excess = (): Promise<number> => tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await tab.setViewportSize({ width, height: 800 });
  const folded = await excess();
  await unfold(tab);
  return Math.max(folded, await excess());
}
