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
  const worker = started(module, given, resourceLimits);
  const made = posted<Made>(worker, module);
  made.catch(() => undefined);
  return { made, stop: () => void worker.terminate() };
}

/** A thread that keeps what it has learnt from question to question. */
export interface AskedThread<Asked, Answer> {
  /** One question after the other. Rejected with what the thread throws, which ends it: then the next question starts another. */
  readonly ask: (asked: Asked) => Promise<Answer>;
  readonly stop: () => void;
}

/** A module of ours that posts an answer to each message. It is started for the first question, and no process waits for it but for an answer. */
export function askedThread<Asked, Answer>(module: string): AskedThread<Asked, Answer> {
  let worker: Worker | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const begun = (): Worker => {
    const own = started(module, null, {});
    const ended = (): void => void (worker = worker === own ? null : worker);
    return own.once("error", ended).once("exit", ended);
  };
  const answered = async (asked: Asked): Promise<Answer> => {
    const own = (worker ??= begun());
    own.ref();
    const answer = posted<Answer>(own, module);
    own.postMessage(asked);
    return answer.finally(() => own.unref());
  };
  return {
    ask(asked) {
      const answer = before.then(() => answered(asked));
      before = answer.catch(() => undefined);
      return answer;
    },
    stop: () => void worker?.terminate(),
  };
}

function started(module: string, given: unknown, resourceLimits: ResourceLimits): Worker {
  const { path, needs } = startedModule(module);
  const options = { workerData: given, execArgv: [], resourceLimits };
  const worker = needs.length === 0 ? new Worker(pathToFileURL(path), options) : new Worker(fromSource(path), { ...options, eval: true });
  // who waits is told; a failure that nobody waits for is no error
  return worker.on("error", () => undefined);
}

/** What a thread posts next. */
function posted<Made>(worker: Worker, module: string): Promise<Made> {
  return new Promise((resolve, reject) => {
    const ended = (): void => failed(new Error(`internal: the thread of ${module} ended before it had made anything`));
    const letGo = (): void => void worker.off("message", came).off("error", failed).off("exit", ended);
    const came = (made: Made): void => {
      letGo();
      resolve(made);
    };
    const failed = (error: unknown): void => {
      letGo();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    worker.on("message", came).on("error", failed).on("exit", ended);
  });
}

/** A thread has no TypeScript until tsx is registered in it, so it starts from a line of JavaScript. */
function fromSource(path: string): string {
  const tsx = new URL("./dist/esm/api/index.mjs", pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"))).href;
  return `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(pathToFileURL(path).href)}); })`;
}
