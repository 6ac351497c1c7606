/** One wrong version of the money code: what would be replaced, and what that would cost a shop. */
export interface Mutant {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  cost: string;
  /** The test files that notice it; the simulation's is one of them where nothing quicker does. */
  tests: readonly string[];
}
