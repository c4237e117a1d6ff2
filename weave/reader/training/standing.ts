/** Where a training stands: what the reader sees of it, whether it runs or not. */
import type { Look, Settings } from "./contract.ts";
import type { Seen } from "./store.ts";

/** Where a training stands. */
export interface Standing {
  readonly settings: Settings;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly look: Look | null;
  /** The program that took the steps; null where none were taken. */
  readonly version: string | null;
}

/** Before its first step. */
export function begun(settings: Settings, steps: number): Standing {
  return { settings, step: 0, steps, loss: NaN, look: null, version: null };
}

/** Where one stands that was kept. */
export function standingOf({ settings, step, steps, look, version }: Seen): Standing {
  return { settings, step, steps, loss: NaN, look, version };
}
