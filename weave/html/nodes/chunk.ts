/** What stands around a chunk's code: its name and sign, the ways to its other parts, to its uses, and to what it replaces. */
import type { Element, ElementContent } from "hast";
import type { ChunkLink, ChunkView } from "../../tree.ts";
import { element, text } from "../hast.ts";
import { relativeHref } from "../links.ts";
import { fileHref } from "../program/paths.ts";
import type { PageSetting } from "../setting.ts";

/** The line above the code; a root chunk's file name stands in the margin. */
export function chunkHead(chunk: ChunkView, setting: PageSetting): Element {
  const className = chunk.kind === "file" ? ["margin", "file-name"] : ["chunk-head"];
  const whole = chunk.kind === "file" ? fileHref(setting.document, chunk.name) : null;
  if (whole === null) return element("p", { className }, ...chunkLabel(chunk), ...partLinks(chunk, setting));
  const [name, ...rest] = chunkLabel(chunk);
  const link = element("a", { className: ["whole"], href: relativeHref(setting.page.href, whole), title: "The whole file" }, ...(name ? [name] : []));
  return element("p", { className }, link, ...rest, ...partLinks(chunk, setting));
}

/** `⟨Count every transition⟩ ≡`, or `src/markov/model.ts ≡`. */
export function chunkLabel(chunk: ChunkView): ElementContent[] {
  const name = chunk.kind === "file" ? breakable(chunk.name) : bracketed(chunk.name);
  return [name, text(" "), element("span", { className: ["sign"] }, chunk.sign)];
}

/** The lines under the code: where it is used, and the versions before and after it. */
export function chunkFoot(chunk: ChunkView, setting: PageSetting): Element[] {
  const sentences = [
    phrase("Used in ", chunk.usedIn, setting),
    phrase("Replaces ", chunk.replaces, setting),
    phrase("Replaced by ", chunk.replacedBy ? [chunk.replacedBy] : [], setting),
  ].filter((each) => each.length > 0);
  if (sentences.length === 0) return [];
  const content = sentences.flatMap((each, index) => (index > 0 ? [text(" "), ...each] : each));
  return [element("p", { className: ["chunk-foot"] }, ...content)];
}

/** The difference with what the chunk replaces, folded; a line says by its sign which side it is from. */
export function difference(chunk: ChunkView, setting: PageSetting): Element[] {
  if (chunk.sign !== ":=" || chunk.difference.length === 0) return [];
  const lines = chunk.difference.map(({ kind, text: line }) => {
    if (kind === "removed") return element("del", {}, `− ${line}\n`);
    if (kind === "added") return element("ins", {}, `+ ${line}\n`);
    return element("span", { className: ["same"] }, `  ${line}\n`);
  });
  const before = chunk.replaces[0];
  const where = before ? setting.link(before.id)?.section ?? null : null;
  const summary = element("summary", {}, where === null ? "What changes" : `What changes from ${where}`);
  const body = element("pre", { className: ["difference"], tabIndex: 0 }, element("code", {}, ...lines));
  return [element("details", { className: ["fold"] }, summary, body)];
}

function bracketed(name: string): Element {
  const bracket = (sign: string): Element => element("span", { className: ["bracket"] }, sign);
  return element("span", { className: ["chunk-name"] }, bracket("⟨"), name, bracket("⟩"));
}

/** A path that may break after its slashes. */
function breakable(path: string): Element {
  const pieces = path.split("/").flatMap((piece, index) => (index > 0 ? [text("/"), element("wbr", {}), text(piece)] : [text(piece)]));
  return element("span", { className: ["path"] }, ...pieces);
}

/** Arrows to the part before and the part after, with the section they stand in. */
function partLinks(chunk: ChunkView, setting: PageSetting): Element[] {
  const arrow = (link: ChunkLink | null, sign: string, title: string): ElementContent[] => {
    const way = link ? setting.link(link.id) : null;
    if (!way) return [];
    const where = way.section ?? (sign === "↑" ? "above" : "below");
    return [element("a", { href: way.href, title }, `${sign} ${where}`)];
  };
  const links = [...arrow(chunk.previous, "↑", "The part before"), ...arrow(chunk.next, "↓", "The next part")];
  const spaced = links.flatMap((link, index) => (index > 0 ? [text("  "), link] : [link]));
  return links.length > 0 ? [element("span", { className: ["parts"] }, ...spaced)] : [];
}

/** `Used in ⟨A⟩ and ⟨B⟩ (2.1).` */
function phrase(opening: string, links: readonly ChunkLink[], setting: PageSetting): ElementContent[] {
  if (links.length === 0) return [];
  const parts = links.flatMap((link, index) => {
    const joint = index === 0 ? opening : index === links.length - 1 ? " and " : ", ";
    const way = setting.link(link.id);
    const isFile = link.text.startsWith("src/");
    const label = isFile ? element("code", {}, link.text) : bracketed(link.text);
    return [
      text(joint),
      way === null ? label : element("a", { href: way.href }, label),
      ...(way?.section ? [text(` (${way.section})`)] : []),
    ];
  });
  return [...parts, text(".")];
}
