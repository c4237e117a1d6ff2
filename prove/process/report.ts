/** The way out of a section's process: messages on a pipe of their own, written before anything else can happen. */
import { writeSync } from "node:fs";
import type { Message } from "../cells/job.ts";

/** Sends a message. Returns when it is in the pipe, so that what comes after may end the process. */
export type Report = (message: Message) => void;

/** The pipe that the parent reads. */
const channel = 3;

/** Makes the way out. */
export function reporter(): Report {
  return (message) => {
    let rest = Buffer.from(`${JSON.stringify(message)}\n`);
    while (rest.length > 0) rest = rest.subarray(written(rest));
  };
}

/** How many bytes went in; 0 where the pipe is full and would not wait, after a millisecond for the parent to read. */
function written(bytes: Uint8Array): number {
  try {
    return writeSync(channel, bytes);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return 0;
  }
}
