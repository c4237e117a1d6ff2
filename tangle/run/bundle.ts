/** A demonstration as one file of JavaScript, kept from start to start, so that nothing is compiled twice. */
import { build, type Plugin } from "esbuild";
import { isBuiltin } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { diskWriter, type Writer } from "../disk/files.ts";
import { isSystemError, textAt } from "../disk/stat.ts";
import { projectFolder } from "../disk/project.ts";
import { isRecord, parseJson } from "../text/json.ts";
import { keep, keptModules } from "../start/kept.ts";
import { sha256 } from "../text/hash.ts";
import { compile } from "./compile.ts";
import { mapFinder, programText } from "./maps.ts";

/** Where bundles are kept, relative to the root: `NAME.json` says where the bundle is, and of what it was made. `stage.mjs` reads it. */
export const bundles = "output/.cache/stages";

/** A demonstration: its file, relative to the root, and the names by which it may be called, one or more. */
export interface Demonstration {
  readonly path: string;
  readonly names: readonly string[];
  /** The list of the program's native products, and what these are made of: absolute paths. */
  readonly native?: { readonly list: string; readonly sources: readonly string[] };
}

/** What decides whether a bundle is still right: the hash of each file, by its path; null for one that is not there. */
type Inputs = Readonly<Record<string, string | null>>;

/**
 * Bundles a demonstration of the program below `root` (absolute, links resolved), with a map that leads to the chapters, and keeps it.
 * Gives the bundle's path; null where the program cannot be bundled, being no TypeScript or importing a package, or where nothing can be written.
 */
export async function keepBundle(root: string, { path, names, native }: Demonstration, writer: Writer = diskWriter()): Promise<string | null> {
  const made = await bundled(root, path, native?.list ?? null);
  if (made === null) return null;
  const inputs: Inputs = Object.fromEntries([...toolsRead(), ...filesRead(root, made), ...(native === undefined ? [] : [native.list, ...native.sources])].map((file) => [file, hashAt(file)]));
  const folder = join(root, bundles);
  const target = join(folder, `${names[0]}.mjs`);
  const record = JSON.stringify({ bundle: target, sha256: sha256(made.code), inputs });
  try {
    keep(target, made.code, writer);
    for (const name of names) keep(join(folder, `${name}.json`), record, writer);
    return target;
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

interface Bundle {
  readonly code: string;
  /** The program's files that are in it, absolute. */
  readonly modules: readonly string[];
}

async function bundled(root: string, path: string, list: string | null): Promise<Bundle | null> {
  const result = await build({
    entryPoints: [join(root, path)],
    ...keptModules,
    sourcemap: "inline",
    absWorkingDir: root,
    // sources of maps are then relative to the folder of the bundle
    outfile: join(root, bundles, "demo.mjs"),
    plugins: [programOf(root)],
    banner: { js: list === null ? "" : productFinder(root, list) },
  }).catch(() => null);
  if (result === null) return null;
  const imports = Object.values(result.metafile.outputs).flatMap((output) => output.imports.map(({ path: imported }) => imported));
  if (!imports.every(isBuiltin)) return null;
  return { code: result.outputFiles[0]?.text ?? "", modules: Object.keys(result.metafile.inputs).map((input) => join(root, input)) };
}

/** JavaScript by which the bundle finds native products, as `installProducts` lets other programs do. The list is read when a product is asked for. */
function productFinder(root: string, list: string): string {
  const [from, at] = [JSON.stringify(root), JSON.stringify(list)];
  return `import { existsSync as productIsThere, readFileSync as productList } from "node:fs"; import { resolve as productPath } from "node:path"; globalThis.bookBuild = (name) => { if (!productIsThere(${at})) return undefined; const path = JSON.parse(productList(${at}, "utf8"))[name]; return typeof path === "string" && productIsThere(productPath(${from}, path)) ? productPath(${from}, path) : undefined; };`;
}

/** Compiles each file as the hooks do, and knows `#src/`. */
function programOf(root: string): Plugin {
  const findMap = mapFinder(root);
  return {
    name: "program",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#src\// }, ({ path }) => ({ path: join(root, path.slice(1)) }));
      onLoad({ filter: /\.m?tsx?$/ }, async ({ path }) => {
        const text = programText(path);
        const url = pathToFileURL(path).href;
        // a module still finds what stands beside it
        const contents = await compile({ url, text, map: await findMap(path, text) }, { "import.meta.url": JSON.stringify(url) });
        return { contents, loader: "js" };
      });
    },
  };
}

/** What the bundle was made by: a change there is a change of all bundles. */
const toolsRead = () => ["./bundle.ts", "./compile.ts", "./maps.ts", "../start/kept.ts"].map((file) => join(import.meta.dirname, file)).concat(join(projectFolder, "package-lock.json"));

/** What the bundle was made of: the program's files and their maps, the chapters to which these lead, and what says which demonstration is whose. */
function filesRead(root: string, { code, modules }: Bundle): readonly string[] {
  const maps = modules.map((module) => join(root, "src/.maps", `${relative(join(root, "src"), module)}.map`));
  return [...modules, ...maps, ...sourcesOf(code, join(root, bundles)), ...["book/contents.md", "book/book.yml", "src/.manifest.json"].map((file) => join(root, file))];
}

/** The files that the inline map of a bundle leads to. */
function sourcesOf(code: string, folder: string): readonly string[] {
  const encoded = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(code)?.[1] ?? "";
  const map = parseJson(Buffer.from(encoded, "base64").toString("utf8"));
  const sources = isRecord(map) && Array.isArray(map["sources"]) ? map["sources"].map(String) : [];
  return sources.map((source) => fileURLToPath(new URL(source, pathToFileURL(`${folder}/`))));
}

function hashAt(path: string): string | null {
  const text = textAt(path);
  return text === null ? null : sha256(text);
}
