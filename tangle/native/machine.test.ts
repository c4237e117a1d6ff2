import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { compilersOfC, pathWithout } from "../testing/nativeBook.ts";
import { executableNamed, installation, versionLine } from "./executables.ts";
import { distinctLacks, machineOf, reasonOf } from "./machine.ts";

const removed: (() => void)[] = [];
const path = process.env["PATH"];
afterEach(() => {
  process.env["PATH"] = path;
  removed.splice(0).forEach((remove) => remove());
});

function withoutPrograms(hidden: RegExp): void {
  const bare = pathWithout(hidden);
  removed.push(bare.remove);
  process.env["PATH"] = bare.path;
}

test("a machine without compilers lacks native code and says what it lacks, once", () => {
  withoutPrograms(compilersOfC);
  const machine = machineOf(tmpdir());
  expect(machine.lacks(["native"]).map(({ what }) => what)).toEqual(["no C compiler"]);
  expect(machine.devices(["native"])).toEqual([]);
  expect(distinctLacks([...machine.lacks(["native"]), ...machine.lacksPrograms(["cc"])])).toHaveLength(1);
});

test("a compiler that cannot find the C library is none", () => {
  const folder = mkdtempSync(join(tmpdir(), "cc-"));
  removed.push(() => rmSync(folder, { recursive: true }));
  // it says its version, and reads nothing
  writeFileSync(join(folder, "cc"), '#!/bin/sh\n[ "$1" = --version ] && echo "cc 1.0"\n', { mode: 0o755 });
  process.env["PATH"] = folder;
  expect(machineOf(folder).program("cc")).toBeNull();
});

test("needs that no machine of the test has are missing without an exception", () => {
  process.env["PATH"] = "/nowhere";
  const machine = machineOf("/nowhere/either");
  expect(machine.lacks(["native", "cuda", "mpi"]).map(({ what }) => what)).toEqual(["no C compiler", "no CUDA device (`nvidia-smi` lists none)", "no MPI (`mpirun`)"]);
  expect(machine.devices(["native", "cuda", "mpi"])).toEqual([]);
});

test("where neither the book nor its tools have the package `webgpu`, it is said with what installs it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gpu-"));
  removed.push(() => rmSync(folder, { recursive: true }));
  vi.resetModules();
  vi.doMock("../disk/project.ts", () => ({ projectFolder: folder }));
  const { webGpuAdapter } = await import("./webgpu.ts");
  vi.doUnmock("../disk/project.ts");
  vi.resetModules();
  expect(webGpuAdapter(folder)).toEqual({ lack: { what: "no WebGPU (the package `webgpu` is not installed)", cure: "npm install --save-dev webgpu" } });
});

test("WebGPU is the package `webgpu` and an adapter that it finds", () => {
  const folder = mkdtempSync(join(tmpdir(), "gpu-"));
  removed.push(() => rmSync(folder, { recursive: true }));
  const install = (module: string): void => {
    mkdirSync(join(folder, "node_modules/webgpu"), { recursive: true });
    writeFileSync(join(folder, "node_modules/webgpu/package.json"), '{ "name": "webgpu", "type": "module", "main": "index.js" }');
    writeFileSync(join(folder, "node_modules/webgpu/index.js"), module);
  };
  install("export const create = () => ({ requestAdapter: async () => null });");
  expect(machineOf(folder).lacks(["webgpu"]).map(({ what }) => what)).toEqual(["no WebGPU adapter (the package `webgpu` finds no driver)"]);
  install("process.kill(process.pid, 'SIGSEGV');");
  expect(machineOf(folder).lacks(["webgpu"])).toHaveLength(1);
  install('export const create = () => ({ requestAdapter: async () => ({ info: { description: "a driver" } }) });');
  expect([machineOf(folder).lacks(["webgpu"]), machineOf(folder).devices(["webgpu"])]).toEqual([[], ["a driver"]]);
});

const debian = { platform: "linux", isRoot: false, hasApt: true } as const;

test.each([
  ["cc", debian, "sudo apt-get install -y --no-install-recommends gcc libc6-dev"],
  ["cc", { ...debian, isRoot: true }, "apt-get install -y --no-install-recommends gcc libc6-dev"],
  ["cc", { ...debian, platform: "darwin" }, "xcode-select --install"],
  ["nvcc", debian, "sudo apt-get install -y --no-install-recommends nvidia-cuda-toolkit"],
  ["nvcc", { ...debian, platform: "darwin" }, null],
  ["cc", { ...debian, hasApt: false }, null],
  ["frobnicate", debian, null],
] as const)("what installs `%s` on %j", (name, system, command) => {
  expect(installation(executableNamed(name), system)).toBe(command);
});

test.each([
  ["gcc (Debian 12.4.0-5) 12.4.0\nCopyright (C) 2022", "gcc 12.4.0"],
  ["Apple clang version 15.0.0 (clang-1500.3.9.4)\nTarget: arm64", "Apple clang version 15.0.0"],
  ["nvcc: NVIDIA (R) Cuda compiler driver\nCopyright (c) 2005-2025\nCuda compilation tools, release 13.0, V13.0.88", "Cuda compilation tools, release 13.0, V13.0.88"],
  ["mpirun (Open MPI) 4.1.4", "mpirun (Open MPI) 4.1.4"],
  ["no number at all", "no number at all"],
])("the version in %j", (said, line) => {
  expect(versionLine(said)).toBe(line);
});

test("a reason says what is missing and what installs it", () => {
  expect(reasonOf([{ what: "no A", cure: "install a" }, { what: "no B", cure: null }])).toBe("no A: install a; no B");
});
