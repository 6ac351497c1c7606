/** Where the next digit will land. */
export function Caret() {
  return <span className="caret" aria-hidden="true" />;
}
