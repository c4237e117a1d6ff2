/** The fuzz of the native kernels in a build with AddressSanitizer and UndefinedBehaviorSanitizer. */
import { build as bundle } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { buildProgram, buildsOf, distinctLacks, executablesOf, expandAt, hasErrors, layoutOf, machineOf, prepare, reasonOf, render, type Build, type Machine } from "../../tangle/index.ts";

/** What came of it: lines to print, and whether all is well. A run that this machine cannot do is well, and says why. */
export interface Sanitized {
  readonly text: string;
  readonly isWell: boolean;
}

/** What is fuzzed, in the program of a book. */
interface Target {
  /** A build of C, whose first command compiles. */
  readonly product: string;
  /** A module that exports `fuzzed`, beside `addon.ts` and `native.ts`. */
  readonly fuzz: string;
}

/** The only one that there is. */
export const target: Target = { product: "native.node", fuzz: "src/backends/native/fuzz.ts" };

/** What makes a command of GCC instrument what it compiles. A report ends the process. */
const flags = ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-DGUARDED"] as const;

/** `trials` kernels on each path. The addon is loaded by a Node whose memory AddressSanitizer watches, since its library is loaded first. */
export async function fuzzSanitized(root: string, trials: number): Promise<Sanitized> {
  const name = "random kernels under sanitizers";
  const build = buildsOf(root).builds.find((each) => each.name === target.product);
  if (build === undefined) return { text: `the book declares no ${target.product}\n`, isWell: true };
  const machine = machineOf(root);
  const lack = lackOf(build, machine);
  if (lack !== null) return { text: `skipped: \`${name}\`: ${lack}\n0 passed, 0 failed, 1 skipped\n`, isWell: true };
  const folder = mkdtempSync(join(tmpdir(), "sanitized-"));
  try {
    const product = productOf(root, build, machine);
    if ("problems" in product) return { text: product.problems, isWell: false };
    const script = join(folder, "fuzz.mjs");
    await bundle({ stdin: { contents: scriptOf(product.path, trials), resolveDir: root, loader: "ts" }, bundle: true, platform: "node", format: "esm", outfile: script, logLevel: "silent" });
    return await judged(script, machine);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why the machine cannot do it, with the command that mends it where there is one. */
function lackOf(build: Build, machine: Machine): string | null {
  const lacks = distinctLacks(machine.lacksPrograms(executablesOf(build)));
  if (lacks.length > 0) return reasonOf(lacks);
  if (process.platform !== "linux") return "a library is loaded before all others, which this does only on Linux";
  if (libraryFor(machine) !== null) return null;
  return "the C compiler has no AddressSanitizer: apt-get install -y --no-install-recommends gcc libc6-dev libasan8 libubsan1";
}

/** The library of AddressSanitizer; null where GCC has none, and answers with the name alone. */
function libraryFor(machine: Machine): string | null {
  const path = spawnSync(machine.program("cc")?.command ?? "cc", ["-print-file-name=libasan.so"], { encoding: "utf8" }).stdout?.trim() ?? "";
  return isAbsolute(path) ? path : null;
}

function productOf(root: string, build: Build, machine: Machine): { readonly path: string } | { readonly problems: string } {
  const { ready, diagnostics } = prepare(root);
  if (ready === null) return { problems: diagnostics.map(render).join("") };
  const layouts = expandAt(ready.book, ready.graph, ready.book.chapters.length - 1).map(layoutOf);
  const instrumented: Build = { ...build, name: `sanitized-${build.name}`, commands: build.commands.map(([compiler = "", ...rest]) => [compiler, ...rest, ...flags]) };
  const report = buildProgram({ root, layouts, builds: [instrumented], machine });
  const path = report.products.get(instrumented.name);
  return path === undefined || hasErrors(report.diagnostics) ? { problems: report.diagnostics.map(render).join("") } : { path };
}

/** With `--beyond` it reads one number more than a storage has, which must end the process. */
function scriptOf(product: string, trials: number): string {
  return `
    import { loadAddon } from "./src/backends/native/addon.ts";
    import { nativeBackend } from "./src/backends/native/native.ts";
    import { placeOf } from "./src/backends/native/storage.ts";
    import { fuzzed } from "./${target.fuzz}";
    globalThis.bookBuild = () => ${JSON.stringify(product)};
    const addon = loadAddon()!;
    if (process.argv[2] === "--beyond") {
      const backend = nativeBackend(addon);
      const [x, y] = [1, 2].map(() => ({ storage: backend.allocate("float32", 5), shape: [5], strides: [1], offset: 0 }));
      addon.paths[0]!.sumRows(1, 6, placeOf("sum", y!), 1, placeOf("sum", x!), 1);
    } else {
      const wrong = await Promise.all(addon.paths.map((path) => fuzzed(nativeBackend(addon, path), { seed: 1851, trials: ${trials} })));
      for (const line of wrong.flat()) console.log(line);
      const failed = wrong.filter((lines) => lines.length > 0).length;
      console.log(\`\${wrong.length - failed} passed, \${failed} failed\`);
      process.exitCode = failed === 0 ? 0 : 1;
    }
  `;
}

async function judged(script: string, machine: Machine): Promise<Sanitized> {
  const env = { ...process.env, LD_PRELOAD: libraryFor(machine) ?? "", ASAN_OPTIONS: "detect_leaks=0", UBSAN_OPTIONS: "print_stacktrace=1" };
  const started = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env });
  const beyond = started("--beyond");
  if (beyond.status === 0 || !beyond.stderr.includes("AddressSanitizer")) return { text: `a number beyond a storage was read, and AddressSanitizer did not report it\n${beyond.stdout}${beyond.stderr}`, isWell: false };
  const { status, stdout, stderr } = started();
  return { text: stdout + stderr, isWell: status === 0 };
}
