/** The pages of an edition by what they are. */
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import type { Site } from "./measure.ts";

/** Every HTML file below the folder, as paths with `/`. */
export function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.split(sep).join("/")).filter((name) => name.endsWith(".html")).sort();
}

/** Those with a section of the book on them. */
export function sectionsOf({ folder, pages }: Pick<Site, "folder" | "pages">): readonly string[] {
  return pages.filter((page) => readFileSync(join(folder, page), "utf8").includes('<body class="section"'));
}
