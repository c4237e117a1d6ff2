/** Checks that images exist and say what they show. */
import { posix } from "node:path";
import type { Image, Root, RootContent } from "mdast";
import type { Diagnostic, Section } from "../../tangle/index.ts";
import type { BookFiles } from "../files.ts";
import { placed, placeWithin } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { rewrite } from "../walk.ts";
import { oneLine } from "../words/oneLine.ts";

/** The tree with alternative text on every image: its own, else that of the figure around it. */
export function images(tree: Root, section: Section, files: BookFiles): Plugged {
  const { source } = section;
  const diagnostics: Diagnostic[] = [];
  return { tree: rewrite(tree, (node) => change(node, null)), diagnostics };

  function change(node: RootContent, figureAlt: string | null): RootContent[] | undefined {
    if (node.type === "bookBlock" && node.kind === "figure") return [rewrite(node, (child) => change(child, node.alt))];
    return node.type === "image" ? [checked(node, figureAlt)] : undefined;
  }

  function checked(node: Image, figureAlt: string | null): Image {
    const path = pathOf(node.url, section.path);
    if (path === null) report("remote-image", "an image is a file of the book, its path relative to the chapter's file", node);
    else if (!path.startsWith("book/")) report("image-outside-book", `\`${path}\` is outside \`book/\``, node);
    else if (!files.has(path)) report("missing-image", `there is no file \`${path}\``, node);
    const alt = oneLine(node.alt ?? "") || figureAlt;
    if (alt === null) diagnostics.push(withoutAlt(node, section));
    return { ...node, alt: alt ?? "" };
  }

  function report(code: string, message: string, node: Image): void {
    diagnostics.push({ severity: "error", code, message, at: placeWithin(source, node, node.url) });
  }
}

/** An image's path relative to the root; null for an address elsewhere. */
export function pathOf(url: string, from: string): string | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(url)) return null;
  const [path = ""] = url.split(/[?#]/);
  try {
    return posix.join(posix.dirname(from), decodeURIComponent(path));
  } catch {
    return posix.join(posix.dirname(from), path);
  }
}

function withoutAlt(node: Image, section: Section): Diagnostic {
  const message = "this image has no text that says what it shows to someone who cannot see it";
  return { severity: "error", code: "image-without-alt", message, at: placed(section.source, node), cure: "write `![what it shows](path)`" };
}
