/** A thread that looks into programs, one question after the other: what they share is read once. */
import { parentPort } from "node:worker_threads";
import type { AskedFiles } from "./followed.ts";
import { identifier, type Identifier } from "./identify.ts";

let own: Promise<Identifier> | null = null;

parentPort?.on("message", ({ root, files, wanted }: AskedFiles) => {
  own ??= identifier(root);
  void own.then(({ identify }) => parentPort?.postMessage(identify(files, files.filter(({ path }) => wanted.includes(path)))));
});
