/** The programs that native code is built and run with: by which names they are found, and what installs them. */
import { spawnSync } from "node:child_process";

/** A program that may be missing. */
export interface Executable {
  /** Commands, the first of which that starts is taken. */
  readonly commands: readonly string[];
  /** `no C compiler` is what a machine without it has. */
  readonly missing: string;
  /** Packages of Debian, one or several; null where there is none. */
  readonly apt: string | null;
  /** The command that installs it on macOS; null where there is none. */
  readonly mac: string | null;
  /** C that it must be able to read, so that a compiler without the C library counts as none. */
  readonly reads?: string;
}

/** The program that a build or a need names. */
export function executableNamed(name: string): Executable {
  return known.get(name) ?? { commands: [name], missing: `no \`${name}\``, apt: null, mac: null };
}

/** What one line says of where it was found: the command that starts, and the version that it says. */
export interface FoundExecutable {
  readonly command: string;
  /** All that it says of its version. */
  readonly version: string;
}

/** Looks for it: runs `--version` of each of its commands. Null where none starts; never throws. */
export function findExecutable({ commands, reads }: Executable): FoundExecutable | null {
  for (const command of commands) {
    const version = started(command, ["--version"]);
    if (version === null) continue;
    if (reads === undefined || started(command, ["-fsyntax-only", "-x", "c", "-"], reads) !== null) return { command, version: version.trim() };
  }
  return null;
}

/** The line of a version that has its number, without the packager's own: `gcc (Debian 12.4.0-5) 12.4.0` → `gcc 12.4.0`. */
export function versionLine(version: string): string {
  const lines = version.split("\n").map((line) => line.trim());
  const line = lines.find((each) => /\d\.\d/.test(each)) ?? lines[0] ?? "";
  const short = line.replace(/ *\([^()]*\d[^()]*\)/g, "");
  return /\d\.\d/.test(short) ? short : line;
}

/** The system that a command installs on. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasApt: boolean;
}

/** This one. */
export function thisSystem(): System {
  return { platform: process.platform, isRoot: process.getuid?.() === 0, hasApt: process.platform === "linux" && started("apt-get", ["--version"]) !== null };
}

/** The command that installs a program here, as a person would type it; null where we know none. */
export function installation({ apt, mac }: Pick<Executable, "apt" | "mac">, { platform, isRoot, hasApt }: System): string | null {
  if (platform === "darwin") return mac;
  return hasApt && apt !== null ? `${isRoot ? "" : "sudo "}apt-get install -y --no-install-recommends ${apt}` : null;
}

/** What a program prints, null where it does not start or does not end well. */
export function started(command: string, args: readonly string[], input = ""): string | null {
  const { error, status, stdout } = spawnSync(command, [...args], { encoding: "utf8", input, timeout: 30_000, stdio: ["pipe", "pipe", "ignore"] });
  return error === undefined && status === 0 ? stdout : null;
}

const cHeaders = "#include <stdlib.h>\n";
const compilerOfC = { missing: "no C compiler", apt: "gcc libc6-dev", mac: "xcode-select --install", reads: cHeaders };
const compilerOfCpp = { missing: "no C++ compiler", apt: "g++", mac: "xcode-select --install" };
const openMpi = { apt: "openmpi-bin libopenmpi-dev", mac: "brew install open-mpi" };

const known: ReadonlyMap<string, Executable> = new Map<string, Executable>([
  ["cc", { commands: ["cc", "gcc", "clang"], ...compilerOfC }],
  ["gcc", { ...compilerOfC, commands: ["gcc"], missing: "no `gcc`" }],
  ["c++", { commands: ["c++", "g++", "clang++"], ...compilerOfCpp }],
  ["g++", { ...compilerOfCpp, commands: ["g++"], missing: "no `g++`" }],
  ["clang", { commands: ["clang"], missing: "no `clang`", apt: "clang lld", mac: "brew install llvm lld" }],
  ["clang++", { commands: ["clang++"], missing: "no `clang++`", apt: "clang lld", mac: "brew install llvm lld" }],
  ["wasm-ld", { commands: ["wasm-ld"], missing: "no `wasm-ld`", apt: "lld", mac: "brew install lld" }],
  ["nvcc", { commands: ["nvcc"], missing: "no CUDA compiler (`nvcc`)", apt: "nvidia-cuda-toolkit", mac: null }],
  ["mpicc", { commands: ["mpicc"], missing: "no MPI compiler (`mpicc`)", ...openMpi }],
  ["mpirun", { commands: ["mpirun"], missing: "no MPI (`mpirun`)", ...openMpi }],
  ["make", { commands: ["make"], missing: "no `make`", apt: "make", mac: "xcode-select --install" }],
]);
