/** No page scrolls sideways on a screen of 320 pixels, folded or unfolded. */
import type { Page } from "playwright-core";
import { none, type PageMeasure } from "./measure.ts";
import { unfold } from "./opened.ts";

const narrowest = 320;

/** Every page fits. */
export const narrow: PageMeasure = {
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
};

/** By how many pixels the page is wider than the screen, in the worse of both states; it is left unfolded. */
export async function excessOf(tab: Page, width: number): Promise<number> {
  const excess = (): Promise<number> => tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await tab.setViewportSize({ width, height: 800 });
  const folded = await excess();
  await unfold(tab);
  return Math.max(folded, await excess());
}
