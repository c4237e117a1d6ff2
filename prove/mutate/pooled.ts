/** Does a list of things, some at the same time. */

/** Works on each item, in the order of the list, with at most `jobs` at a time; `slot` (from 0) is nobody else's meanwhile. Throws what a work throws, once all that had begun have ended. */
export async function pooled<T>(items: readonly T[], jobs: number, work: (item: T, slot: number) => Promise<void>): Promise<void> {
  const queue = [...items];
  const failed: unknown[] = [];
  async function worker(_: unknown, slot: number): Promise<void> {
    for (let next = queue.shift(); next !== undefined && failed.length === 0; next = queue.shift()) {
      await work(next, slot).catch((error: unknown) => failed.push(error));
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, items.length)) }, worker));
  if (failed.length > 0) throw failed[0];
}
