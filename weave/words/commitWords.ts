/** A commit as records have it → words. */

/** `commit 4b01ea38`; for work that was not yet committed, which commit it came after. */
export function commitWords(commit: string): string {
  const [, clean] = /^(.*)-dirty$/.exec(commit) ?? [];
  return clean === undefined ? `commit ${commit}` : `later than commit ${clean}`;
}
