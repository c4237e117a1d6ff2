/** A drawing's SVG as each edition shows it: in the theme's variables, in print's inks, or in classes that a style sheet knows. */
import { sizeOf } from "../prove/drawnInPage.ts";
import { palette, paper, type Ink } from "./palette.ts";
import type { Surroundings } from "./drawn/apart.ts";
import { wordsApart } from "./drawn/wordsApart.ts";
import type { BookDrawing } from "./tree.ts";

/** For a page of HTML: the drawing in the theme's variables, and where there is one the one for a phone behind it. */
export function screenDrawing({ svg }: BookDrawing, alt: string): string {
  return layouts(svg, alt).map(joined).join("");
}

/** For an EPUB, whose readers know few variables: the colours of light paper, and a class for each that dark paper changes. */
export function bookDrawing({ svg }: BookDrawing, alt: string): string {
  return layouts(svg, alt).map((layout) => classed(withoutFace(joined(layout)))).join("");
}

/** For print: one drawing, in the inks and the face of print. */
export function printDrawing({ svg }: BookDrawing): string {
  const [wide] = layouts(svg, "");
  if (wide === undefined) throw new Error("internal: a drawing without a layout");
  return withInks(joined(wide), "print").replace(/font-family="[^"]*"/, `font-family="${printFaces}"`);
}

/** The rules that give a drawing's classes their colours; `var(--ink)` and the like as in the edition's own style sheet. */
export function drawingRules(): string {
  return Object.keys(colours).map((name) => `.drawing .${name}-fill { fill: var(--${name}); }\n.drawing .${name}-line { stroke: var(--${name}); }`).join("\n");
}

/** What a drawing's file says of it to someone who cannot see it; "" where it says nothing. */
export function descriptionIn({ svg }: Pick<BookDrawing, "svg">): string {
  const [, escapedText = ""] = /<desc[^>]*>([\s\S]*?)<\/desc>/.exec(svg) ?? [];
  return escapedText.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

/** How wide a figure is set: in the margin, in the column, or across both. */
export function widthOf({ width }: Pick<BookDrawing, "width">): "margin" | "column" | "full" {
  return sizeOf(width);
}

const colours: Readonly<Record<string, Ink>> = { ...palette, paper };

/** A serif small enough for labels, and what it lacks from the mathematical face. */
const printFaces = "Source Serif 4, STIX Two Math";

interface Layout {
  readonly opening: string;
  readonly names: string;
  readonly content: string;
}

const joined = ({ opening, names, content }: Layout): string => `${opening}${names}${content}</svg>`;

/** The layouts in a drawing's file, each an SVG of its own, its words apart. Throws `internal` for what `prove` did not write. */
function layouts(svg: string, alt: string): readonly Layout[] {
  const parts = /^(<svg [^>]*>)\s*(<title[\s\S]*?<\/title>\s*<desc[\s\S]*?<\/desc>)([\s\S]*)<\/svg>\s*$/.exec(svg);
  if (parts === null) throw new Error("internal: a drawing is not laid out as `prove` writes it");
  const [, root = "", written = "", inside = ""] = parts;
  const names = alt === "" ? written : written.replace(/(<desc[^>]*>)[\s\S]*(<\/desc>)/, (_, open: string, close: string) => `${open}${escaped(alt)}${close}`);
  const at = inside.indexOf('<svg class="narrow"');
  // the class is for the file, which shows one of two; a layout that is the only one is hidden nowhere
  const content = inline(at < 0 ? inside : inside.slice(0, at)).replace(' class="wide"', "");
  const wide = { opening: withClass(root, "wide"), names, content: wordsApart(content, extentOf(root)) };
  return at < 0 ? [{ ...wide, opening: root }] : [wide, narrowLayout(inside.slice(at), { root, names })];
}

function narrowLayout(source: string, { root, names }: { readonly root: string; readonly names: string }): Layout {
  const [whole, view = "", content = ""] = /^<svg class="narrow" (viewBox="[^"]*" width="[^"]*" height="[^"]*")[^>]*>([\s\S]*)<\/svg>\s*$/.exec(source) ?? [];
  if (whole === undefined) throw new Error("internal: a drawing's narrow layout has no size");
  const opening = withClass(root.replace(/viewBox="[^"]*" width="[^"]*" height="[^"]*"/, view), "narrow");
  return { opening: renamed(opening), names: renamed(names), content: wordsApart(inline(content), extentOf(view)) };
}

function extentOf(attributes: string): Surroundings["extent"] {
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(attributes) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** Ids are unique on a page, and both layouts stand on it. */
const renamed = (markup: string): string => markup.replace(/(drawing-[\w-]*-(?:title|desc))\b/g, "$1-narrow");

const withClass = (root: string, name: string): string => root.replace("<svg ", `<svg class="${name}" `);

/** Without the line breaks between elements, which are for those who read the file. */
const inline = (content: string): string => content.replace(/>\s*\n\s*</g, "><").trim();

const withoutFace = (svg: string): string => svg.replace(/ font-family="[^"]*"/, "");

function withInks(svg: string, ground: keyof Ink): string {
  return svg.replace(/var\(--(\w+), #[\da-f]{6}\)/g, (_, name: string) => inkNamed(name)[ground]);
}

function inkNamed(name: string): Ink {
  const ink = colours[name];
  if (ink === undefined) throw new Error(`internal: a drawing uses an ink that the palette lacks: ${name}`);
  return ink;
}

/** Each element's inks once as an attribute, for readers without style sheets, and once as classes. */
function classed(svg: string): string {
  const marked = svg.replace(/<[a-zA-Z][^>]*>/g, (tag) => {
    const uses = [...tag.matchAll(/\s(fill|stroke)="var\(--(\w+), #[\da-f]{6}\)"/g)];
    const names = uses.map(([, property, name = ""]) => `${name}-${property === "fill" ? "fill" : "line"}`);
    if (names.length === 0) return tag;
    const own = /\sclass="([^"]*)"/.exec(tag);
    const bare = own === null ? tag : tag.replace(own[0], "");
    return bare.replace(/^<[\w:-]+/, (start) => `${start} class="${[...(own?.[1] === undefined ? [] : [own[1]]), ...names].join(" ")}"`);
  });
  return withInks(marked, "light");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
