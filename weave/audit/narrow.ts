/** No page scrolls sideways on a screen of 320 pixels, folded or unfolded. */
import { none, type Measure, type Site } from "./measure.ts";
import { unfold } from "./opened.ts";

const width = 320;

/** Every page fits. */
export const narrow: Measure = {
  name: "narrow",
  async measure(site) {
    const places: string[] = [];
    for (const page of site.pages) {
      const excess = await excessOf(site, page);
      if (excess > 0) places.push(`${page} is ${excess} px too wide`);
    }
    return [none(`wider than ${width} px, of ${site.pages.length} pages`, "pages", places)];
  },
};

/** By how many pixels the page is wider than the screen, in the worse of both states. */
async function excessOf({ browser, origin }: Site, page: string): Promise<number> {
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
