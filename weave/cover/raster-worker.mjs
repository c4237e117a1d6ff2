/** A worker thread that draws the SVG it is given as PNG. Plain JavaScript: a thread starts without TypeScript. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const { svg, program, faces } = workerData;
await initWasm(readFileSync(program));
const fontBuffers = faces.map((face) => new Uint8Array(readFileSync(face)));
const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: "Source Serif 4" } });
parentPort?.postMessage(drawing.render().asPng());
