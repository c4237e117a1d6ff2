/** A thread that packs an EPUB. */
import { parentPort, workerData } from "node:worker_threads";
import { packed, type Package } from "./archive.ts";

parentPort?.postMessage(packed(workerData as Package));
