import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { exists } from "../../drive/file.ts";

/** What to say of a path that lies elsewhere. */
export const ALLOWED_HINT = "allowed are the scenario's folder, the current folder, and folders given by --root or REDRIVE_DATA";

/**
 * Folders that may be read, of those that are there: links resolved, and as written too: what is not there has no real path, and lies under a
 * folder by its written one.
 */
export function allowedFolders(folders: readonly string[]): string[] {
  return folders.filter(exists).flatMap((path) => [path, realpathSync(path)]);
}

/** Whether an absolute path is one of the folders or lies under one. */
export function isAllowed(path: string, allowed: readonly string[]): boolean {
  return allowed.some((root) => {
    const way = relative(root, path);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
  });
}

/** null for a link that leads nowhere. */
export function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
