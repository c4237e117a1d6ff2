import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { setText } from "../testing/setText.ts";
import { outsideStrings, pdfString, readPdf, writePdfFile, type PdfObject } from "./pdfFile.ts";

const folder = mkdtempSync(join(tmpdir(), "pdf-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("what stands in a string is left as it is, with parentheses in pairs or behind a stroke", () => {
  const replaced = (text: string): string => outsideStrings(text, (part) => part.replace(/(\d+) 0 R/g, "<$1>"));
  expect(replaced("/A 1 0 R /B (2 0 R) /C 3 0 R")).toBe("/A <1> /B (2 0 R) /C <3>");
  expect(replaced("/A (a (2 0 R) b \\) 3 0 R \\\\) 4 0 R ()5 0 R")).toBe("/A (a (2 0 R) b \\) 3 0 R \\\\) <4> ()<5>");
});

test("a string that was written is passed over whole", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (text, behind) => {
    const plain = behind.replace(/[()]/g, "");
    expect(outsideStrings(`${pdfString(text)}${plain}`, (part) => part.replace(/./gs, "x"))).toBe(pdfString(text) + "x".repeat(plain.length));
  }));
});

test("a PDF of Typst's, read and written anew, has the same objects for qpdf, which finds nothing wrong", async () => {
  const made = await setText({ root: "/", source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n= Title\n#lorem(4000) #link("https://example.org/(a)")[x]`, files: new Map([["/template/speech.typ", "#let speech = ()"]]) });
  if (made.kind !== "made") throw new Error("it has unknown characters");
  const file = readPdf(made.pdf);
  const objects = Array.from({ length: Math.max(...file.objects.keys()) }, (_, index): PdfObject => file.objects.get(index + 1) ?? { text: "null", stream: null });
  const written = writePdfFile(objects, { root: file.root, info: file.info, ids: ["a", "b"] });
  expect(written.length).toBeLessThan(made.pdf.length);
  const [before, after] = [join(folder, "before.pdf"), join(folder, "after.pdf")];
  writeFileSync(before, made.pdf);
  writeFileSync(after, written);
  expect(execFileSync("qpdf", ["--check", after], { encoding: "utf8" })).toContain("No syntax or stream encoding errors found");
  const plain = (path: string): string => execFileSync("qpdf", ["--qdf", "--object-streams=disable", "--deterministic-id", path, "-"], { encoding: "latin1", maxBuffer: 2 ** 28 }).replace(/\/ID \[.*|^%.*\n|^\d{10} .*\n|^startxref\n\d+/gm, "");
  expect(plain(after)).toBe(plain(before));
  expect(writePdfFile(objects, { root: file.root, info: file.info, ids: ["a", "b"] }).equals(written)).toBe(true);
});

test("a file that is no such PDF is our mistake", () => {
  expect(() => readPdf(Buffer.from("no PDF\ntrailer\nstartxref\n7\n"))).toThrow("internal: Typst wrote a PDF without Root");
});
