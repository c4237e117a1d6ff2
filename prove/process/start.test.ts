import { expect, test } from "vitest";
import { permissionFlag } from "./start.ts";

test.each([
  ["20.19.0", "--experimental-permission"],
  ["22.12.0", "--experimental-permission"],
  ["22.13.0", "--permission"],
  ["23.4.0", "--experimental-permission"],
  ["23.5.0", "--permission"],
  ["24.0.0", "--permission"],
] as const)("Node %s is told what a process may do by `%s`", (version, flag) => {
  expect(permissionFlag(version)).toBe(flag);
});
