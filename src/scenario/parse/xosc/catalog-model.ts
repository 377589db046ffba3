import type { Problem } from "../../../core/errors.ts";
import type { FileAccess } from "./file-access.ts";
import type { XmlNode } from "./xml.ts";

/** One thing that a catalog holds. */
export interface CatalogEntry {
  readonly node: XmlNode;
  isChecked: boolean;
}

export interface Catalog {
  readonly name: string;
  /** The file's name without its ending. */
  readonly stem: string;
  readonly entries: readonly CatalogEntry[];
}

/** The catalogs that a scenario can refer to: files of the folders it names, read when the first reference needs them. */
export interface Catalogs {
  readonly files: FileAccess;
  /** Folders in the order they are named. */
  readonly folders: string[];
  /** Catalogs by the path of their file, kept from one variant to the next. */
  readonly cache: Map<string, readonly Catalog[]>;
  /** In the order of the folders; null until they are read. */
  all: readonly Catalog[] | null;
  readonly problems: Problem[];
}
