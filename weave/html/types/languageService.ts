/** TypeScript language services over modules that are in memory. */
import { dirname, join } from "node:path";
import type ts from "typescript";
import { projectFolder, type loadCompiler } from "../../../tangle/index.ts";
import type { ProgramFile } from "../../tree.ts";
import { digest } from "../fingerprint.ts";

/** The compiler, which is loaded only when it is needed. */
export type TypeScript = typeof ts;

type Compiler = Awaited<ReturnType<typeof loadCompiler>>;

/** A file of a program as a compiler reads it. */
export type CodeFile = Pick<ProgramFile, "path" | "text">;

/** The modules by their absolute paths: of the program below `root/src/`, and of the cells beside it. */
type Served = ReadonlyMap<string, CodeFile>;

/** Language services over one program after the other, with packages and options as the type-checker has them. */
export interface Services {
  /** A service over some modules; nothing changes while it is asked, and it is asked no more when the next is made. */
  readonly over: (modules: Served) => ts.LanguageService;
  /** Lets go of everything. */
  readonly close: () => void;
}

/** Makes them. They share the files that they read and that are the same in both: most modules, and with the services of any other book the language's own files and this project's packages. */
export function servicesFor(typescript: TypeScript, compiler: Compiler, root: string): Services {
  const registry = registryIn(typescript);
  const open: ts.LanguageService[] = [];
  const close = (): void => void open.splice(0).forEach((service) => service.dispose());
  return {
    over(modules) {
      const service = typescript.createLanguageService(languageHost({ typescript, compiler, root }, modules), registry);
      const program = service.getProgram();
      if (program) nameShortly(typescript, program);
      // only now, since a service that is gone takes the files with it that no other has; what each knows of types takes a gigabyte
      close();
      open.push(service);
      return service;
    },
    close,
  };
}

/** What this process has parsed. To parse the language's own files takes longer than all else of a small book. */
let registered: ts.DocumentRegistry | null = null;

/** One that never lets go of what stands in this project's packages: a process runs with them as they are. */
function registryIn(typescript: TypeScript): ts.DocumentRegistry {
  if (registered !== null) return registered;
  const packages = `${join(projectFolder, "node_modules")}/`;
  const registry = typescript.createDocumentRegistry(true, projectFolder);
  registered = {
    ...registry,
    releaseDocumentWithKey(path: ts.Path, key: ts.DocumentRegistryBucketKey, kind: ts.ScriptKind = typescript.ScriptKind.TS, format?: ts.ResolutionMode): void {
      if (!path.startsWith(packages)) registry.releaseDocumentWithKey(path, key, kind, format);
    },
  };
  return registered;
}

interface Setting {
  readonly typescript: TypeScript;
  readonly compiler: Compiler;
  readonly root: string;
}

function languageHost(setting: Setting, modules: Served): ts.LanguageServiceHost {
  const { typescript, compiler, root } = setting;
  const options = compiler.compilerOptions(root);
  const host = hostOver(setting, modules);
  return {
    getCompilationSettings: () => options,
    // without this every question compares every file
    getProjectVersion: () => "1",
    getScriptFileNames: () => [...modules.keys()],
    getScriptVersion: (path) => digest(modules.get(path)?.text ?? ""),
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
  };
}

function hostOver({ typescript, compiler, root }: Setting, modules: Served): ts.CompilerHost {
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

/** What the compiler has, though its declarations do not show it. */
interface SymbolWriter {
  writeSymbol(symbol: ts.Symbol, enclosing: ts.Node | undefined, meaning: ts.SymbolFlags | undefined, flags: number | undefined, writer: unknown): string;
}

/** The compiler's flag `DoNotIncludeSymbolChain`: a symbol is written by its own name. */
const ownName = 32;

/**
 * Lets the checker write functions and variables of modules by their own names, and members behind the name of their type without asking
 * each file of the program whether it exports them. It would look for both in all modules that export them again, which is most of the time
 * that a question takes, to write the same.
 */
function nameShortly(typescript: TypeScript, program: ts.Program): void {
  const { Function, Variable, Property, Method, Accessor, EnumMember } = typescript.SymbolFlags;
  const writing = program.getTypeChecker() as ts.TypeChecker & SymbolWriter;
  const writeSymbol = writing.writeSymbol.bind(writing);
  const getSourceFiles = program.getSourceFiles.bind(program);
  const isSingle = ({ flags, declarations = [] }: ts.Symbol): boolean => (flags & (Function | Variable)) !== 0 && declarations.every((each) => !typescript.isModuleBlock(each.parent));
  const isMember = ({ flags }: ts.Symbol): boolean => (flags & (Property | Method | Accessor | EnumMember)) !== 0;
  writing.writeSymbol = (symbol, enclosing, meaning, flags = 0, writer) => {
    if (isMember(symbol)) program.getSourceFiles = () => [];
    try {
      return writeSymbol(symbol, enclosing, meaning, isSingle(symbol) ? flags | ownName : flags, writer);
    } finally {
      program.getSourceFiles = getSourceFiles;
    }
  };
}
