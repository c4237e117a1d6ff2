// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

/** The folder of the toolkit's headers: beside where `nvcc` says that it is, or where it is installed. */
const headers = [process.env["CUDA_HOME"] ?? "/usr/local/cuda", "/usr"].map((folder) => join(folder, "include")).find((folder) => existsSync(join(folder, "cuda.h")));

/** What each of our constants is called there. */
const constants = {
  ATTRIBUTE_SHARED: "CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN", ATTRIBUTE_MULTIPROCESSORS: "CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT",
  ATTRIBUTE_MAJOR: "CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR", ATTRIBUTE_MINOR: "CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR",
  EVENT_SLEEPS: "CU_EVENT_BLOCKING_SYNC", EVENT_WITHOUT_TIME: "CU_EVENT_DISABLE_TIMING", STREAM_OF_ITS_OWN: "CU_STREAM_NON_BLOCKING", SEEN_BY_THE_DEVICE: "CU_MEMHOSTALLOC_DEVICEMAP",
  FUNCTION_SHARED: "CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES", FUNCTION_REGISTERS: "CU_FUNC_ATTRIBUTE_NUM_REGS", FUNCTION_MOST_DYNAMIC_SHARED: "CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES",
};

const why = headers === undefined ? ": skipped, for this machine has no `cuda.h`" : "";
test.skipIf(headers === undefined)(`our declarations of the driver are those of the toolkit${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    writeFileSync(join(folder, "check.c"), [
      "#include <cuda.h>",
      `#include ${JSON.stringify(join(import.meta.dirname, "driver.h"))}`,
      "#define SAME(name, parameters) static CUresult (*check_##name) parameters = name;",
      "DRIVER(SAME)",
      ...Object.entries(constants).map(([ours, theirs]) => `_Static_assert((long)${ours} == (long)${theirs}, "${ours}");`),
      "_Static_assert(LAUNCH_END == CU_LAUNCH_PARAM_END && LAUNCH_BUFFER == CU_LAUNCH_PARAM_BUFFER_POINTER && LAUNCH_BYTES == CU_LAUNCH_PARAM_BUFFER_SIZE, \"launch\");",
      "",
    ].join("\n"));
    const { status, stderr } = spawnSync("cc", ["-std=gnu11", "-fsyntax-only", "-Werror=incompatible-pointer-types", `-I${headers}`, join(folder, "check.c")], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
//# sourceMappingURL=../../.maps/backends/cuda/declarations.test.ts.map
