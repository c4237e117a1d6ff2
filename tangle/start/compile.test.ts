import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskWriter } from "../disk/files.ts";
import { projectFolder } from "../disk/project.ts";
import { commandArguments, startedModules } from "./commands.ts";
import { compileCommands } from "./compile.ts";
import { compiledFolder, compiledPath, compiledRecord, isNoCommand } from "./compiled.mjs";

let project = "";
beforeEach(async () => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "commands-")));
  write("brew/cli.ts", 'import { grams } from "./grams.ts";\nconst cups: number = Number(process.argv[2]);\nconsole.log(`${grams(cups)} g`, import.meta.dirname);\nif (cups > 9) (await import("./spill.ts")).spill();\n');
  write("brew/grams.ts", "export const grams = (cups: number): number => 7 * cups;\n");
  write("brew/spill.ts", 'export function spill(): never {\n  throw new Error("too much");\n}\n');
  write("rinse/cli.ts", 'import { place } from "./place.mjs";\nconsole.log("rinsed", place);\n');
  write("rinse/place.mjs", "export const place = import.meta.dirname;\n");
  await compile();
});
afterEach(() => rmSync(project, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

const compile = (writer = diskWriter()): Promise<void> => compileCommands({ project, commands: ["brew/cli.ts", "rinse/cli.ts"] }, writer);
const compiledBrew = (): string | null => compiledPath(join(project, "brew/cli.ts"), project);
const compiledRinse = (): string | null => compiledPath(join(project, "rinse/cli.ts"), project);
const run = (cups: number): string => execFileSync(process.execPath, [compiledBrew() ?? "", String(cups)], { encoding: "utf8" });

test("a compiled command does what its source does, and finds what stands beside it", () => {
  expect(run(2)).toBe(`14 g ${join(project, "brew")}\n`);
});

test("so does a module of plain JavaScript in it", () => {
  expect(execFileSync(process.execPath, [compiledRinse() ?? ""], { encoding: "utf8" })).toBe(`rinsed ${join(project, "rinse")}\n`);
});

test("its errors lead to its source, also where a module is loaded late", () => {
  const { stderr } = spawnSync(process.execPath, ["--enable-source-maps", compiledBrew() ?? "", "10"], { encoding: "utf8" });
  expect(stderr).toContain(`${join(project, "brew/spill.ts")}:2`);
});

test("it holds until a module changes that it reaches, and others are untouched by that", async () => {
  write("brew/spill.ts", "export const spill = (): void => undefined;\n");
  expect(compiledBrew()).toBeNull();
  expect(compiledRinse()).not.toBeNull();
  await compile();
  expect(run(10)).toContain("70 g");
});

test.each([
  ["a module that is gone", () => rmSync(join(project, "brew/grams.ts"))],
  ["a record that is cut off", () => writeFileSync(compiledRecord(project), readFileSync(compiledRecord(project), "utf8").slice(0, 40))],
  ["a record of something else", () => writeFileSync(compiledRecord(project), "[1, 2]")],
  ["a file that is gone", () => rmSync(compiledBrew() ?? "")],
  ["nothing at all", () => rmSync(compiledFolder(project), { recursive: true })],
])("it does not hold with %s", (_, change) => {
  change();
  expect(compiledBrew()).toBeNull();
});

test("it does not hold in a project that was moved, for its modules know where they stood", () => {
  const moved = `${project}-moved`;
  renameSync(project, moved);
  expect(compiledPath(join(moved, "brew/cli.ts"), moved)).toBeNull();
  renameSync(moved, project);
  expect(compiledBrew()).not.toBeNull();
});

test("a script that was not among the commands is none, unless nothing was compiled or it is called as one", () => {
  const isNone = (path: string): boolean => isNoCommand(join(project, path), project);
  expect([isNone("brew/grams.ts"), isNone("brew/cli.ts"), isNone("grind/cli.ts"), isNone("grind/mill-cli.ts")]).toEqual([true, false, false, false]);
  rmSync(compiledRecord(project));
  expect(isNone("brew/grams.ts")).toBe(false);
});

test("a command that was not compiled has none", () => {
  expect(compiledPath(join(project, "grind/cli.ts"), project)).toBeNull();
});

test("a module that is no TypeScript leaves what was kept", async () => {
  const before = readFileSync(compiledRecord(project), "utf8");
  write("rinse/cli.ts", "const = 1;\n");
  await compile();
  expect(readFileSync(compiledRecord(project), "utf8")).toBe(before);
});

test("a disk that cannot be written leaves what was kept", async () => {
  const before = readFileSync(compiledRecord(project), "utf8");
  write("brew/grams.ts", "export const grams = (cups: number): number => 8 * cups;\n");
  await compile(diskWriter(({ operation }) => {
    if (operation === "write") throw Object.assign(new Error("no space left"), { code: "ENOSPC", errno: -28, syscall: "write" });
  }));
  expect(readFileSync(compiledRecord(project), "utf8")).toBe(before);
});

test("every command that `package.json` names is started so, and is compiled with the others", () => {
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const named = Object.values(scripts).flatMap((script) => [...script.matchAll(/tangle\/start\.mjs (\S+)/g)].map(([, command = ""]) => command));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((command) => !startedModules().includes(command))).toEqual([]);
});

test("a command that there is not is named", () => {
  const [start = ""] = commandArguments("");
  const { status, stderr } = spawnSync(process.execPath, [start, "grind/cli.ts"], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toBe("there is no command `grind/cli.ts`\n");
});
