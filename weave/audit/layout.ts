/** Pages are set as they should be, on a wide screen and on a phone: no holes, nothing cut off without a cue, marks and buttons where they belong. */
import type { Page } from "playwright-core";
import { none, type PageMeasure } from "./measure.ts";

const wide = 1280;
const phone = 390;

/** Every page of text. */
export const layout: PageMeasure = {
  kind: "pages",
  name: "layout",
  module: "weave/audit/layout.ts",
  isFor: (html) => /<body class="(?:section|opening)"/.test(html),
  look: {
    in: "browser",
    from: ["server"],
    width: wide,
    fresh: false,
    async page({ tab, page }) {
      const places: string[] = [];
      for (const width of [wide, phone]) {
        await tab.setViewportSize({ width, height: 800 });
        // until its faces have come, a page is set in others, in which a line may be wider
        await tab.evaluate(() => document.fonts.ready.then(() => undefined));
        places.push(...(await faultsOf(tab)).map((fault) => `${page} at ${width} px: ${fault}`));
      }
      return { amount: 0, places };
    },
  },
  findings: (_, seen) => [none(`holes, what is cut off, marks and buttons astray, of ${seen.length} pages at ${wide}/${phone} px`, "places", seen.flatMap(({ places }) => places))],
};

/** What is wrong with the page as it is on the screen. */
export function faultsOf(tab: Page): Promise<readonly string[]> {
  return tab.evaluate(() => {
    const article = document.querySelector("article");
    if (article === null) return [];
    const all = (selector: string, within: ParentNode = article): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(selector)].filter((each) => each.checkVisibility());
    const nameOf = (element: Element): string => {
      const place = element.closest("[id]:not(article, main)");
      return place === null ? element.textContent?.trim().slice(0, 40) ?? "" : `#${place.id}`;
    };
    return [...holes(), ...marks(), ...scrolling(), ...buttons(), ...values(), ...reasons(), ...ends()];

    /** Text stops beside what stands in the margin. */
    function holes(): string[] {
      const isFlow = (each: Element): boolean => getComputedStyle(each).float === "none" && getComputedStyle(each).position !== "absolute";
      const flow = all(":scope > *").filter(isFlow).map((each) => ({ each, box: each.getBoundingClientRect() }));
      return flow.flatMap(({ each, box }, index) => {
        const height = index === 0 ? 0 : box.top - (flow[index - 1]?.box.bottom ?? box.top);
        return height > 120 ? [`a hole of ${Math.round(height)} px above ${nameOf(each)}`] : [];
      });
    }

    /** Marks of proof stand on one vertical, beside what they mark, and over nothing. */
    function marks(): string[] {
      const signs = all(".check").map((check) => ({ check, box: check.querySelector("svg")?.getBoundingClientRect() ?? check.getBoundingClientRect() }));
      const vertical = signs[0]?.box.left ?? 0;
      return signs.flatMap(({ check, box }) => {
        const middle = (box.top + box.bottom) / 2;
        if (Math.abs(box.left - vertical) > 1) return [`the mark of ${nameOf(check)} stands ${Math.round(box.left - vertical)} px beside the others`];
        const marked = check.closest("p:not(.run-mark, .block-head), li, figcaption, .listing, .block, .card dl > div")?.getBoundingClientRect();
        if (marked === undefined || middle < marked.top || middle > marked.bottom) return [`the mark of ${nameOf(check)} stands alone`];
        const code = check.closest(".listing")?.querySelector<HTMLElement>("pre:not([hidden]) code");
        return code != null && code.checkVisibility() && lineEnd(code, middle) > box.left ? [`the mark of ${nameOf(check)} stands over code`] : [];
      });
    }

    /** Where what is seen of the line of code at this height ends; nowhere, if there is none. */
    function lineEnd(code: HTMLElement, y: number): number {
      const { top, left } = code.getBoundingClientRect();
      const { lineHeight, fontSize } = getComputedStyle(code);
      const line = (code.textContent ?? "").split("\n")[Math.floor((y - top) / parseFloat(lineHeight))] ?? "";
      // the face of code is 0.6 em wide
      const end = left + [...line].length * 0.6 * parseFloat(fontSize);
      return line === "" ? 0 : Math.min(end, code.closest("pre")?.getBoundingClientRect().right ?? end);
    }

    /** What is wider than its place shows that it scrolls. */
    function scrolling(): string[] {
      return all("pre, .formula, .table").filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === "auto").flatMap((each) => {
        const { maskImage, backgroundImage } = getComputedStyle(each);
        return maskImage === "none" && backgroundImage === "none" ? [`${nameOf(each)} is cut off without a cue`] : [];
      });
    }

    /** Copy stands over no code. */
    function buttons(): string[] {
      return all(".copy").filter((copy) => {
        const button = copy.getBoundingClientRect();
        return all("pre", copy.closest(".listing") ?? article ?? document).some((pre) => {
          const code = pre.getBoundingClientRect();
          return Math.min(button.bottom, code.bottom) - Math.max(button.top, code.top) > 1 && Math.min(button.right, code.right) - Math.max(button.left, code.left) > 1;
        });
      }).map((copy) => `a button stands over the code of ${nameOf(copy)}`);
    }

    /** A slider's value stands on one line, whole. */
    function values(): string[] {
      return all(".live-controls output").filter((each) => each.scrollWidth > each.clientWidth + 1 || each.clientHeight > 2 * parseFloat(getComputedStyle(each).fontSize)).map((each) => `the value of a slider of ${nameOf(each)} is broken`);
    }

    /** The reasons of a derivation are within the screen. */
    function reasons(): string[] {
      const said = all(".reason").filter((each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth);
      const away = all(".formula:has(+ .steps)").filter((each) => each.scrollWidth > each.clientWidth + 1 && innerWidth < 600);
      return [...said, ...away].map((each) => `a reason of ${nameOf(each)} is out of sight`);
    }

    /** A page begins with words, and folded code at its end stands under a heading. */
    function ends(): string[] {
      const flow = all(":scope > :not(.title, .margin, .mini-index)");
      const isFolded = (each: Element | undefined): boolean => each?.matches(".listing:has(> details:not([open]))") === true && !each.matches(".verify-role, .figure-role");
      const last = flow.findLastIndex((each) => !isFolded(each));
      return [
        ...(isFolded(flow[0]) ? ["it begins with folded code"] : []),
        ...(last < flow.length - 1 && flow[last]?.matches("h2, h3") === false ? ["it ends with folded code under no heading"] : []),
      ];
    }
  });
}
