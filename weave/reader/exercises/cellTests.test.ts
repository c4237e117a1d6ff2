import { expect, test } from "vitest";
import { resultsOf, testsBegin as begin } from "./cellTests.ts";

const wanted = { printed: ["1", "2.0000"], names: ["one()", "two()"] };
const passed = (name: string) => ({ name, is: "passed", expected: null, received: null });

test.each([
  ["as printed", [begin, "1", "2.0000"], null, [passed("one()"), passed("two()")], []],
  ["in the last digits another, as browsers have it", [begin, "1", "2.0001"], null, [passed("one()"), passed("two()")], []],
  ["one line wrong", [begin, "3", "2.0000"], null, [{ name: "one()", is: "failed", expected: "1", received: "3" }, passed("two()")], []],
  ["the program prints, too", ["mine", begin, "in one", "1", "2.0000"], null, [passed("one()"), passed("two()")], ["mine", "in one"]],
  ["a line is missing", [begin, "1"], null, [passed("one()"), { name: "two()", is: "failed", expected: "2.0000", received: "nothing" }], []],
  ["it fails between", [begin, "1"], "Error: no", [passed("one()"), { name: "two()", is: "not reached", expected: null, received: null }], []],
  ["it fails before the tests", ["mine"], "Error: no", [{ name: "one()", is: "not reached", expected: null, received: null }, { name: "two()", is: "not reached", expected: null, received: null }], ["mine"]],
  ["what the tests would print, printed by the program itself", ["1", "2.0000", begin], null, [{ name: "one()", is: "failed", expected: "1", received: "nothing" }, { name: "two()", is: "failed", expected: "2.0000", received: "nothing" }], ["1", "2.0000"]],
])("%s", (_, lines, failure, results, printed) => {
  expect(resultsOf(wanted, lines, failure)).toEqual({ results, printed });
});

test("lines without a call of their own are called by their number", () => {
  expect(resultsOf({ printed: ["1"], names: [] }, [begin, "1"], null).results).toEqual([passed("line 1 of the output")]);
});
