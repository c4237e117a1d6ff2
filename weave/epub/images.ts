/** Pictures that the book names: found beside the page, repaired for the package, handed to pandoc. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { Image } from "mdast";
import type { Diagnostic } from "../../tangle/index.ts";
import type { PandocContext } from "../pandoc/hooks.ts";
import { attributes, link, words, type PandocInline } from "../pandoc/syntax.ts";
import { placed } from "../place.ts";
import { repairedSvg } from "./svg.ts";

/** Pictures met so far, by the name pandoc finds them under. */
export interface Images {
  readonly inline: (image: Image, alt: string, context: PandocContext) => readonly PandocInline[];
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** Collects the pictures of a book; what is missing, or of a kind that no reader shows, is reported. */
export function createImages(root: string, report: (diagnostic: Diagnostic) => void): Images {
  const files = new Map<string, string | Uint8Array>();
  const names = new Map<string, string>();
  return {
    files,
    inline(image, alt, context) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(image.url)) return [link(image.url, words(alt === "" ? image.url : alt))];
      const path = image.url.startsWith("/") ? join(root, image.url) : join(root, dirname(context.page.path), decodeURI(image.url));
      const mistake = mistakeOf(path);
      if (mistake !== null) {
        report({ severity: "error", code: "image", message: `${mistake}: \`${image.url}\``, at: placed(context.page.source, image) });
        return words(alt);
      }
      const name = names.get(path) ?? `picture-${names.size + 1}${extname(path).toLowerCase()}`;
      if (!names.has(path)) files.set(name, extname(path).toLowerCase() === ".svg" ? repairedSvg(readFileSync(path, "utf8")) : readFileSync(path));
      names.set(path, name);
      return [{ t: "Image", c: [alt === "" ? attributes({ pairs: { alt: "", role: "presentation" } }) : attributes(), words(alt), [name, ""]] }];
    },
  };
}

function mistakeOf(path: string): string | null {
  if (![".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"].includes(extname(path).toLowerCase())) return "an EPUB shows only SVG, PNG, JPEG, GIF and WebP";
  return existsSync(path) ? null : "there is no such picture";
}
