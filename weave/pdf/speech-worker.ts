/** A worker thread that speaks the formulas it is given. */
import { parentPort, workerData } from "node:worker_threads";
import { createSpeaker } from "./spoken.ts";

const speaker = await createSpeaker();
parentPort?.postMessage((workerData as readonly string[]).map((latex) => [latex, speaker(latex)]));
