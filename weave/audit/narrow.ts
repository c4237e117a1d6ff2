/** No page scrolls sideways on a screen of 320 pixels, folded or unfolded. */
import { none, type Measure, type Site } from "./measure.ts";
import { unfold } from "./opened.ts";
import { inParallel } from "./parallel.ts";

const narrowest = 320;

/** Every page fits. */
export const narrow: Measure = {
  name: "narrow",
  async measure(site) {
    const places = await inParallel(site.pages, async (page) => {
      site.progress(`width: ${page}`);
      const excess = await excessOf(site, page, narrowest);
      return excess > 0 ? [`${page} is ${excess} px too wide`] : [];
    });
    return [none(`wider than ${narrowest} px, of ${site.pages.length} pages`, "pages", places.flat())];
  },
};

/** By how many pixels the page is wider than the screen, in the worse of both states. */
export async function excessOf({ browser, origin }: Pick<Site, "browser" | "origin">, page: string, width: number): Promise<number> {
  const tab = await browser.newPage({ viewport: { width, height: 800 } });
  const excess = (): Promise<number> => tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  try {
    await tab.goto(`${origin}/${page}`);
    const folded = await excess();
    await unfold(tab);
    return Math.max(folded, await excess());
  } finally {
    await tab.close();
  }
}
