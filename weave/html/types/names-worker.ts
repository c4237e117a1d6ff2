/** A thread that looks up names. */
import { parentPort, workerData } from "node:worker_threads";
import { lookUp, type LookUp } from "./lookUp.ts";

parentPort?.postMessage(await lookUp(workerData as LookUp));
