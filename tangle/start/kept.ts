/** How JavaScript is made that is kept from start to start: of commands and of demonstrations. */
import type { BuildOptions } from "esbuild";
import { dirname } from "node:path";
import type { Writer } from "../disk/files.ts";

/** Options of esbuild: modules for Node, with all that they use of their own files. */
export const keptModules = {
  bundle: true,
  write: false,
  metafile: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcesContent: false,
  charset: "utf8",
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Writes a file beside its place and renames it, since another process may read it meanwhile. Throws the system's error. */
export function keep(path: string, text: string, writer: Writer): void {
  const draft = `${path}.${process.pid}.draft`;
  writer.mkdir(dirname(path));
  writer.discard(draft);
  writer.write(draft, text, 0o644);
  writer.rename(draft, path);
}
