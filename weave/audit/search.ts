/** How long a search takes in the page, on a made-up index of the finished book's size. */
import { benchSearch } from "../bench/search.ts";
import type { WholeMeasure } from "./measure.ts";

/** Between two frames of a screen. The time depends on the machine. */
export const search: WholeMeasure = {
  kind: "whole",
  name: "search",
  async measure({ progress }) {
    progress("searching in 200,000 words");
    const { words, queries, p95 } = await benchSearch();
    const name = `search in ${words.toLocaleString("en")} words, 95th percentile of ${queries.toLocaleString("en")} queries`;
    return [{ name, value: Number(p95.toFixed(1)), unit: "ms", aim: { exact: false, atMost: 16 }, places: [] }];
  },
};
