import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compileKept } from "./keptVolume.ts";
import { compileTypst, type TypstJob } from "./typst.ts";

const root = mkdtempSync(join(tmpdir(), "kept-volume-"));
afterAll(() => rmSync(root, { recursive: true }));

const jobOf = (body: string): TypstJob => ({
  root,
  source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n#set text(fallback: false, font: "Source Serif 4")\n= Title <title>\n${body}`,
  files: new Map([["/template/speech.typ", "#let speech = ()"]]),
});

/** The time at which a volume was kept: a later one where it was set again. */
const keptAt = (folder: string): number => statSync(join(folder, "volume.json")).mtimeMs;

test("a volume is set once, and again for another text or another volume, or where what was kept is damaged", () => {
  const folder = join(root, "kept/a");
  const expected = compileTypst(jobOf("A line."));
  expect(compileKept(jobOf("A line."), folder)).toEqual(expected);
  const first = keptAt(folder);
  expect(compileKept(jobOf("A line."), folder)).toEqual(expected);
  expect(keptAt(folder)).toBe(first);
  writeFileSync(join(folder, "volume.pdf"), "no PDF");
  expect(compileKept(jobOf("A line."), folder)).toEqual(expected);
  expect(compileKept(jobOf("Another."), folder)).toEqual(compileTypst(jobOf("Another.")));
  expect(compileKept(jobOf("A line."), folder)).toEqual(expected);
  expect(compileKept({ ...jobOf("A line."), files: new Map([["/template/speech.typ", "#let speech = (1,)"]]) }, folder)).toEqual(expected);
  writeFileSync(join(folder, "volume.json"), "{");
  expect(compileKept(jobOf("A line."), folder)).toEqual(expected);
});

test("another picture under the same name is another volume", () => {
  const folder = join(root, "kept/b");
  const picture = (width: number): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"><rect width="${width}" height="10"/></svg>`;
  const job = jobOf('#let picture(path, alt) = image(path, alt: alt)\n#picture("/book/a \\"b\\".svg", "A bar")');
  mkdirSync(join(root, "book"), { recursive: true });
  for (const width of [10, 20, 10]) {
    writeFileSync(join(root, 'book/a "b".svg'), picture(width));
    expect(compileKept(job, folder)).toEqual(compileTypst(job));
  }
});

test("a drawing in a string of the source is no name of a file", () => {
  const job = jobOf(`#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"><path d=\\"${"M0 0h9".repeat(2000)}\\"/></svg>"), format: "svg", alt: "A line")`);
  expect(compileKept(job, join(root, "kept/d"))).toEqual(compileTypst(job));
});

test("what cannot be set is not kept, and a folder that cannot be written to changes nothing", () => {
  const folder = join(root, "kept/c");
  const job = jobOf("A character that no face has: \u{10FFFD}");
  expect(compileKept(job, folder)).toEqual(compileTypst(job));
  expect(() => readFileSync(join(folder, "volume.json"))).toThrow("ENOENT");
  writeFileSync(join(root, "file"), "");
  expect(compileKept(jobOf("A line."), join(root, "file/inside"))).toEqual(compileTypst(jobOf("A line.")));
});
