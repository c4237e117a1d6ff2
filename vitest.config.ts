import { availableParallelism } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { excludedHere } from "./tangle/testing/ownProgram.ts";
import { patience } from "./tangle/verdicts/settings.ts";
import { setupFiles } from "./tangle/verdicts/setupFiles.ts";
import LongFirst from "./weave/suite/longFirst.ts";
import { testFilesOf } from "./weave/suite/testFiles.ts";

const here = import.meta.dirname;
const files = testFilesOf(here);
const buildFirst = join(here, "tangle/testing/buildFirst.ts");
const leavesNothing = join(here, "tangle/testing/leavesNothing.ts");

/** All in processes, since a thread has a deeper stack than a program. One project after the other: a process that is shared serves the next file only where that is of the same project. */
const projects = [
  { name: "pure", include: files.pure, isolate: false, setupFiles: [leavesNothing] },
  { name: "process", include: files.process, isolate: false, setupFiles: [leavesNothing], globalSetup: [join(here, "tangle/testing/compileFirst.ts"), buildFirst] },
  { name: "editions", include: files.editions, isolate: false, setupFiles: [leavesNothing], globalSetup: [join(here, "weave/testing/weaveFirst.ts")] },
  { name: "program", include: ["src/**/*.test.ts"], globalSetup: [buildFirst] },
] as const;

/** What holds for all of them. Each has it by name: a project that extends this file loads it again, and with it looks for the tests and asks what the machine can run. */
const common = {
  exclude: [...configDefaults.exclude, "**/fixtures/**", "output/**", ...excludedHere(here)],
  testTimeout: patience,
  hookTimeout: patience,
} as const;

export default defineConfig({
  test: {
    // Vitest leaves a core to itself, which on two cores is half of the machine
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongFirst },
    projects: projects.map((project, groupOrder) => ({
      test: { ...common, ...project, exclude: [...common.exclude], include: [...project.include], setupFiles: [...setupFiles, ...("setupFiles" in project ? project.setupFiles : [])], sequence: { groupOrder } },
    })),
  },
});
