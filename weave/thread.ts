/** Work on a thread of its own, beside what the main one does. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type ResourceLimits } from "node:worker_threads";
import { startedModule } from "../tangle/index.ts";

/** So many bytes are worth the start of a thread that packs or binds them. */
export const BYTES_WORTH_A_THREAD = 2e6;

/** A thread that makes one thing. */
export interface Threaded<Made> {
  /** A copy of what it posts. Rejected with what it throws, or where it ends without having made anything; a failure that nobody waits for is no error. */
  readonly made: Promise<Made>;
  /** Ends it, whatever it is doing: what it makes is not wanted any more. */
  readonly stop: () => void;
}

/** Starts a module of ours, by its absolute path as `startedModule` has it, with a copy of what it is given as `workerData`. */
export function onThread<Made>(module: string, given: unknown, resourceLimits: ResourceLimits = {}): Threaded<Made> {
  const { path, needs } = startedModule(module);
  const worker = needs.length === 0
    ? new Worker(pathToFileURL(path), { workerData: given, execArgv: [], resourceLimits })
    : new Worker(fromSource(path), { eval: true, workerData: given, execArgv: [], resourceLimits });
  const made = new Promise<Made>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error(`internal: the thread of ${module} ended before it had made anything`)));
  });
  made.catch(() => undefined);
  return { made, stop: () => void worker.terminate() };
}

/** A thread has no TypeScript until tsx is registered in it, so it starts from a line of JavaScript. */
function fromSource(path: string): string {
  const tsx = new URL("./dist/esm/api/index.mjs", pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"))).href;
  return `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(pathToFileURL(path).href)}); })`;
}
