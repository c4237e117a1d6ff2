/** What a worker begins with that trains, behind the script that runs cells: the module of the training is handed to `__trainer`. */
import { Driver } from "./training/driver.ts";
import type { Asked, Told, TrainingModule } from "./training/contract.ts";

const later: typeof setTimeout = globalThis.setTimeout;

/** Never comes back: the page ends the worker. */
function trainer(module: TrainingModule): Promise<never> {
  return new Promise((_, fail) => {
    const driver = new Driver(module, { tell: (told: Told, transfer = []) => postMessage(told, { transfer: [...transfer] }), fail, now: () => performance.now(), rest });
    addEventListener("message", ({ data }: MessageEvent<Asked>) => driver.hear(data));
  });
}

/** A timer of no time takes four milliseconds, a message to oneself none. */
function rest(milliseconds: number): Promise<void> {
  if (milliseconds > 0) return new Promise((go) => later(go, milliseconds));
  const { port1, port2 } = new MessageChannel();
  return new Promise((go) => {
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(null);
  });
}

Object.assign(globalThis, { __trainer: trainer });
