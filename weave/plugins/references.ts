/** Resolves links inside the book: `[](#id)`, `[words](#id)`, `[words](../other/file.md#id)`. */
import { posix } from "node:path";
import type { Link, PhrasingContent, Root, RootContent } from "mdast";
import type { Diagnostic, Section } from "../../tangle/index.ts";
import type { BookFiles } from "../files.ts";
import { placed } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { didYouMean } from "../words/suggest.ts";
import { rewrite, text } from "../walk.ts";

/** What a file's links may lead to. */
export interface Destinations {
  /** What to print for each id, by the key that `BookReference.target` has. */
  readonly labels: ReadonlyMap<string, string>;
  /** The page's id of each file. */
  readonly pages: ReadonlyMap<string, string>;
  readonly files: BookFiles;
}

/** The tree with `bookReference`s in place of links inside the book. Links to the web stay. */
export function references(tree: Root, section: Section, to: Destinations): Plugged {
  const { source } = section;
  const diagnostics: Diagnostic[] = [];
  return { tree: rewrite(tree, change), diagnostics };

  function change(node: RootContent): RootContent[] | undefined {
    if (node.type !== "link" || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(node.url)) return undefined;
    const children = rewrite(node, change).children;
    const [path = "", fragment = ""] = split(node.url);
    const file = path === "" ? section.path : posix.join(posix.dirname(section.path), path);
    const target = path !== "" && !file.endsWith(".md") ? null : targetOf(file, fragment, node);
    if (target !== null) return [reference(target, children, node)];
    if (path !== "" && !file.endsWith(".md")) return otherFile(file, children, node);
    return [...words(children, node)];
  }

  function targetOf(file: string, fragment: string, node: Link): string | null {
    const page = to.pages.get(file);
    if (page === undefined) return report(to.files.has(file) ? unlisted(file) : missing(file), node);
    if (fragment === "") return page;
    // An id that the author wrote comes before one made of a heading; a path before `#` says which page is meant.
    const keys = file === section.path ? [fragment, `${page}/${fragment}`] : [`${page}/${fragment}`, fragment];
    const found = keys.find((key) => to.labels.has(key));
    return found ?? report(unknownId(fragment, page), node);
  }

  // A file beside the chapters has no page in any edition, so only its name is printed.
  function otherFile(file: string, children: PhrasingContent[], node: Link): PhrasingContent[] {
    const message = `only chapters have pages, so the link to \`${file}\` is dropped`;
    if (!to.files.has(file)) report(missing(file), node);
    else report({ severity: "warning", code: "link-to-file", message }, node);
    return words(children, node);
  }

  function reference(target: string, children: PhrasingContent[], node: Link): PhrasingContent {
    const shown = children.length > 0 ? children : [text(to.labels.get(target) ?? target)];
    return { type: "bookReference", target, children: shown, ...(node.position && { position: node.position }) };
  }

  function report(found: Omit<Diagnostic, "at">, node: Link): null {
    diagnostics.push({ ...found, at: placed(source, node) });
    return null;
  }

  function unknownId(id: string, page: string): Omit<Diagnostic, "at"> {
    const known = [...to.labels.keys()].map((key) => (key.startsWith(`${page}/`) ? key.slice(page.length + 1) : key));
    const message = `nothing has the id \`${id}\``;
    return { severity: "error", code: "unknown-reference", message, ...didYouMean(id, known.filter((key) => !key.includes("/"))) };
  }

  function missing(file: string): Omit<Diagnostic, "at"> {
    return { severity: "error", code: "missing-file", message: `there is no file \`${file}\``, ...didYouMean(file, to.pages.keys()) };
  }

  function unlisted(file: string): Omit<Diagnostic, "at"> {
    return { severity: "error", code: "unlisted-file", message: `\`book/contents.md\` does not list \`${file}\`, so it has no page` };
  }
}

function words(children: PhrasingContent[], node: Link): PhrasingContent[] {
  return children.length > 0 ? children : [text(node.url)];
}

function split(url: string): [string, string] {
  const at = url.indexOf("#");
  return at < 0 ? [decoded(url), ""] : [decoded(url.slice(0, at)), decoded(url.slice(at + 1))];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
