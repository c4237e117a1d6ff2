import { expect, test } from "vitest";
import { packagesReached, readLockfile } from "./packages.ts";

const locked = (packages: Record<string, object>): string => JSON.stringify({ lockfileVersion: 3, packages });

const ours = readLockfile(
  locked({
    "": { dependencies: { a: "1" } },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-A", dependencies: { b: "2" }, optionalDependencies: { absent: "1" } },
    "node_modules/a/node_modules/b": { version: "2.0.0", integrity: "sha512-B2", dependencies: { c: "1" } },
    "node_modules/b": { version: "1.0.0", integrity: "sha512-B1" },
    "node_modules/c": { version: "1.0.0", integrity: "sha512-C", peerDependencies: { a: "1" } },
    "node_modules/@us/linked": { version: "0.1.0", link: true },
  }),
);

test.each([
  ["nothing", [], []],
  ["one alone", ["b"], ["node_modules/b sha512-B1"]],
  ["what it needs, the nearest of its name, in a circle", ["a"], ["node_modules/a sha512-A", "node_modules/a/node_modules/b sha512-B2", "node_modules/c sha512-C"]],
  ["a linked folder, by its version", ["@us/linked"], ["node_modules/@us/linked 0.1.0"]],
  ["one that no lockfile has", ["fs"], ["fs unlocked"]],
])("packages reached: %s", (_, names, lines) => {
  expect(packagesReached(names, [ours])).toEqual(lines);
});

test("the first lockfile that has a name is asked", () => {
  const other = readLockfile(locked({ "node_modules/b": { integrity: "sha512-other" }, "node_modules/d": { integrity: "sha512-D" } }));
  expect(packagesReached(["b", "d"], [ours, other])).toEqual(["node_modules/b sha512-B1", "node_modules/d sha512-D"]);
});

test.each([[null], [""], ["{"], ["[]"], ["null"], ['{"packages":3}']])("%j is a lockfile without packages", (text) => {
  expect(readLockfile(text).size).toBe(0);
});
