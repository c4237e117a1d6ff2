/** Makes the EPUB's face for mathematics from its package: `npx tsx weave/epub/fonts/subset.ts`. The result is committed. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import subsetFont from "subset-font";

const here = import.meta.dirname;
const face = resolve(here, "../../../node_modules/@expo-google-fonts/stix-two-math");

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join("");

/** ASCII, Latin-1, accents, Greek, general punctuation, primes, letterlike signs, arrows, operators, brackets, the mathematical alphabets. */
const text = [
  range(0x20, 0x7e), range(0xa0, 0xff), range(0x2c6, 0x2dd), range(0x300, 0x338), range(0x391, 0x3c9), "ϑϕϖϱϵ", range(0x2010, 0x2044),
  range(0x2057, 0x2064), range(0x20d0, 0x20ef), range(0x2102, 0x2138), range(0x2190, 0x21ff), range(0x2200, 0x22ff), range(0x2308, 0x230b),
  "⌢⌣⎰⎱⏞⏟⏠⏡⎵⎴□■◦○△▽★", range(0x239b, 0x23b6), range(0x27e6, 0x27ef), range(0x27f5, 0x27ff), "⟂⟋⟍⦀⨀⨁⨂⨄⨆⩽⩾⪅⪆⪯⪰⪡⪢⊕", range(0x1d400, 0x1d7ff),
].join("");

const original = readFileSync(join(face, "400Regular/STIXTwoMath_400Regular.ttf"));
const subset = await subsetFont(original, text, { targetFormat: "woff2" });
writeFileSync(join(here, "mathematics.woff2"), subset);
copyFileSync(join(face, "LICENSE_FONT"), join(here, "mathematics-OFL.txt"));
console.log(`mathematics.woff2  ${subset.length} bytes, of ${original.length}`);
