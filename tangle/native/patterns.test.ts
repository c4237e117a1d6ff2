import { expect, test } from "vitest";
import { matches } from "./patterns.ts";

test.each([
  ["src/native/*.c", "src/native/grains.c", true],
  ["src/native/*.c", "src/native/deep/grains.c", false],
  ["src/native/*.c", "src/native/grains.cpp", false],
  ["src/native/*.c", "src/native/grainsxc", false],
  ["src/**/*.cu", "src/a.cu", true],
  ["src/**/*.cu", "src/one/two/a.cu", true],
  ["src/**/*.cu", "other/src/a.cu", false],
  ["src/native/**", "src/native/one/two.h", true],
  ["src/native/**", "src/native", false],
  ["src/a+b(1).c", "src/a+b(1).c", true],
  ["src/a.c", "src/abc", false],
])("whether `%s` names `%s`: %j", (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});
