import { expect, test } from "vitest";
import { slopeReport } from "./compiler.ts";

test("a chapter more costs what the second book takes longer, by the number of chapters that it has more", () => {
  const row = (name: string, processor: number) => ({ name, processor, seconds: 2 * processor, megabytes: 100, goalSeconds: null, peer: null });
  const report = slopeReport({ once: [row("HTML, cold", 10), row("tangle, cold", 2)], twice: [row("HTML, cold", 22), row("tangle, cold", 2.5)], chapters: 4 });
  expect(report.split("\n").slice(1).map((line) => line.trim().split(/\s{2,}/))).toEqual([["HTML, cold", "10.00", "22.00", "3.000"], ["tangle, cold", "2.00", "2.50", "0.125"]]);
});
