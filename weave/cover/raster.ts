/** SVG → PNG without a browser, with the book's own faces, so that every machine draws the same pixels. */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

const faces = [
  "source-serif/OTF/SourceSerif4-Regular.otf",
  "source-serif/OTF/SourceSerif4-It.otf",
  "@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf",
  "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
];

/** The drawing as PNG, at its own size. It is drawn in a thread of its own, which takes a second. */
export function rasterized(svg: string): Promise<Uint8Array> {
  const { resolve: find } = createRequire(import.meta.url);
  const workerData = { svg, program: find("@resvg/resvg-wasm/index_bg.wasm"), faces: faces.map((face) => find(face)) };
  const worker = new Worker(new URL("./raster-worker.mjs", import.meta.url), { workerData, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
