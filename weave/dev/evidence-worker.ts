/** A thread that reads the evidence of a book, so that what takes long of it is kept on the disk for who reads it next. */
import { parentPort, workerData } from "node:worker_threads";
import { hasErrors, readBook } from "../../tangle/index.ts";
import { keptGraph, keptReaders } from "../../tangle/standing/index.ts";
import { readEvidence } from "../../prove/index.ts";
import { cacheUnder } from "../cache.ts";

const root = String(workerData);
const cache = cacheUnder(root);
const { book, diagnostics } = readBook(root, keptReaders(cache));
if (book !== null && !hasErrors(diagnostics)) {
  const { graph, diagnostics: chunking } = keptGraph(book, cache);
  if (!hasErrors(chunking)) readEvidence({ book, graph }, { cache });
}
parentPort?.postMessage(null);
