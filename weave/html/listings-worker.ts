/** A thread that colours the code that it is given, in its order. */
import { parentPort, workerData } from "node:worker_threads";
import { highlighterFor, type Code } from "../highlight.ts";
import { pack } from "./listings.ts";

const codes = workerData as readonly Code[];
const highlighter = await highlighterFor(codes);
parentPort?.postMessage(codes.map(({ text, language }) => pack(highlighter.lines(text, language))));
