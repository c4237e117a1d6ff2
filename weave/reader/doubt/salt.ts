/** What makes the values of a draw other ones than any before. */
export function freshSalt(): string {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((word) => word.toString(36)).join("");
}
