// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** How the person at the keyboard starts a demonstration. */

/** The command, to which options are added. A command that starts demonstrations names itself in `DEMO_COMMAND`; without it, the command is Node’s. */
export function commandOf(topic: string): string {
  return process.env.DEMO_COMMAND ?? `node --import tsx src/demos/${topic}/run.ts`;
}
//# sourceMappingURL=../../.maps/demos/shell/command.ts.map
