/** For tests: the links of an edition that lead nowhere. */
import { posix } from "node:path";

const attributes = (name: string, text: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map((match) => (match[1] ?? "").replaceAll("&#x26;", "&").replaceAll("&amp;", "&"));

/** Links of a set of (X)HTML files, by path, that lead to a file or an anchor that is not there. */
export function brokenLinks(files: ReadonlyMap<string, string>, others: ReadonlySet<string>): readonly string[] {
  const anchors = new Map([...files].map(([path, text]) => [path, new Set(attributes("id", text))]));
  return [...files].flatMap(([path, text]) =>
    [...attributes("href", text), ...attributes("src", text)].flatMap((link) => {
      if (/^[a-z]+:/i.test(link)) return [];
      const [file = "", anchor = ""] = link.split("#").map(decodeURIComponent);
      const target = file === "" ? path : posix.join(posix.dirname(path), file);
      const found = anchors.get(target)?.has(anchor) || (anchor === "" && (files.has(target) || others.has(target)));
      return found ? [] : [`${path}: ${link}`];
    }),
  );
}
