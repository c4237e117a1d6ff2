/** For the benchmark: asks the index, and keeps how long each answer took. */
import type { SearchData } from "./searchData.ts";
import { engineOf } from "./searchEngine.ts";

declare global {
  interface Window {
    asked: (data: SearchData, queries: readonly string[]) => void;
    times: Promise<readonly number[]>;
  }
}

window.asked = (data, queries) => {
  window.times = engineOf(data).then((find) => queries.map((query) => {
    const start = performance.now();
    find(query);
    return performance.now() - start;
  }));
};
