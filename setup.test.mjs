import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { declaresBuilds, installCommand, isPresent, readArguments, tools } from "./setup.mjs";
import { executableNamed } from "./tangle/native/executables.ts";

const pandoc = tools.filter((tool) => tool.name === "pandoc");
const reader = tools.filter((tool) => ["pandoc", "Poppler"].includes(tool.name));

test("the arguments are a goal and a root, in any order", () => {
  expect(readArguments([])).toEqual({ goal: "test", root: "." });
  expect(readArguments(["doctor", "--root", "elsewhere"])).toEqual({ goal: "doctor", root: "elsewhere" });
  expect(readArguments(["--root=elsewhere", "book"])).toEqual({ goal: "book", root: "elsewhere" });
  expect(readArguments(["book", "--help"])).toEqual({ help: true });
});

test("an argument that is not known is named", () => {
  expect(readArguments(["everything"])).toEqual({ wrong: "unknown argument `everything`" });
  expect(readArguments(["book", "doctor"])).toEqual({ wrong: "unknown argument `doctor`" });
  expect(readArguments(["--root"])).toEqual({ wrong: "`--root` needs a folder" });
});

test("on macOS the cure is Homebrew's", () => {
  expect(installCommand(pandoc, { platform: "darwin" })).toBe("brew install pandoc");
});

test("on Debian the cure is one apt-get command for all that is missing", () => {
  const command = installCommand(reader, { platform: "linux", has: () => true });
  expect(command).toMatch(/^(sudo )?apt-get install -y --no-install-recommends pandoc poppler-utils$/);
});

test("the C compiler is asked for and installed as the tools that build with it say", () => {
  const [own] = tools.filter((tool) => tool.name === "C compiler");
  const { commands, apt } = executableNamed("cc");
  expect([own.commands, own.apt]).toEqual([commands, apt]);
  expect(own.for).toEqual(["book", "test"]);
});

test("a driver is there where its folder has a file, and a package installs one", () => {
  const [driver] = tools.filter((tool) => tool.drivers !== undefined);
  const elsewhere = process.platform !== "linux";
  expect([isPresent({ ...driver, drivers: ["no-such-folder", "tangle/native"] }), isPresent({ ...driver, drivers: ["no-such-folder"] })]).toEqual([true, elsewhere]);
  expect(installCommand([driver], { platform: "linux", has: () => true })).toMatch(/ mesa-vulkan-drivers$/);
});

test("a book declares builds where `builds` is a key of its own", () => {
  expect(declaresBuilds("weave/fixtures/coffee")).toBe(true);
  expect(declaresBuilds("no-such-folder")).toBe(false);
});

test("the doctor lists what cells and tests may need, and the builds of the book", () => {
  const { stdout } = spawnSync(process.execPath, ["setup.mjs", "doctor", "--root", "weave/fixtures/coffee"], { encoding: "utf8" });
  for (const need of ["native", "webgpu", "cuda", "mpi"]) expect(stdout).toMatch(new RegExp(`^ {2}(ok|absent) +cells and tests with \`needs="${need}"\`: `, "m"));
  expect(stdout).toMatch(/^ {2}(ok|absent) +the build grains\.node/m);
});

test("where no package manager is known no command is invented", () => {
  expect(installCommand(pandoc, { platform: "linux", has: () => false })).toBeNull();
});

test("the doctor says where there is no book, and exits 1", () => {
  const run = spawnSync(process.execPath, ["setup.mjs", "doctor", "--root", "no-such-folder"], { encoding: "utf8" });
  expect(run.stdout).toContain("--root DIR names the folder that holds book/");
  expect(run.status).toBe(1);
});

test("a usage error exits 2 and says where the help is", () => {
  const run = spawnSync(process.execPath, ["setup.mjs", "everything"], { encoding: "utf8" });
  expect(run.stderr).toBe("setup: unknown argument `everything`; see npm run setup -- --help\n");
  expect(run.status).toBe(2);
});
