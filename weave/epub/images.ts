/** Pictures that the book names: found beside the page, repaired for the package, named by what they are. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { Image } from "mdast";
import { sha256, type Diagnostic } from "../../tangle/index.ts";
import type { PandocContext } from "../pandoc/hooks.ts";
import { link, rawInline, words, type PandocInline } from "../pandoc/syntax.ts";
import { placed } from "../place.ts";
import type { Page } from "../tree.ts";
import type { Fragments } from "./fragments.ts";
import { openTag } from "./markup.ts";
import { repairedSvg } from "./svg.ts";

/** A file of the package's folder `media/`. */
export interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Finds a picture by its address as a page writes it; null for what is elsewhere, missing, or of a kind that no reader shows. */
export type FindPicture = (url: string, page: Page) => Picture | null;

/** Finds pictures below a root. Each is read once. */
export function picturesUnder(root: string): FindPicture {
  const known = new Map<string, Picture | null>();
  return (url, page) => {
    if (isElsewhere(url)) return null;
    const path = pathOf(root, url, page);
    const found = known.get(path);
    if (found !== undefined) return found;
    const picture = mistakeOf(path) === null ? pictureIn(path) : null;
    known.set(path, picture);
    return picture;
  };
}

function pictureIn(path: string): Picture {
  const kind = extname(path).toLowerCase();
  const bytes = kind === ".svg" ? Buffer.from(repairedSvg(readFileSync(path, "utf8"))) : readFileSync(path);
  return { name: `picture-${sha256(bytes).slice(0, 16)}${kind}`, bytes };
}

/** Writes pictures into lines. */
export type InlinePicture = (image: Image, alt: string, context: PandocContext) => readonly PandocInline[];

/** What shows pictures below a root; what is missing, or of a kind that no reader shows, is reported. */
export function inlinePictures(
  root: string, { find, fragments, report }: { readonly find: FindPicture; readonly fragments: Fragments; readonly report: (diagnostic: Diagnostic) => void },
): InlinePicture {
  return (image, alt, context) => {
    if (isElsewhere(image.url)) return [link(image.url, words(alt === "" ? image.url : alt))];
    const picture = find(image.url, context.page);
    if (picture === null) {
      report({ severity: "error", code: "image", message: `${mistakeOf(pathOf(root, image.url, context.page))}: \`${image.url}\``, at: placed(context.page.source, image) });
      return words(alt);
    }
    const tag = openTag("img", { src: `../media/${picture.name}`, alt, role: alt === "" ? "presentation" : null });
    // pandoc would look for the file
    return [rawInline("html", fragments.add(() => `${tag.slice(0, -1)} />`))];
  };
}

const isElsewhere = (url: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(url);

function pathOf(root: string, url: string, page: Page): string {
  return url.startsWith("/") ? join(root, url) : join(root, dirname(page.path), decodeURI(url));
}

/** The media types of pictures that a reader shows. */
const mediaTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
};

/** That of a picture by its name. */
export function mediaType(name: string): string {
  return mediaTypes[extname(name)] ?? "";
}

function mistakeOf(path: string): string | null {
  if (mediaTypes[extname(path).toLowerCase()] === undefined) return "an EPUB shows only SVG, PNG, JPEG, GIF and WebP";
  return existsSync(path) ? null : "there is no such picture";
}
