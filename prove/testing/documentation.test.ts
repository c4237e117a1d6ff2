import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { helperDocs, helperTables } from "./documentation.ts";
import { helpers } from "../helpers/install.ts";

test("every helper is documented, and nothing else", () => {
  const documented = helperDocs.flatMap((topic) => topic.helpers.map((each) => each.name));
  expect([...documented].sort()).toEqual(Object.keys(helpers).sort());
});

test("the README shows the documentation as it is", () => {
  expect(readFileSync(new URL("../helpers/README.md", import.meta.url), "utf8")).toContain(helperTables());
});
