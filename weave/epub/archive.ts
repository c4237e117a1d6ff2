/** An EPUB's container as a map of files, and back, the same bytes for the same files. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";

/** Files by their path in the container. */
export type Package = ReadonlyMap<string, Uint8Array>;

/** The files of an EPUB, in their order. */
export function unpacked(epub: Uint8Array): Package {
  return new Map(Object.entries(unzipSync(epub)));
}

/** The EPUB of these files: `mimetype` first and stored, no dates but the oldest that a zip can say. */
export function packed(files: Package): Uint8Array {
  // a zip's dates are local ones without a zone: this is the same instant to every reader, in every zone of the writer
  const mtime = new Date(1980, 0, 1);
  const mimetype = strToU8("application/epub+zip");
  const rest = [...files].filter(([path]) => path !== "mimetype");
  const entries: Zippable = { mimetype: [mimetype, { level: 0, mtime }] };
  for (const [path, bytes] of rest) entries[path] = [bytes, { level: /\.(?:woff2|png|jpe?g|webp|gif)$/i.test(path) ? 0 : 6, mtime }];
  return zipSync(entries);
}

/** A text file of the package; it must be there. */
export function textFile(files: Package, path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`internal: pandoc's EPUB has no ${path}`);
  return strFromU8(bytes);
}

/** The package with text files replaced or added. */
export function withTexts(files: Package, texts: ReadonlyMap<string, string>): Package {
  return new Map([...files, ...[...texts].map(([path, text]) => [path, strToU8(text)] as const)]);
}
