/**
 * The limit that a page of FEX's says it used; null where it says none, or one above what was asked for. FEX's
 * default is lower than what we ask for: without its word a short page is not the last one (money rule 3).
 */
export function statedLimit(body: Readonly<Record<string, unknown>>, asked: number): number | null {
  const { limit } = body;
  return typeof limit === 'number' && limit > 0 && limit <= asked ? limit : null;
}

/** Whether a page with so many rows is the last one. */
export function isLastPage(rows: number, limit: number | null): boolean {
  return rows < (limit ?? 1);
}
