// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Something that the person at the keyboard can mend: a file that is not there, a prompt that the text does not know. */
export class BadInput extends Error {}
//# sourceMappingURL=../../.maps/demos/shell/bad-input.ts.map
