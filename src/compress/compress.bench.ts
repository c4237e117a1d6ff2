// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
import { gunzipSync, gzipSync } from "node:zlib";
import { bench, describe } from "vitest";
import { data } from "../data/files.ts";
import { compress, decompress } from "./compress.ts";

const bytes = new TextEncoder().encode(data("moby-dick.txt")).subarray(0, 1_000_000);

/** The processor’s time in ms, so that what else the machine has to do counts for little. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const options = { now, time: 2000, iterations: 3, warmupTime: 0, warmupIterations: 1 };

describe("a megabyte of the novel, compressed", () => {
  bench("compress a megabyte: order 5", () => void compress(bytes, 5), options);
  bench("compress a megabyte: order 3", () => void compress(bytes, 3), options);
  bench("compress a megabyte: gzip -9", () => void gzipSync(bytes, { level: 9 }), options);
});

const [file, zipped] = [compress(bytes, 5), gzipSync(bytes, { level: 9 })];

describe("a megabyte of the novel, restored", () => {
  bench("decompress a megabyte: order 5", () => void decompress(file), options);
  bench("decompress a megabyte: gzip", () => void gunzipSync(zipped), options);
});
//# sourceMappingURL=../.maps/compress/compress.bench.ts.map
