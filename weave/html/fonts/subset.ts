/** Makes the fonts of the HTML edition from the packages they come in: `npx tsx weave/html/fonts/subset.ts`. The results are committed. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import subsetFont from "subset-font";
import { all, faces as pageFaces, mathFaces, operators, range, subscripts } from "./faces.ts";

const here = import.meta.dirname;
const packages = resolve(here, "../../../node_modules");

/** The EPUB has whole faces: weights 400–700 and optical sizes 8–40 are all that its pages ask for. */
const serifAxes = { wght: { min: 400, max: 700 }, opsz: { min: 8, max: 40 } };

/** What is fetched over a network goes without instructions for screens of the past: they are a third of some faces. */
const unhinted = { noHinting: true };

const faces = [
  ...mathFaces.map(({ from, to, text }) => ({ from, to, text, ...unhinted, keepFeatures: [] })),
  { from: "source-serif/VAR/SourceSerif4Variable-Roman.ttf", to: "serif-roman.woff2", text: all, variationAxes: serifAxes },
  { from: "source-serif/VAR/SourceSerif4Variable-Italic.ttf", to: "serif-italic.woff2", text: all, variationAxes: serifAxes },
  { from: "@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf", to: "mono-roman.woff2", text: all + range(0x2500, 0x257f) + range(0x2580, 0x259f) },
  { from: "@expo-google-fonts/jetbrains-mono/400Regular_Italic/JetBrainsMono_400Regular_Italic.ttf", to: "mono-italic.woff2", text: all },
  { from: "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf", to: "symbols-mono.woff2", text: operators + subscripts + "‖′″✔✗" },
];

const licences = [
  { from: "source-serif/LICENSE.md", to: "source-serif-OFL.txt" },
  { from: "@fontsource-variable/jetbrains-mono/LICENSE", to: "jetbrains-mono-OFL.txt" },
  { from: "@expo-google-fonts/stix-two-math/LICENSE_FONT", to: "stix-two-math-OFL.txt" },
  { from: "dejavu-fonts-ttf/LICENSE", to: "dejavu-LICENSE.txt" },
] as const;

/** The pages' faces. */
const shared = pageFaces.map(({ from, to, text, axes, features }) => ({ from, to, text, ...unhinted, ...(axes && { variationAxes: axes }), keepFeatures: [...features] }));

for (const { from, to, text, ...options } of [...faces, ...shared]) {
  const original = renamed(readFileSync(join(packages, from)));
  const subset = await subsetFont(original, text, { targetFormat: "woff2", ...options });
  writeFileSync(join(here, to), subset);
  console.log(`${to}  ${subset.length} bytes`);
}
for (const { from, to } of licences) copyFileSync(join(packages, from), join(here, to));

/**
 * The font with `Source`, a name that its licence reserves for the unmodified version, given another in every name record
 * but the copyright (name 0) and trademark (name 7). The name has as many letters, so that no offset moves.
 */
function renamed(font: Buffer): Buffer {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const record = tables.find((at) => font.toString("latin1", at, at + 4) === "name");
  if (record === undefined) throw new Error("internal: the font has no name table");
  const table = font.readUInt32BE(record + 8);
  const strings = table + font.readUInt16BE(table + 4);
  for (let index = 0; index < font.readUInt16BE(table + 2); index++) {
    const name = table + 6 + 12 * index;
    if ([0, 7].includes(font.readUInt16BE(name + 6))) continue;
    const start = strings + font.readUInt16BE(name + 10);
    const text = font.subarray(start, start + font.readUInt16BE(name + 8));
    for (const encode of [wide, narrow]) replaceAll(text, encode("Source"), encode("Volume"));
  }
  return font;
}

function replaceAll(text: Buffer, from: Buffer, to: Buffer): void {
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + from.length)) to.copy(text, at);
}

function narrow(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

function wide(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}
