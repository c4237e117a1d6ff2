/** The faces of the PDF edition: files of npm packages, all openly licensed, all embedded. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What the imprint says of them. */
export const typefaces =
  "Source Serif 4 by Frank Grießhammer, STIX Two Math by the STI Pub companies, JetBrains Mono by Philipp Nurullin and Noto Emoji by Google (SIL Open Font License), with DejaVu Sans Mono (Bitstream Vera licence)";

/** The bytes of every face. DejaVu Sans Mono comes inside Typst. */
export function readFonts(): Buffer[] {
  const require = createRequire(import.meta.url);
  return files.map(([name, path]) => readFileSync(join(dirname(require.resolve(`${name}/package.json`)), path)));
}

const otf = (face: string): readonly [string, string] => ["source-serif", `OTF/SourceSerif4${face}.otf`];
const google = (name: string, folder: string, file: string): readonly [string, string] => [`@expo-google-fonts/${name}`, `${folder}/${file}_${folder}.ttf`];

/** Package and path in it. */
const files: readonly (readonly [string, string])[] = [
  ...["-Regular", "-It", "-Semibold", "-SemiboldIt", "-Bold", "-BoldIt"].map(otf),
  ...["SmText-Regular", "SmText-It", "SmText-Semibold", "SmText-SemiboldIt"].map(otf),
  ...["Subhead-Semibold", "Subhead-SemiboldIt", "Subhead-It", "Display-Light", "Display-LightIt", "Display-Regular", "Display-It"].map(otf),
  ...["400Regular", "400Regular_Italic", "500Medium", "700Bold"].map((folder) => google("jetbrains-mono", folder, "JetBrainsMono")),
  google("stix-two-math", "400Regular", "STIXTwoMath"),
  google("noto-emoji", "400Regular", "NotoEmoji"),
];
