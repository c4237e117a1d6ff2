import { describe, expect, test } from "vitest";
import { packed } from "./packs.ts";

describe("packing", () => {
  const program = (name: string, modules: Readonly<Record<string, string>>) => ({ name, modules: new Map(Object.entries(modules)) });
  const first = program("1", { "src/a.ts": "a", "src/b.ts": "b", "src/c.ts": "c" });
  const second = program("2", { "src/a.ts": "a", "src/b.ts": "b, changed", "src/c.ts": "c", "src/d.ts": "d" });
  const { programs, packs, packsOf } = packed([{ program: first, reached: ["src/a.ts"] }, { program: second, reached: ["src/a.ts", "src/b.ts", "src/c.ts"] }]);
  const packAt = (chapter: string, path: string): string | undefined => programs.get(chapter)?.modules[path]?.[1];

  test("what a chapter's cells import first is in the chapter's pack, what no cell imports apart", () => {
    expect(["src/a.ts", "src/b.ts", "src/c.ts"].map((path) => packAt("1", path))).toEqual(["1", "1.rest", "2"]);
    expect(["src/a.ts", "src/b.ts", "src/c.ts", "src/d.ts"].map((path) => packAt("2", path))).toEqual(["1", "2", "2", "2.rest"]);
    expect([...packs.keys()].sort()).toEqual(["1", "1.rest", "2", "2.rest"]);
  });

  test("what only the cells of claims import is in a pack apart, which no page loads before it is asked to check one", () => {
    const { packs, packsOf } = packed([{ program: first, reached: ["src/a.ts"], claimed: ["src/a.ts", "src/b.ts"] }]);
    expect([...packs.keys()]).toEqual(["1", "1.claims", "1.rest"]);
    expect(packsOf(first, ["src/a.ts", "src/b.ts"])).toEqual(["1", "1.claims"]);
  });

  test("a module that a later chapter changes is two, and a page needs the one of its own chapter", () => {
    expect(programs.get("1")?.modules["src/b.ts"]).not.toEqual(programs.get("2")?.modules["src/b.ts"]);
    expect(packsOf(first, ["src/b.ts"])).toEqual(["1.rest"]);
    expect(packsOf(second, ["src/b.ts", "src/a.ts"])).toEqual(["1", "2"]);
    expect(packsOf(second, [])).toEqual([]);
  });
});
