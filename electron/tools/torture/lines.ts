/** What a tortured counter says on its standard output, one JSON text a line. */
export interface ChildLine {
  /** `ready`, or what its screen shows. */
  kind: string;
  reference: string | null;
  /** What the code on the screen says. */
  text: string | null;
}
