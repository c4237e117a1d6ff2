/** Products that are kept beside the book, so that readers need no compiler for them. The first line of each says what it was made from. */
import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";
import { diskWriter, type Writer } from "../disk/files.ts";
import { textAt, walk } from "../disk/stat.ts";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import { sha256 } from "../text/hash.ts";
import { readBuilds, type Build } from "./builds.ts";
import { sourcesOf } from "./sources.ts";

/** A build whose product is kept. */
type KeptBuild = Build & { readonly kept: string };

/** Whether the product of a build is kept. */
export function isKept(build: Build): build is KeptBuild {
  return build.kept !== null;
}

/** The kept product, absolute; null where it is missing, was edited, or was made from other sources or by other commands than these. */
export function keptAt(root: string, build: KeptBuild, files: ReadonlyMap<string, string>): string | null {
  const path = join(root, build.kept);
  const [first = "", ...rest] = (textAt(path) ?? "").split(/(?<=\n)/);
  return first === headOf(build, files, rest.join("")) ? path : null;
}

/** Keeps a product that was made from these files. */
export function keep(root: string, build: KeptBuild, { files, product, writer = diskWriter() }: { readonly files: ReadonlyMap<string, string>; readonly product: string; readonly writer?: Writer }): void {
  const [path, text] = [join(root, build.kept), readFileSync(product, "utf8")];
  const draft = `${path}.${process.pid}.draft`;
  writer.mkdir(dirname(path));
  writer.discard(draft);
  writer.write(draft, headOf(build, files, text) + text, 0o644);
  writer.rename(draft, path);
}

/** An error for each build whose kept product is not the one that these files would give. */
export function staleProducts(root: string, builds: readonly Build[], files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return builds.filter(isKept).filter((build) => keptAt(root, build, files) === null).map((build) => ({
    ...mistake("stale-product", `\`${build.kept}\` is not what the sources of \`${build.name}\` give`, build.at),
    cure: `\`npm run build\` renews it on a machine with \`${build.commands[0]?.[0] ?? ""}\``,
  }));
}

/** The same of the program as it lies in `src/`, where that is what the book says. */
export function staleIn(root: string): readonly Diagnostic[] {
  const builds = readBuilds(textAt(join(root, "book/book.yml"))).builds.filter(isKept);
  if (builds.length === 0) return [];
  const paths = builds.flatMap((build) => sourcesOf(build, walk(root, "src")));
  return staleProducts(root, builds, new Map(paths.map((path) => [path, textAt(join(root, path)) ?? ""])));
}

/** The line above a kept product; its own text is in it, so that an edit by hand is seen. */
function headOf(build: KeptBuild, files: ReadonlyMap<string, string>, text: string): string {
  const sources = sourcesOf(build, files.keys()).map((path) => [path, files.get(path)]);
  return `// Made by \`npm run build\` from sources ${sha256(JSON.stringify([build.commands, sources]))}, with the text ${sha256(text)}.\n`;
}
