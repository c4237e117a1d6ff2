import { expect, test } from "vitest";
import { loadedVersion } from "./loadedVersion.ts";
import { toolVersion } from "../program/toolVersion.ts";

test("it is the version of just these modules, each time", () => {
  for (const entries of [["tangle/text/span.ts"], ["tangle/text/diagnostic.ts"], ["tangle/text/span.ts", "tangle/text/hash.ts"], ["tangle/text/span.ts"]]) {
    expect(loadedVersion(entries)).toBe(toolVersion(entries));
  }
});

test("an entry that does not exist is our own mistake, also the second time", () => {
  for (const _ of [1, 2]) expect(() => loadedVersion(["tangle/nothing.ts"])).toThrow("internal: there is no module `tangle/nothing.ts`");
});
