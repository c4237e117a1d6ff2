/** The synthetic book in the forms that other programs read, to time them on the same text. */
import { spawnSync } from "node:child_process";

/** True if the command starts. */
export function isPresentCommand(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}

/** As an mdBook: `src/SUMMARY.md` and the chapters. It has no directives, mathematics or references: they stay text. */
export function mdbookFiles(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const out = new Map([["book.toml", '[book]\ntitle = "Synthetic"\n']]);
  for (const [path, text] of files) {
    if (path === "book/contents.md") out.set("src/SUMMARY.md", text.replace(/^# .*$/m, "# Summary"));
    else if (path.endsWith(".md")) out.set(path.replace(/^book\//, "src/"), text);
  }
  return out;
}

/**
 * As one Markdown file for pandoc. Its reader doubles its time with each further `:::`, so the directives' own lines
 * go and their contents stay; generated references (`[](#id)`) and chunk attributes are written in words.
 */
export function pandocFile(files: ReadonlyMap<string, string>): string {
  const chapters = [...files].filter(([path]) => path.endsWith(".md") && path !== "book/contents.md").map(([, text]) => text);
  return chapters
    .join("\n\n")
    .replace(/^:::.*$/gm, "")
    .replace(/^```ts .*$/gm, "```ts")
    .replace(/\[\]\(#([^)]*)\)/g, "[above](#$1)");
}
