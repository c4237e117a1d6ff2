/** Where code declares a name. */

/** Finds the declaration of a function or a constant at the beginning of a line. */
export function declarationOf(name: string): RegExp {
  return new RegExp(`^(?:export )?(?:async )?(?:const|let|function\\*?|class) ${name.replaceAll("$", "\\$")}(?![\\w$])`, "m");
}
