/** What the server adds to the pages, in development only: a script that reloads them and shows mistakes over them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../html/hast.ts";

/** Where the events come from. */
export const eventsPath = "/.dev/events";

/** Where the script is: in a file, since the pages run no script that stands in them. */
export const scriptPath = "/.dev/reload.js";

/** The script that reloads the pages. */
export const reloadScript = readFileSync(join(import.meta.dirname, "reload.js"), "utf8").trim();

/** The page with the script before its end. */
export function withReload(html: string): string {
  const end = html.lastIndexOf("</body>");
  return `${html.slice(0, end)}<script src="${scriptPath}"></script>\n${html.slice(end)}`;
}

/** What stands in for a page that there is not: before the first successful build, or at a wrong address. */
export function placeholder(title: string): string {
  const name = escapeHtml(title);
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${name}</title></head>\n<body><p>${name}</p>\n</body>\n</html>\n`;
}
