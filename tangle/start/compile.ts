/** All commands of this project as JavaScript, kept from start to start, so that nothing is compiled twice. */
import { build, transform, type BuildResult, type Metafile, type Plugin } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { diskWriter, type Writer } from "../disk/files.ts";
import { projectFolder } from "../disk/project.ts";
import { isSystemError } from "../disk/stat.ts";
import { sha256 } from "../text/hash.ts";
import { startedModules } from "./commands.ts";
import { compiledFolder, compiledRecord, hashOf } from "./compiled.mjs";
import { keep, keptModules } from "./kept.ts";

/** What is to be compiled. */
export interface CommandsOrder {
  /** Absolute: modules are named relative to it, and what is compiled is kept in its `output/`. */
  readonly project: string;
  /** Paths of the modules that are started. */
  readonly commands: readonly string[];
}

/** What a change of makes all that is kept wrong, whichever modules it was compiled of. */
const compiler = ["tangle/start/compile.ts", "tangle/start/kept.ts", "tangle/start/compiled.mjs", "package-lock.json"];

/** Compiles them, with maps. Where a module is no TypeScript, or nothing can be written, what was kept stays as it is. */
export async function compileCommands(order: CommandsOrder = { project: projectFolder, commands: startedModules() }, writer: Writer = diskWriter()): Promise<void> {
  const result = await compiled(order);
  if (result === null) return;
  const home = compiledFolder(order.project);
  const folder = sha256(result.outputFiles.map(({ hash }) => hash).join("\n")).slice(0, 16);
  try {
    for (const { path, contents } of result.outputFiles) keep(join(home, folder, relative(draftFolder(order.project), path)), Buffer.from(contents).toString("utf8"), writer);
    keep(compiledRecord(order.project), JSON.stringify(recordOf(folder, result.metafile, order.project)), writer);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Maps name their sources as seen from here: from as deep as what is kept. */
function draftFolder(project: string): string {
  return join(compiledFolder(project), "draft");
}

function compiled({ project, commands }: CommandsOrder): Promise<BuildResult<{ metafile: true; write: false }> | null> {
  return build({
    entryPoints: commands.map((path) => join(project, path)),
    ...keptModules,
    // what a command imports when it needs it is loaded then
    splitting: true,
    sourcemap: true,
    absWorkingDir: project,
    outbase: project,
    outdir: draftFolder(project),
    chunkNames: "chunks/[name]-[hash]",
    packages: "bundle",
    banner: { js: 'import { createRequire as requireOf } from "node:module";\nconst require = requireOf(import.meta.url);' },
    plugins: [ownPlaces, packagesOf],
  }).catch(() => null);
}

/** A module still finds what stands beside its source. */
const ownPlaces: Plugin = {
  name: "own places",
  setup({ onLoad }) {
    onLoad({ filter: /\.(?:ts|mjs)$/ }, async ({ path }) => {
      if (isOfPackage(path)) return undefined;
      const meta = { "import.meta.url": pathToFileURL(path).href, "import.meta.dirname": dirname(path), "import.meta.filename": path };
      const define = Object.fromEntries(Object.entries(meta).map(([name, value]) => [name, JSON.stringify(value)]));
      const { code } = await transform(readFileSync(path, "utf8"), { loader: path.endsWith(".ts") ? "ts" : "js", target: "node20", format: "esm", sourcefile: path, sourcemap: "inline", sourcesContent: false, charset: "utf8", define, logLevel: "silent" });
      return { contents: code, loader: "js" };
    });
  },
};

/** Packages of many small modules, which take longer to find than to run: they are part of what is compiled. */
const inlined = /^(?:unified|retext|(?:unist|mdast|hast)-util-.+|micromark(?:-.+)?|remark-(?:parse|gfm|math|frontmatter)|@jridgewell\/.+|minisearch|diff|@observablehq\/plot|yaml|sucrase)$/;

/** Large packages of CommonJS. To import them, Node reads all of them for the names that they export before it runs them. One that is imported later, when it is needed, must be asked for its default only. */
const required: ReadonlySet<string> = new Set(["typescript", "playwright-core", "esbuild"]);

/** Of these, what takes half a second to load and is often not needed: it is loaded when it is first asked for something. It may be imported as a default only. */
const deferred: ReadonlySet<string> = new Set(["typescript"]);

const requiredSpace = "required";

/** Which packages are inlined, which required, and which imported as they are. */
const packagesOf: Plugin = {
  name: "packages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./#]/ }, ({ path, importer, kind, namespace }) => {
      if (kind === "entry-point" || isBuiltin(path) || isOfPackage(importer)) return undefined;
      if (namespace === requiredSpace) return { path, external: true };
      if (required.has(path)) return { path, namespace: requiredSpace };
      return inlined.test(path) ? undefined : { path, external: true };
    });
    onLoad({ filter: /^/, namespace: requiredSpace }, ({ path }) => ({ contents: deferred.has(path) ? deferredText(path) : `module.exports = require(${JSON.stringify(path)});`, loader: "js" }));
  },
};

function deferredText(path: string): string {
  return `let loaded; module.exports = new Proxy({}, { get: (_, name) => (loaded ??= require(${JSON.stringify(path)}))[name] });`;
}

function isOfPackage(path: string): boolean {
  return /(?:^|[/\\])node_modules[/\\]/.test(path);
}

interface CommandsRecord {
  readonly project: string;
  readonly folder: string;
  readonly commands: Readonly<Record<string, readonly string[]>>;
  readonly hashes: Readonly<Record<string, string>>;
}

function recordOf(folder: string, metafile: Metafile, project: string): CommandsRecord {
  const made = compiler.filter((path) => existsSync(join(project, path)));
  const commands = Object.entries(metafile.outputs).flatMap(([output, { entryPoint }]) => (entryPoint === undefined ? [] : [[entryPoint, [...modulesOf(output, metafile), ...made]] as const]));
  const modules = new Set(commands.flatMap(([, each]) => each));
  return { project, folder, commands: Object.fromEntries(commands), hashes: Object.fromEntries([...modules].map((module) => [module, hashOf(join(project, module))])) };
}

/** The modules that an output is made of, and those of all pieces that it loads. */
function modulesOf(output: string, { outputs }: Metafile): readonly string[] {
  const reached = new Set([output]);
  // a set is walked to its end even while it grows
  for (const each of reached) for (const { path, external } of outputs[each]?.imports ?? []) if (external !== true) reached.add(path);
  const inputs = [...reached].flatMap((each) => Object.keys(outputs[each]?.inputs ?? {}));
  // packages are as the lockfile says
  return [...new Set(inputs)].filter((path) => !isOfPackage(path) && !path.startsWith(`${requiredSpace}:`)).sort();
}
