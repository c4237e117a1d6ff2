/** The pages of an edition by what they are. */
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import type { Site } from "./measure.ts";

/** Every HTML file below the folder, as paths with `/`. */
export function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.split(sep).join("/")).filter((name) => name.endsWith(".html")).sort();
}

/** Those that one of some patterns names: `*` stands for a part of a name, `**` for any folders as well; all, where there is no pattern. */
export function pagesNamed(pages: readonly string[], patterns: readonly string[]): readonly string[] {
  if (patterns.length === 0) return pages;
  const named = patterns.map((pattern) => new RegExp(`^${pattern.split(/(\*\*\/?|\*)/).map(partOf).join("")}$`, "u"));
  return pages.filter((page) => named.some((each) => each.test(page)));
}

function partOf(part: string): string {
  if (part === "**/") return "(?:.*/)?";
  if (part === "**") return ".*";
  return part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}

/** Those with a section of the book on them. */
export function sectionsOf({ folder, pages }: Pick<Site, "folder" | "pages">): readonly string[] {
  return pages.filter((page) => readFileSync(join(folder, page), "utf8").includes('<body class="section"'));
}
