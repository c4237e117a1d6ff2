/** The native side of a book's program: what it is made of, what this machine lacks for it, and its products, built on demand. */
import { buildProgram, buildsNamedIn, buildsOf, distinctLacks, importsIn, listBuilt, listProducts, machineOf, missingSources, ModuleGraph, requiredFor, type Build, type BuildReport, type Diagnostic, type Lack, type Machine, type Need } from "../../tangle/index.ts";
import { folderOfProgram, type ChapterProgram } from "../evidence/context.ts";

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

/** Gives that of each program of the book below `root`, looked at once. */
export function nativeByProgram(root: string): (program: ChapterProgram) => NativeCode {
  const known = new Map<string, NativeCode>();
  return (program) => {
    const native = known.get(program.hash) ?? nativeCodeOf(root, program);
    known.set(program.hash, native);
    return native;
  };
}

/** What some code needs to be built of the native side of its program. */
export interface Wanted {
  readonly native: NativeCode;
  readonly codes: readonly string[];
}

/** Builds what the code of several sections reaches, each program once; what the compilers say. */
export function buildFor(wanted: readonly Wanted[], progress: (step: string) => void): readonly Diagnostic[] {
  // where nothing is to be run nothing is asked of the native side
  const programs = [...new Set(wanted.filter(({ codes }) => codes.length > 0).map(({ native }) => native))];
  return programs.flatMap((native) => native.built(wanted.flatMap((each) => (each.native === native ? each.codes : [])), progress).diagnostics);
}

function nativeCodeOf(root: string, program: ChapterProgram): NativeCode {
  const { layouts } = program;
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
    lacks: (needs, codes) => (needs.length === 0 ? [] : distinctLacks([...machine.lacks(needs), ...machine.lacksPrograms(reached(codes).flatMap(requiredFor))])),
    built(codes, progress) {
      const report = buildProgram({ root, layouts, builds: reached(codes), machine, progress });
      if (builds.length > 0) list(root, program, { builds, report });
      return report;
    },
  };
}

/** The finished program keeps what was built last where a build has failed; one in a folder of its own has what was built for it. */
function list(root: string, program: ChapterProgram, { builds, report }: { readonly builds: readonly Build[]; readonly report: BuildReport }): void {
  if (program.isFinished) listBuilt(root, builds, report);
  else listProducts(folderOfProgram(root, program), report.products);
}
