/** The EPUB's style sheet: style.css with the palette's colours written in, since many reading systems know no custom properties. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { drawingRules } from "../figures.ts";
import { palette, paper, syntax, type Ink } from "../palette.ts";

const colours: Readonly<Record<string, Ink>> = { ...syntax, ...palette, paper };

/** Faces as the package holds them, by the name of their file. */
export const faces = [
  { file: "serif-roman.woff2", folder: "../html/fonts/", family: "Volume Serif", style: "normal", weight: "400 700" },
  { file: "serif-italic.woff2", folder: "../html/fonts/", family: "Volume Serif", style: "italic", weight: "400 700" },
  { file: "mono-roman.woff2", folder: "../html/fonts/", family: "Volume Mono", style: "normal", weight: "400" },
  { file: "mono-italic.woff2", folder: "../html/fonts/", family: "Volume Mono", style: "italic", weight: "400" },
  { file: "symbols-mono.woff2", folder: "../html/fonts/", family: "Volume Mono Symbols", style: "normal", weight: "400" },
  { file: "mathematics.woff2", folder: "./fonts/", family: "Volume Mathematics", style: "normal", weight: "400" },
] as const;

/** The style sheet's text. Fonts are in `../fonts/` of the folder it lies in. */
export function styleSheet(): string {
  const rules = `${readFileSync(new URL("./style.css", import.meta.url), "utf8")}\n${drawingRules()}`.replace(/\/\*[\s\S]*?\*\/\n*/g, "");
  const fonts = faces.map(
    ({ file, family, style, weight }) =>
      `@font-face { font-family: "${family}"; font-style: ${style}; font-weight: ${weight}; src: url("../fonts/${file}") format("woff2"); }`,
  );
  const indents = Array.from({ length: 24 }, (_, index) => index + 1).map((spaces) => {
    const width = ((spaces + 2) * 0.6).toFixed(1); // a character of the mono face is 0.6 em wide
    return `pre .i${spaces} { padding-left: ${width}em; text-indent: -${width}em; }`;
  });
  const light = `${fonts.join("\n")}\n\n${formulaRules()}\n${written(rules, "light")}\n${indents.join("\n")}\n`;
  const narrow = "@media (max-width: 30em) {\n.drawing .wide { display: none; }\n.drawing .narrow { display: block; width: 100%; }\n}\n";
  const plate = `img { background-color: ${paper.light}; }\n`; // pictures are drawn for light paper
  return `${light}\n${narrow}\n@media (prefers-color-scheme: dark) {\n${darkRules(rules)}${plate}}\n`;
}

/** What browsers need to be told of Temml's MathML, by Temml itself; its faces are ours. */
function formulaRules(): string {
  const sheet = readFileSync(createRequire(import.meta.url).resolve("temml/dist/Temml-STIX2.css"), "utf8");
  const refused = /^\s*(?:direction|(?:-webkit-)?mask-image):.*\n/gm; // by EPUBCheck: the language says the direction; unescaped data addresses
  return sheet.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@font-face\s*\{[^}]*\}/g, "").replace(refused, "").replace(/\n\s*\n+/g, "\n").trim();
}

function written(css: string, mode: "light" | "dark"): string {
  return css.replace(/var\(--(\w+)\)/g, (_, name: string) => {
    const ink = colours[name];
    if (ink === undefined) throw new Error(`internal: style.css names no ink of the palette: ${name}`);
    return ink[mode];
  });
}

/** Each rule that has a colour, with its coloured declarations alone. */
function darkRules(css: string): string {
  const rules = css.matchAll(/([^{}]+)\{([^{}]*)\}/g);
  return [...rules]
    .map(([, selector = "", body = ""]) => {
      const declarations = body.split(";").filter((declaration) => declaration.includes("var(--"));
      return declarations.length === 0 ? "" : `${selector.trim()} {${declarations.join(";")}; }\n`;
    })
    .map((rule) => written(rule, "dark"))
    .join("");
}
