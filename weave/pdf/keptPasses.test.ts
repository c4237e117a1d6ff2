import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bound } from "./bind.ts";
import { keptPasses } from "./keptPasses.ts";
import { createTypesetter, nothingGiven, type Given, type PassResult, type TypstJob } from "./typst.ts";
import { setVolume, type SetVolume } from "./volume.ts";

const root = mkdtempSync(join(tmpdir(), "kept-passes-"));
afterAll(() => rmSync(root, { recursive: true }));

const typesetter = createTypesetter(root);
let made = 0;
const counted = {
  pass: (job: TypstJob, given: Given, wanted: "pdf" | "nothing"): Promise<PassResult> => {
    made += 1;
    return Promise.resolve(typesetter.pass(job, given, wanted));
  },
};

const jobOf = (body: string): TypstJob => ({
  root,
  source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n#set text(fallback: false, font: "Source Serif 4")\n#set page(numbering: "1")\n= Title <title>\n${body}`,
  files: new Map([["/template/speech.typ", "#let speech = ()"]]),
});

/** Asks a folder for a pass, which has to be what Typst makes: how many it made for that. */
async function asked(folder: string, job: TypstJob, given: Given = nothingGiven): Promise<number> {
  made = 0;
  expect(await keptPasses(join(root, folder), counted).pass(job, given, "pdf")).toEqual(typesetter.pass(job, given, "pdf"));
  return made;
}

test("a pass is made once, and again for another text, for other sources, and where it is told something else", async () => {
  expect(await asked("a", jobOf("A line."))).toBe(1);
  expect(await asked("a", jobOf("A line."))).toBe(0);
  expect(await asked("a", jobOf("Another."))).toBe(1);
  expect(await asked("a", { ...jobOf("A line."), files: new Map([["/template/speech.typ", "#let speech = (1,)"]]) })).toBe(1);
  expect(await asked("a", jobOf("A line."), { ...nothingGiven, first: 7 })).toBe(1);
  expect(await asked("a", jobOf("A line."))).toBe(0);
});

test("what was damaged is made again", async () => {
  expect(await asked("b", jobOf("A line."))).toBe(1);
  for (const end of [".pdf", ".json"]) {
    for (const name of readdirSync(join(root, "b"))) if (name.endsWith(end)) writeFileSync(join(root, "b", name), "{");
    expect(await asked("b", jobOf("A line."))).toBe(1);
    expect(await asked("b", jobOf("A line."))).toBe(0);
  }
});

test("another picture under the same name is another pass", async () => {
  const picture = (width: number): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"><rect width="${width}" height="10"/></svg>`;
  const job = jobOf('#let picture(path, alt) = image(path, alt: alt)\n#picture("/book/a \\"b\\".svg", "A bar")');
  mkdirSync(join(root, "book"), { recursive: true });
  const counts: number[] = [];
  for (const width of [10, 20, 10]) {
    writeFileSync(join(root, 'book/a "b".svg'), picture(width));
    counts.push(await asked("c", job));
  }
  expect(counts).toEqual([1, 1, 0]);
});

test("a drawing in a string of the source is no name of a file", async () => {
  expect(await asked("d", jobOf(`#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"><path d=\\"${"M0 0h9".repeat(2000)}\\"/></svg>"), format: "svg", alt: "A line")`))).toBe(1);
});

test("what cannot be set is not kept, and a folder that cannot be written to changes nothing", async () => {
  const job = jobOf("A character that no face has: \u{10FFFD}");
  expect([await asked("e", job), await asked("e", job)]).toEqual([1, 1]);
  writeFileSync(join(root, "file"), "");
  expect([await asked("file/inside", jobOf("A line.")), await asked("file/inside", jobOf("A line."))]).toEqual([1, 1]);
});

test("a volume is bound once, and again where a gathering of it is another, or where it was damaged", async () => {
  const folder = join(root, "g");
  const set = async (body: string): Promise<SetVolume> => {
    const gathering = { job: jobOf(body), opensRight: true, depth: 0, outside: [], printed: [] };
    const volume = await setVolume([gathering], counted);
    if (volume.kind !== "set") throw new Error("it has unknown characters");
    return volume;
  };
  const [one, two] = [await set("One."), await set("Two.")];
  const keptAs = async (volume: SetVolume): Promise<readonly string[]> => {
    const before = new Map(namesWithTimes(folder));
    const made = await keptPasses(folder, counted).bound(volume, { prefix: "", named: [] });
    expect(made.equals(bound(volume, { prefix: "", named: [] }))).toBe(true);
    return namesWithTimes(folder).filter(([name, time]) => before.get(name) !== time).map(([name]) => name);
  };
  const counts: number[] = [];
  for (const volume of [one, one, two, one]) counts.push((await keptAs(volume)).length);
  expect(counts).toEqual([2, 0, 2, 0]);
  for (const [name] of namesWithTimes(folder)) if (name.endsWith(".pdf")) writeFileSync(join(folder, name), "no PDF");
  expect(await keptAs(one)).toHaveLength(2);
});

function namesWithTimes(folder: string): readonly (readonly [name: string, time: number])[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => [name, statSync(join(folder, name)).ino] as const) : [];
}

test("what nothing asks for any more is removed", async () => {
  const folder = join(root, "f");
  const first = keptPasses(folder, counted);
  for (const body of ["One.", "Two."]) await first.pass(jobOf(body), nothingGiven, "pdf");
  first.tidy();
  expect(readdirSync(folder)).toHaveLength(4);
  const second = keptPasses(folder, counted);
  await second.pass(jobOf("Two."), nothingGiven, "pdf");
  second.tidy();
  expect(readdirSync(folder)).toHaveLength(2);
  expect([await asked("f", jobOf("Two.")), await asked("f", jobOf("One."))]).toEqual([0, 1]);
});
