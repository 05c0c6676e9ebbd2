/** What a benchmark knows of published instances: where they lie, how to read them, and what others found. */

/** What is known of an instance's objective from elsewhere; each figure is absent where nobody gave it. */
export interface Reference {
  /** Proved by the source. */
  readonly lowerBound?: number;
  /** Value of the best known plan. */
  readonly upperBound?: number;
  /** Absent while the bounds are apart. */
  readonly optimum?: number;
  /** Proved by the source: there is no plan. */
  readonly infeasible?: boolean;
  /** Length of the longest chain of work where nothing is scarce: what deviations of schedules are told from. */
  readonly criticalPath?: number;
}

/** What a plan is worth, and what is wrong with it, by the rules of the source alone. */
export interface PublishedValue {
  /** In the sense of the request's objective: less is better. */
  readonly value: number;
  /** Rules of the source that the plan breaks, in words. */
  readonly broken: readonly string[];
  /** How far the request's whole units may carry its objective from `value`; absent: not at all. */
  readonly tolerance?: number;
}

/** An instance of a file, before anything is known of its reference. */
export interface ReadInstance {
  /** Its name inside a file of many; absent where the file holds one. */
  readonly name?: string;
  /** Builds the kind's request, as the solver gets it. In memory only: nothing of it is ever written. */
  request(): unknown;
  /** What the file itself knows of it; a table's entry goes before. */
  readonly reference?: Reference;
  /** Why the plan kind cannot stand for it, in words; it is passed over then. */
  readonly unsuited?: string;
  /** The tables' figures as bounds on the request's objective; absent: they are that already. */
  convert?(reference: Reference): Reference;
  /** Evaluates a plan by the source's rules, written apart from the kind's own check; absent: only that check judges. */
  published?(plan: unknown): PublishedValue;
}

/** Text of a file by its path under the data folder; undefined where there is none. */
export type TextOf = (path: string) => string | undefined;

/** Instances of one format. Its folder in `benchmarks/instances/` tells source and licence. */
export interface InstanceFamily {
  /** Folder under the data folder; everything in it with this extension is of the family. */
  readonly folder: string;
  readonly extension: string;
  /**
   * @param file - path under the data folder, for messages.
   * @param textOf - text of another file, by its path under the data folder; undefined where there is none.
   * @throws Error that names file and line where the text is not of the format.
   */
  read(text: string, file: string, textOf?: TextOf): readonly ReadInstance[];
  /** Tables with reference values, paths under the data folder. */
  readonly tables: readonly string[];
  /**
   * Reads the tables (in the order of `tables`; those that are there).
   * @returns reference values by path under the data folder, with `#name` for an instance in a file of many; in the
   *   source's own terms where instances `convert` them.
   */
  references(tables: readonly string[]): ReadonlyMap<string, Reference>;
}
