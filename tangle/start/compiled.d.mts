/** Where the compiled commands of a project, this one where none is named, are kept: absolute. */
export declare function compiledFolder(project?: string): string;
/** The file that says of what they were compiled. */
export declare function compiledRecord(project?: string): string;
/** Finds the JavaScript of the command at an absolute path; null where there is none, or a module of it has changed since. */
export declare function compiledPath(path: string, project?: string): string | null;
/** Whether commands were compiled and the module at an absolute path was not among them, so that to compile them again is in vain. */
export declare function isNoCommand(path: string, project?: string): boolean;
/** The SHA-256 of a file, in hexadecimal. Throws the system's error. */
export declare function hashOf(path: string): string;
