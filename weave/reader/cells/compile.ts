/** TypeScript → JavaScript that a classic script can hold: types go, imports become calls of `require`, lines stay where they are. */
import { transform } from "sucrase";

/** Compiles a module. Throws where it is not TypeScript; the error has the place as `loc`. */
export function compile(text: string): string {
  // a classic script has no `import.meta`
  const { code } = transform(text.replace(/\bimport\.meta\b/g, "__meta"), { transforms: ["typescript", "imports"], disableESTransforms: true });
  return code;
}
