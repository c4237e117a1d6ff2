/** The files of this project's tests, by the project of Vitest that they run in. */
import { textAt, walk } from "../../tangle/index.ts";
import { join } from "node:path";
import { kindOf, type TestKind } from "./kinds.ts";

/** Paths from the project's folder. Those in `src/` are the book's: they are not among them. */
export function testFilesOf(project: string): Readonly<Record<TestKind, readonly string[]>> {
  const skip = (path: string): boolean => path.endsWith("/fixtures") || path.endsWith("/node_modules");
  const found = ["tangle", "prove", "weave"].flatMap((area) => walk(project, area, skip)).filter((path) => path.endsWith(".test.ts"));
  const byKind: Record<TestKind, string[]> = { pure: [], process: ["setup.test.mjs"], editions: [] };
  for (const path of found) byKind[kindOf(path, (each) => textAt(join(project, each)) ?? "")].push(path);
  return byKind;
}
