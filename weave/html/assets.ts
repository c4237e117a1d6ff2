/** The files that every page shares: style sheets, fonts and their licences, KaTeX's among them. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { faceRules, fetchedFaces, mathFaces, unicodeRange } from "./fonts/faces.ts";
import { palette, paper, syntax, type Ink } from "../palette.ts";

/** A file of the edition: a text or a picture made here, or a file to copy. */
export type SiteFile = { readonly text: string } | { readonly bytes: Uint8Array } | { readonly copy: string };

/** The style sheets in the order in which they are joined. */
const sheets = ["faces", "page", "prose", "code", "literate", "blocks", "figures", "lists", "margin", "marks", "sidebar", "tools", "search", "cells", "far", "print"] as const;

const fonts = join(import.meta.dirname, "fonts");
const theme = join(import.meta.dirname, "theme");

/** Style sheets of parts that few pages have, or that a page fetches when they are opened. */
const apart = ["calibration.css", "cover.css", "doubt.css", "exercises.css", "guesses.css", "sketch.css", "training.css"];

/** All shared files by their path in the edition. */
export function assetFiles(): ReadonlyMap<string, SiteFile> {
  const licences = readdirSync(fonts).filter((name) => name.endsWith(".txt")).sort();
  const copied = [...fetchedFaces.map(({ to }) => to), ...licences];
  return new Map<string, SiteFile>([
    ["assets/book.css", { text: bookCss() }],
    ...apart.map((name): [string, SiteFile] => [`assets/${name}`, { text: slim(readFileSync(join(theme, name), "utf8")) }]),
    [iconPath, { text: iconSvg() }],
    ...copied.map((name): [string, SiteFile] => [`assets/${name}`, { copy: join(fonts, name) }]),
    ...katexFiles(),
    ["assets/search.LICENSE.txt", { copy: join(dirname(createRequire(import.meta.url).resolve("minisearch")), "../../LICENSE.txt") }],
  ]);
}

/** What a browser shows beside the title of a page; without one it asks the server for `/favicon.ico`, which may not be the book's. */
export const iconPath = "assets/icon.svg";

/** A page with the mark of what was shown. */
function iconSvg(): string {
  const colours = (ground: keyof Ink): string => `.p{fill:${paper[ground]};stroke:${palette.ink[ground]}}.m{stroke:${palette.accent[ground]}}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>${colours("light")}@media(prefers-color-scheme:dark){${colours("dark")}}</style>` +
    `<path class="p" stroke-width="2" d="M6 2h20v28H6z"/><path class="m" fill="none" stroke-width="3.5" d="m11 16 4 5 7-11"/></svg>\n`;
}

/** The style sheet of the book: the inks of the palette, light and dark, then the theme. */
export function bookCss(): string {
  const properties = (ground: keyof Ink): string =>
    Object.entries({ paper, ...palette, ...coloured }).map(([name, ink]) => `  --${name}: ${ink[ground]};`).join("\n");
  // what the reader chose stands above what the system prefers, and print above both
  const colours = [
    `:root {\n${properties("light")}\n}`,
    `@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {\n${properties("dark")}\n} }`,
    `:root[data-theme="dark"] {\n${properties("dark")}\n}`,
    `@media print { :root:root:root {\n${properties("print")}\n} }`,
  ];
  return slim([faceRules(), ...colours, ...sheets.map((name) => readFileSync(join(theme, `${name}.css`), "utf8"))].join("\n"));
}

/** A style sheet without its comments and indents. */
function slim(css: string): string {
  return css.replace(/\/\*[^]*?\*\//g, "").replace(/\n\s*/g, "\n");
}

const { keyword, string, comment, type } = syntax;
const coloured = { keyword, string, comment, type };

/**
 * KaTeX's style sheet with the one font format that every browser of today reads, its fonts, its licence. What most pages have of
 * a face has a file of its own: of two rules for a family the browser asks the later one first, and fetches the other only for other signs.
 */
function katexFiles(): readonly [string, SiteFile][] {
  const folder = dirname(createRequire(import.meta.url).resolve("katex/package.json"));
  const css = readFileSync(join(folder, "dist/katex.min.css"), "utf8");
  const woff2Only = css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, "").replace(/url\(fonts\//g, "url(katex/");
  const parts = mathFaces.map(({ family, style, to, text }) => `@font-face{font-family:${family};font-style:${style};font-weight:400;src:url(${to}) format("woff2");unicode-range:${unicodeRange(text)}}\n`);
  const names = readdirSync(join(folder, "dist/fonts")).filter((name) => name.endsWith(".woff2")).sort();
  return [
    ["assets/katex.css", { text: woff2Only + parts.join("") }],
    ...mathFaces.map(({ to }): [string, SiteFile] => [`assets/${to}`, { copy: join(fonts, to) }]),
    ["assets/katex/LICENSE.txt", { copy: join(folder, "LICENSE") }],
    ...names.map((name): [string, SiteFile] => [`assets/katex/${name}`, { copy: join(folder, "dist/fonts", name) }]),
  ];
}
