// Tangled from book/04-neural-lm/10-one-interface.md. Edit the book, then: npm run tangle
/** Language models that look at the last tokens only, a window of fixed length. */
import { reshape, zeros, type Tensor } from "../tensor-core.ts";
import { shapeText } from "../layout/shape.ts";
import type { Vocabulary } from "../tokenizers/vocabulary.ts";
import { startId, type Cache, type LanguageModel } from "./language-model.ts";

/** Windows of ids, n of them one behind the other, each of the length that the model looks back. */
export interface Windows {
  readonly n: number;
  readonly ids: Int32Array;
}

/** A model by the logits, [n, vocabularySize], that it gives after windows. Where fewer tokens were read, the start id fills a window from the left. */
export function windowModel(vocabulary: Vocabulary, contextLength: number, logitsOf: (windows: Windows) => Tensor): LanguageModel {
  const { size } = vocabulary;
  const cacheFor = (batch: number) => new RecentTokens(batch, contextLength, startId(vocabulary));
  return {
    vocabulary,
    contextLength,
    cacheFor,
    forward(ids, cache) {
      const [batch, time] = checkedShape(ids, startId(vocabulary));
      const recent = cache ?? cacheFor(batch);
      if (!(recent instanceof RecentTokens)) throw new TypeError("forward: the cache is that of another model");
      const windows = recent.extend(ids.dataSync(), [batch, time]);
      return windows.n === 0 ? zeros([batch, time, size]) : reshape(logitsOf(windows), [batch, time, size]);
    },
  };
}

/** The last tokens of some sequences: as many as the model looks back. */
class RecentTokens implements Cache {
  readonly #recent: Int32Array;
  readonly #batch: number;
  readonly #length: number;
  #read = 0;

  constructor(batch: number, length: number, start: number) {
    this.#recent = new Int32Array(batch * length).fill(start);
    this.#batch = batch;
    this.#length = length;
  }

  get length(): number {
    return this.#read;
  }

  /** Reads ids, [batch, time], and gives the window that ends with each. Throws `RangeError` for another number of sequences, or another model’s length. */
  extend(ids: ArrayLike<number>, [batch, time]: readonly [number, number]): Windows {
    if (batch !== this.#batch) throw new RangeError(`forward: the cache is one of ${this.#batch} sequences, and there are ${batch}`);
    const length = this.#length;
    const windows = new Int32Array(batch * time * length);
    for (let b = 0; b < batch; b++) {
      const recent = this.#recent.subarray(b * length, (b + 1) * length);
      for (let t = 0; t < time; t++) {
        recent.copyWithin(0, 1);
        if (length > 0) recent[length - 1] = ids[b * time + t]!;
        windows.set(recent, (b * time + t) * length);
      }
    }
    this.#read += time;
    return { n: batch * time, ids: windows };
  }
}

function checkedShape(ids: Tensor, start: number): readonly [number, number] {
  const [batch, time, ...more] = ids.shape;
  if (batch === undefined || time === undefined || more.length > 0) throw new RangeError(`forward: ids are [batch, time], not ${shapeText(ids.shape)}`);
  const stray = ids.dataSync().find((id) => !(Number.isInteger(id) && id >= 0 && id <= start));
  if (stray !== undefined) throw new RangeError(`forward: ${stray} is none of the ids from 0 to ${start}`);
  return [batch, time];
}
//# sourceMappingURL=../.maps/models/window-model.ts.map
