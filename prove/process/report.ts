/** The way out of a section's process: messages on a pipe of their own, written before anything else can happen. */
import { writeSync } from "node:fs";
import type { Message } from "./job.ts";

/** Sends a message. Returns when it is in the pipe, so that what comes after may end the process. */
export type Report = (message: Message) => void;

/** The pipe that the parent reads. */
const channel = 3;

/** Makes the way out. */
export function reportTo(write: (bytes: Uint8Array) => number = (bytes) => writeSync(channel, bytes)): Report {
  return (message) => {
    let rest = Buffer.from(`${JSON.stringify(message)}\n`);
    while (rest.length > 0) rest = rest.subarray(write(rest));
  };
}
