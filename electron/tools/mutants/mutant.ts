/** One wrong version of the money code: what would be replaced, and what that would cost a shop. */
export interface Mutant {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  cost: string;
  /** Test files, quickest first; the simulation comes last by itself. */
  tests?: readonly string[];
}
