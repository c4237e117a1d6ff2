/** The native side of a book's program: what it is made of, what this machine lacks for it, and its products, built on demand. */
import { buildProgram, buildsNamedIn, buildsOf, distinctLacks, executablesOf, importsIn, listBuilt, machineOf, missingSources, ModuleGraph, type Build, type BuildReport, type Diagnostic, type Lack, type Layout, type Machine, type Need } from "../../tangle/index.ts";

/** What is known of it. */
export interface NativeCode {
  /** What is wrong with how `book.yml` declares it. */
  readonly diagnostics: readonly Diagnostic[];
  /** What cells may need of it. */
  readonly machine: Machine;
  /** What this machine lacks to run code that says it has these needs: them, and the programs that build what the code reaches. */
  readonly lacks: (needs: readonly Need[], codes: readonly string[]) => readonly Lack[];
  /** Builds the products that these cells reach, and lists them where the program finds them. */
  readonly built: (codes: readonly string[], progress: (step: string) => void) => BuildReport;
}

/** That of the program of the book below `root`. */
export function nativeCodeOf(root: string, layouts: readonly Layout[]): NativeCode {
  const { builds, diagnostics } = buildsOf(root);
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const graph = new ModuleGraph(files);
  const machine = machineOf(root);
  const reached = (codes: readonly string[]): readonly Build[] => {
    if (builds.length === 0) return [];
    const modules = graph.reachedFrom(codes.flatMap((code) => graph.targetsIn(".", importsIn(code))));
    return buildsNamedIn([...codes, ...modules.map((path) => files.get(path) ?? "")], builds);
  };
  return {
    diagnostics: [...diagnostics, ...missingSources(builds, [...files.keys()])],
    machine,
    lacks: (needs, codes) => (needs.length === 0 ? [] : distinctLacks([...machine.lacks(needs), ...machine.lacksPrograms(reached(codes).flatMap(executablesOf))])),
    built(codes, progress) {
      const report = buildProgram({ root, layouts, builds: reached(codes), machine, progress });
      if (builds.length > 0) listBuilt(root, builds, report);
      return report;
    },
  };
}
