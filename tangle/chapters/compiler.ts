/** What needs the TypeScript compiler: type-checking, what a module imports, and running tests of a program apart from `src/`. */
export { diskWriter, type Writer } from "../disk/files.ts";
export { packageFile } from "../program/packagefile.ts";
export { makeTestFolder, writeTested, type TestedProgram } from "./testfolder.ts";
export { compilerOptions, hostFor, typeChecker, type TypeChecker } from "../types/typecheck.ts";
