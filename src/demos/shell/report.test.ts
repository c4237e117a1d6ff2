// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { valuesOf } from "./options.ts";
import { formatIn, reporterOn } from "./report.ts";

function written(format: "text" | "json") {
  const lines: string[] = [];
  const screen = { print: (line: string) => lines.push(`out ${line}`), complain: (line: string) => lines.push(`err ${line}`), progress: (done: number) => lines.push(`${done}`) };
  const reporter = reporterOn(screen, format);
  reporter.print("order 1");
  reporter.report({ event: "done", validationLoss: 1.5, bits: Infinity, orders: [0, 1], sample: "a\n" });
  reporter.progress(0.5, "counting");
  reporter.complain("no");
  return lines;
}

test("people read what is printed", () => {
  expect(written("text")).toEqual(["out order 1", "0.5", "err no"]);
});

test("programs read what is reported, an object a line, and null for what is no number", () => {
  expect(written("json")).toEqual(['out {"event":"done","validationLoss":1.5,"bits":null,"orders":[0,1],"sample":"a\\n"}', "0.5", "err no"]);
});

test("--json asks for JSON, in every demonstration", () => {
  expect(formatIn(valuesOf(["--json", "--seed", "1"], ["seed"]))).toBe("json");
  expect(formatIn(valuesOf([], ["seed"]))).toBe("text");
});

test.each([["--json=yes"], ["--help=1"]])("%s is refused", (arg) => {
  expect(() => valuesOf([arg], [])).toThrow(`${arg.split("=")[0]} takes no value`);
});
//# sourceMappingURL=../../.maps/demos/shell/report.test.ts.map
