import { expect, test } from "vitest";
import { judgeVersions, type JudgedKind } from "./judges.ts";

const kinds: readonly JudgedKind[] = ["run", "figure", "value", "derivation", "cost", "wrong", "fragment"];

test("every kind has a version, kinds that are judged by other modules another one", () => {
  const { of, drawing } = judgeVersions();
  const versions = [...kinds.map(of), drawing];
  for (const version of versions) expect(version).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(versions).size).toBe(versions.length);
});

test("it is the same each time", () => {
  expect(judgeVersions().of("derivation")).toBe(judgeVersions().of("derivation"));
});

