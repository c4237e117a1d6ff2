/**
 * What every run of tests sets up: arrays of numbers of one kind with the same bytes are equal at once, where Vitest would compare them
 * number by number, which takes seconds for the tokens of a novel. What has other bytes is compared as ever.
 */
import { expect } from "vitest";

/** True for two typed arrays, or buffers, of one kind with the same bytes; undefined, which leaves the judgement to Vitest, for all others. */
export function sameBytes(one: unknown, other: unknown): true | undefined {
  if (!ArrayBuffer.isView(one) || !ArrayBuffer.isView(other) || Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return undefined;
  return bytesOf(one).equals(bytesOf(other)) || undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer => Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

expect.addEqualityTesters([sameBytes]);
