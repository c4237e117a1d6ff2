/** The words in drawings can be read on a wide screen and on a phone: none stands over another, none is too small. */
import type { Page } from "playwright-core";
import { none, type PageMeasure } from "./measure.ts";

const widths = [1280, 390] as const;

/** Every page with a drawing. */
export const drawings: PageMeasure = {
  kind: "pages",
  name: "drawings",
  module: "weave/audit/drawings.ts",
  isFor: (html) => html.includes('class="drawing '),
  look: {
    in: "browser",
    from: ["server"],
    width: widths[0],
    fresh: false,
    async page({ tab, page }) {
      const places: string[] = [];
      for (const width of widths) {
        await tab.setViewportSize({ width, height: 800 });
        places.push(...(await unreadable(tab)).map((fault) => `${page} at ${width} px: ${fault}`));
      }
      return { amount: 0, places };
    },
  },
  findings: (_, seen) => [none(`words in drawings over each other or too small, of ${seen.length} pages at ${widths.join("/")} px`, "places", seen.flatMap(({ places }) => places))],
};

/** The words of the drawings that are shown which cannot be read, with the drawing's name. */
export function unreadable(tab: Page): Promise<readonly string[]> {
  return tab.evaluate(() => {
    type Point = readonly [number, number];
    interface Label {
      readonly text: string;
      readonly size: number;
      /** The corners on the screen, in turn, of the part of it that has ink; turned text has a turned box. */
      readonly corners: readonly Point[];
    }
    return [...document.querySelectorAll<SVGSVGElement>("article .drawing > svg")].filter((svg) => svg.getClientRects().length > 0).flatMap((svg) => {
      const name = svg.closest("figure")?.querySelector(".label")?.textContent ?? `a drawing of ${svg.closest("[id]:not(svg)")?.id ?? "this page"}`;
      const labels = [...svg.querySelectorAll("text")].flatMap(labelOf);
      const small = labels.filter(({ size }) => size < 6).map(({ text }) => `«${text}» in ${name} is too small`);
      const over = labels.flatMap((one, index) => labels.slice(index + 1).filter((other) => one.text !== other.text && meet(one.corners, other.corners)).map((other) => `«${one.text}» and «${other.text}» in ${name} stand over each other`));
      return [...small, ...over];
    });

    function labelOf(element: SVGTextElement): Label[] {
      const text = element.textContent?.trim() ?? "";
      const matrix = element.getScreenCTM();
      const box = element.getBBox();
      if (text === "" || matrix === null || box.width === 0) return [];
      // letters fill the middle of their line
      const [x, y, width, height] = [box.x + 1, box.y + box.height * 0.27, box.width - 2, box.height * 0.48];
      const corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(([a = 0, b = 0]): Point => [matrix.a * a + matrix.c * b + matrix.e, matrix.b * a + matrix.d * b + matrix.f]);
      return [{ text, size: parseFloat(getComputedStyle(element).fontSize) * Math.hypot(matrix.a, matrix.b), corners }];
    }

    /** Two boxes are apart if a line along a side of one of them passes between them. */
    function meet(one: readonly Point[], other: readonly Point[]): boolean {
      return [one, other].every((box) => box.every(([x, y], index) => {
        const [nextX, nextY] = box[(index + 1) % box.length] ?? [x, y];
        const along = ([a, b]: Point): number => (a - x) * (nextY - y) - (b - y) * (nextX - x);
        const [a, b] = [one.map(along), other.map(along)];
        return Math.max(...a) > Math.min(...b) && Math.max(...b) > Math.min(...a);
      }));
    }
  });
}
