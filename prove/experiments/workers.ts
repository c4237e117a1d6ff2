/** So many things at the same time, in the order of a list. */

/** Does `work` on each of a list, `jobs` of them at the same time. */
export async function inParallel<T>(list: readonly T[], jobs: number, work: (each: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(list.length, Math.max(1, jobs)) }, worker));
}
