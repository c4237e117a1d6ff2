/** A thread that binds a volume. */
import { parentPort, workerData } from "node:worker_threads";
import { bound, type Binding } from "./bind.ts";
import type { SetVolume } from "./volume.ts";

const { set, binding } = workerData as { readonly set: SetVolume; readonly binding: Binding };
// a copy of a buffer is an array of bytes
const gatherings = set.gatherings.map((gathering) => ({ ...gathering, pdf: Buffer.from(gathering.pdf) }));
parentPort?.postMessage(bound({ ...set, gatherings }, binding));
