/** SVG → PNG without a browser, with the book's own faces, so that every machine draws the same pixels. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const resolvePackage = createRequire(import.meta.url).resolve;

const faces = [
  "source-serif/OTF/SourceSerif4-Regular.otf",
  "source-serif/OTF/SourceSerif4-It.otf",
  "@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf",
  "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
];

/** The drawing as PNG, at its own size. */
export async function rasterized(svg: string): Promise<Uint8Array> {
  await ready();
  const fontBuffers = faces.map((face) => new Uint8Array(readFileSync(resolvePackage(face))));
  const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: "Source Serif 4" } });
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  return png;
}

/** The library takes its program once a process, and says so by an error the second time. */
async function ready(): Promise<void> {
  try {
    await initWasm(readFileSync(resolvePackage("@resvg/resvg-wasm/index_bg.wasm")));
  } catch (error) {
    if (!(error instanceof Error) || !/already initialized/i.test(error.message)) throw error;
  }
}
