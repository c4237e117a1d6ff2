import { expect, test } from "vitest";
import { toolModules, toolVersion } from "./toolVersion.ts";

test("a version has the modules that its entry reaches, and no others", () => {
  const modules = [...toolModules(["tangle/text/diagnostic.ts"]).keys()];
  expect(modules).toEqual(["tangle/text/diagnostic.ts", "tangle/text/span.ts"]);
  expect([...toolModules(["tangle/index.ts"]).keys()]).toContain("tangle/run/hooks.ts");
});

test("it follows the texts, as they are made to count", () => {
  const version = toolVersion(["tangle/text/span.ts"]);
  expect(toolVersion(["tangle/text/span.ts"])).toBe(version);
  expect(toolVersion(["tangle/text/diagnostic.ts"])).not.toBe(version);
  expect(toolVersion(["tangle/text/span.ts"], (text) => text.replace("export", ""))).not.toBe(version);
});

test("an entry that does not exist is our own mistake", () => {
  expect(() => toolVersion(["tangle/nothing.ts"])).toThrow("internal: there is no module `tangle/nothing.ts`");
});
