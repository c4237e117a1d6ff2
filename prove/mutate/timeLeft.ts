/** How far a run has come, in words, with the time that is left. */

/** A text for a number of things that are done. The estimate takes those that are left to be like those that are done. */
export function progressText(what: string, [one, many]: readonly [string, string], all: number, now: () => number = () => performance.now()): (done: number) => string {
  const start = now();
  return (done) => {
    const said = `${what}: ${done} of ${all} ${all === 1 ? one : many}`;
    return done === 0 ? said : `${said}, about ${spell((((now() - start) / done) * (all - done)) / 1000)} left`;
  };
}

function spell(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
