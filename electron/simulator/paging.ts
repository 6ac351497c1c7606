import { refuse } from './answers.ts';

export interface Page {
  readonly page: number;
  readonly limit: number;
}

/** `page` (default 1, ≥ 1) and `limit` (default 20, 1–100) of a list; 400 outside (FEX docs: list payment intents). */
export function readPage(query: Readonly<Record<string, string>>, maxLimit = 100): Page {
  const page = whole(query, 'page', 1);
  const limit = whole(query, 'limit', 20);
  if (page < 1) refuse(400, 'page must be at least 1');
  if (limit < 1 || limit > 100) refuse(400, 'limit must be between 1 and 100');
  return { page, limit: Math.min(limit, maxLimit) };
}

export function sliceOf<T>(rows: readonly T[], { page, limit }: Page): readonly T[] {
  return rows.slice((page - 1) * limit, page * limit);
}

function whole(query: Readonly<Record<string, string>>, name: string, fallback: number): number {
  const text = query[name];
  if (text === undefined || text === '') return fallback;
  if (!/^-?\d{1,9}$/.test(text)) refuse(400, `${name} must be an integer`);
  return Number(text);
}
