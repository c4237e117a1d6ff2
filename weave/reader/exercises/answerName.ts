/** The name under which the browser keeps the answer to an exercise. */
export function answerName(id: string): string {
  return `answer:${id}`;
}
