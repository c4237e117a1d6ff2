/** What a page and a training of the book's program ask of each other. `FORMAT.md` says how a book writes one. */
import type { Constant } from "../cells/constants.ts";

/** What a reader may set, by name; `seed` is usually one of them. */
export type Settings = Readonly<Record<string, number | string>>;

/** What the module exports that a figure names in `train="src/….ts"`. */
export interface TrainingModule {
  /** What a reader may set, with what the book sets. */
  readonly settings: readonly Constant[];
  /** A training from its first step, or from where `keep` was called; throws where the bytes are of another one. */
  readonly training: (settings: Settings, kept: Uint8Array | null) => Training;
}

/** A training that is taken step by step. */
export interface Training {
  /** Steps that the whole has. */
  readonly steps: number;
  /** Takes one step; gives the loss of its batch. */
  readonly advance: () => number | Promise<number>;
  /** What there is to see, after the steps whose losses are given. */
  readonly look: (losses: readonly number[]) => Look;
  /** All that it needs to go on as if it had not been left. */
  readonly keep: () => Uint8Array;
}

/** What a training shows. */
export interface Look {
  /** How good it is, in words: `validation loss 2.31 nats`; "" before that is known. */
  readonly said: string;
  /** What the model writes. */
  readonly sample: string;
  /** SVGs by name, in the inks of the book. */
  readonly drawings: Readonly<Record<string, string>>;
  /** A number of the axis of figures that say `mine="… score"`; null before it is known. */
  readonly score: number | null;
}

/** What the page says to the worker. */
export type Asked =
  | { readonly kind: "start"; readonly settings: Settings; readonly kept: Uint8Array | null; readonly losses: readonly number[] }
  /** Takes steps until it is paused: at most `pace` a second, null for as many as it can. */
  | { readonly kind: "run"; readonly pace: number | null }
  | { readonly kind: "pause" }
  /** Takes one step. */
  | { readonly kind: "step" }
  /** Gives what is to be kept at once. */
  | { readonly kind: "keep" };

/** What the worker says to the page. */
export type Told =
  /** The worker listens. */
  | { readonly kind: "training"; readonly told: "here" }
  | { readonly kind: "training"; readonly told: "ready"; readonly declared: readonly Constant[]; readonly settings: Settings; readonly steps: number }
  | { readonly kind: "training"; readonly told: "moved"; readonly step: number; readonly loss: number }
  | { readonly kind: "training"; readonly told: "seen"; readonly step: number; readonly look: Look }
  | { readonly kind: "training"; readonly told: "kept"; readonly bytes: Uint8Array; readonly losses: Float64Array }
  /** It takes no step until it is asked again. */
  | { readonly kind: "training"; readonly told: "rests" };

/** What the data store gives of a training, under `trainingName`. */
export interface TrainingFile {
  /** `src/….ts` */
  readonly module: string;
  /** The chapter's program. */
  readonly program: string;
  /** The packs that hold the module and what it imports. */
  readonly packs: readonly string[];
  /** Another one where the code is another, or its data. */
  readonly version: string;
  /** Bytes of each file of the book's data. */
  readonly data: Readonly<Record<string, number>>;
}

/** The name under which the training of a figure is given. */
export function trainingName(figure: string): string {
  return `training/${figure}`;
}
