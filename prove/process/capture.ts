/** Keeps what a cell prints, in the order in which it is printed, up to a limit. */

/** Something that was shown, among the text: its lines are known once it is drawn. */
export interface Piece<T> {
  readonly shown: Promise<T>;
}

/** What is printed, as it comes. */
export interface Capture<T> {
  /** Adds what was shown where the output stands now. */
  readonly insert: (shown: Promise<T>) => void;
  /** What came since the last call. */
  readonly take: () => readonly (string | Piece<T>)[];
}

interface Limit {
  /** In characters. */
  readonly most: number;
  /** Called with the first character beyond it; the rest is not kept. */
  readonly exceeded: () => void;
}

/** Takes over the process's output and error streams, so that `console` and whoever writes to them are all heard. */
export function captureOutput<T>(streams: readonly NodeJS.WriteStream[], limit: Limit): Capture<T> {
  let pieces: (string | Piece<T>)[] = [];
  let length = 0;
  for (const stream of streams) stream.write = heard;

  function heard(chunk: Uint8Array | string, encoding?: BufferEncoding | ((error?: Error | null) => void), done?: (error?: Error | null) => void): boolean {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    length += text.length;
    if (length > limit.most) limit.exceeded();
    else pieces.push(text);
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback !== undefined) queueMicrotask(() => callback(null));
    return true;
  }

  return {
    insert: (shown) => void pieces.push({ shown }),
    take() {
      const taken = pieces;
      pieces = [];
      length = 0;
      return taken;
    },
  };
}
