// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forOlderDrivers } from "./addon.ts";
import { kernelNames } from "./kernels.ts";
import { resources } from "./resources.ts";

const text = forOlderDrivers(readFileSync(globalThis.bookBuild!("kernels.ptx")!, "utf8"));
const assembler = spawnSync("ptxas", ["--version"], { encoding: "utf8" });
const version = / release (\d+\.\d+)/.exec(assembler.stdout ?? "")?.[1];

test("the text has every kernel that the program launches, and no other", () => {
  expect([...text.matchAll(/\.entry (\w+)/g)].map(([, name]) => name).sort()).toEqual([...kernelNames].sort());
});

test("it asks for PTX 7.0, which drivers know since CUDA 11.0, and for compute capability 8.0; newer hints are gone", () => {
  expect(text.match(/^\.version .*\n\.target .*$/gm)).toEqual([".version 7.0\n.target sm_80"]);
  expect([...text.matchAll(/\.pragma "(\w+)/g)].map(([, hint]) => hint).filter((hint) => hint !== "nounroll")).toEqual([]);
  expect(forOlderDrivers('.version 9.0\n\t.pragma "used_bytes_mask 15";\n\tret;\n')).toBe(".version 7.0\n\tret;\n");
});

/** What the assembler says of each kernel: its registers, its shared memory, and the bytes that it spills. */
function assembledFor(architecture: string): Readonly<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "ptx-"));
  try {
    writeFileSync(join(folder, "kernels.ptx"), text);
    const { stderr, status } = spawnSync("ptxas", ["-v", `-arch=${architecture}`, "-o", join(folder, "kernels.cubin"), join(folder, "kernels.ptx")], { encoding: "utf8" });
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    const kernels = stderr.split("Compiling entry function ").slice(1);
    return Object.fromEntries(kernels.map((each) => {
      const [name, spilled, registers, shared = "0"] = [/^'(\w+)'/, /(\d+) bytes spill stores/, /Used (\d+) registers/, /(\d+) bytes smem/].map((pattern) => pattern.exec(each)?.[1]);
      return [name, [Number(registers), Number(shared), Number(spilled)]];
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const why = version === undefined ? ": skipped, for this machine has no `ptxas`" : version !== "13.0" ? `: skipped, for \`ptxas\` is of CUDA ${version}, and the table of 13.0` : "";
test.skipIf(why !== "").each(["sm_80", "sm_90a"] as const)(`assembled for %s every kernel has the registers and the shared memory of the table, and spills none${why}`, (architecture) => {
  expect(assembledFor(architecture)).toEqual(Object.fromEntries(Object.entries(resources[architecture]).map(([name, each]) => [name, [...each, 0]])));
});
//# sourceMappingURL=../../.maps/backends/cuda/ptx.test.ts.map
