/** What needs the TypeScript compiler: type-checking, what a module imports, and running tests of a program apart from `src/`. */
export { diskWriter, type Writer } from "./files.ts";
export { packageFile } from "./packagefile.ts";
export { reachedFrom, specifiersIn } from "./reach.ts";
export { makeTestFolder, writeTested, type TestedProgram } from "./testfolder.ts";
export { compilerOptions, hostFor, typeChecker, type TypeChecker } from "./typecheck.ts";
