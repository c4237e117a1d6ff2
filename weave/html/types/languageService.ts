/** A TypeScript language service over modules that are in memory. */
import { dirname, join } from "node:path";
import type ts from "typescript";
import type { loadCompiler } from "../../../tangle/index.ts";
import type { ProgramFile } from "../../tree.ts";

/** The compiler, which is loaded only when it is needed. */
export type TypeScript = typeof ts;

type Compiler = Awaited<ReturnType<typeof loadCompiler>>;

/** The modules by their absolute paths: of the program below `root/src/`, and of the cells beside it. */
export interface Served {
  readonly root: string;
  readonly modules: ReadonlyMap<string, ProgramFile>;
}

/** A service over the modules, with packages and options as the type-checker has them. Nothing changes while it lives. */
export function serviceFor(typescript: TypeScript, compiler: Compiler, { root, modules }: Served): ts.LanguageService {
  const options = compiler.compilerOptions(root);
  const host = hostOver(typescript, compiler, { root, modules });
  return typescript.createLanguageService({
    getCompilationSettings: () => options,
    // without this every question compares every file
    getProjectVersion: () => "1",
    getScriptFileNames: () => [...modules.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot(path) {
      const text = host.readFile(path);
      return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (each) => join(dirname(typescript.getDefaultLibFilePath(each)), typescript.getDefaultLibFileName(each)),
    readFile: (path) => host.readFile(path),
    fileExists: (path) => host.fileExists(path),
    directoryExists: (path) => host.directoryExists?.(path) ?? false,
    ...(host.resolveModuleNameLiterals === undefined ? {} : { resolveModuleNameLiterals: host.resolveModuleNameLiterals.bind(host) }),
  });
}

function hostOver(typescript: TypeScript, compiler: Compiler, { root, modules }: Served): ts.CompilerHost {
  const options = compiler.compilerOptions(root);
  const read = (path: string): string | null | undefined => {
    const own = modules.get(path);
    if (own !== undefined || path.startsWith(`${root}/src/`)) return own?.text ?? null;
    return path === join(root, "package.json") ? compiler.packageFile(typescript.sys.readFile(path) ?? null) : undefined;
  };
  const host = compiler.hostFor({ root, options, parsed: new Map(), read });
  const { directoryExists } = host;
  // a book may be only in memory
  host.directoryExists = (path) => path === root || (directoryExists?.(path) ?? false);
  return host;
}
