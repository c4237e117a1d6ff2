import { expect, test } from "vitest";
import { importsIn, type Imports } from "./imports.ts";

const none: Imports = { paths: [], packages: [], open: false };

test.each<[string, Partial<Imports>]>([
  ["const a = 1;", {}],
  ['import { a } from "#src/a.ts";', { paths: ["#src/a.ts"] }],
  ["import type { A } from './a.ts';", { paths: ["./a.ts"] }],
  ['import "../a.ts"; export * from "./b.ts";', { paths: ["../a.ts", "./b.ts"] }],
  ['const { a } = await import("#src/a.ts");', { paths: ["#src/a.ts"] }],
  ["await import(\n  `#src/a.ts`\n)", { paths: ["#src/a.ts"] }],
  ['new Worker(new URL("./worker.ts", import.meta.url))', { paths: ["./worker.ts"] }],
  ['import fc from "fast-check";', { packages: ["fast-check"] }],
  ['import { a } from "@scope/name/inside.js";', { packages: ["@scope/name"] }],
  ['require("left/right"); require.resolve("up")', { packages: ["left", "up"] }],
  ['import { readFileSync } from "node:fs"; import "data:text/javascript,1";', {}],
  ["await import(name)", { open: true }],
  ["await import(`#src/${name}.ts`)", { open: true }],
  ["import.meta.url; importance(name)", {}],
  ["console.log('a.. /b')", {}],
])("%s", (text, imports) => {
  expect(importsIn(text)).toEqual({ ...none, ...imports });
});
