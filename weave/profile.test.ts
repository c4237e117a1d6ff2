import { expect, test } from "vitest";
import { profileOf, type Usage } from "./profile.ts";

test("each step has its own seconds and the memory at its end, and all of them the most", () => {
  const seen: Usage[] = [{ seconds: 0.25, bytes: 50e6 }, { seconds: 1.5, bytes: 900e6 }, { seconds: 2, bytes: 300e6 }];
  const { step, report } = profileOf(() => seen.shift() ?? { seconds: NaN, bytes: NaN });
  step("reading the book");
  step("html: pages");
  expect(report()).toBe([
    "                                           seconds      MB\n",
    "starting                                      0.25      50\n",
    "reading the book                              1.25     900\n",
    "html: pages                                   0.50     300\n",
    "all                                           2.00     900\n",
  ].join(""));
});
