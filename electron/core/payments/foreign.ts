import type { Intent } from '../net/intent.ts';
import { readReference } from './reference.ts';

/**
 * Whether a row of FEX's list was made by another till that uses this counter, or by this one in a past its
 * journal does not know (money rule 11). Rows from before this installation's first use, and rows without a
 * reference in our format, say nothing.
 */
export type Origin =
  | 'nothing'
  | 'foreign'
  /** Made under an id of ours: whether the journal has its attempt decides. `retired`: before that id was given up. */
  | { ask: string; retired: boolean };

export function originOf(
  intent: Intent,
  till: {
    tag: string;
    installationId: string;
    sinceMs: number;
    retired: readonly { id: string; atMs: number }[];
  },
): Origin {
  const parts = intent.reference === null ? null : readReference(intent.reference);
  if (parts === null || parts.tag !== till.tag || intent.createdAtMs === null) return 'nothing';
  const before = till.retired.find((one) => one.id === parts.installationId);
  if (before !== undefined)
    return intent.createdAtMs <= before.atMs ? { ask: parts.id, retired: true } : 'foreign';
  if (intent.createdAtMs < till.sinceMs) return 'nothing';
  return parts.installationId === till.installationId ? { ask: parts.id, retired: false } : 'foreign';
}

/** Looks at what every look through the list showed; asks the journal about each attempt once. */
export function createForeignWatch(options: {
  till(): Parameters<typeof originOf>[1] | null;
  hasAttempt(attemptId: string): Promise<boolean>;
  onForeign(reference: string): void;
  /** Rows made under an id of ours that the journal lacks, oldest first. */
  onLost(rows: readonly Intent[]): Promise<void>;
}): (rows: readonly Intent[]) => Promise<void> {
  const ours = new Set<string>();
  return async (rows) => {
    const till = options.till();
    if (till === null) return;
    const lost: Intent[] = [];
    for (const row of rows) {
      const origin = originOf(row, till);
      if (origin === 'nothing') continue;
      if (origin === 'foreign') {
        options.onForeign(row.reference ?? '');
        continue;
      }
      if (ours.has(origin.ask)) continue;
      if (await options.hasAttempt(origin.ask)) {
        ours.add(origin.ask);
        continue;
      }
      // Given up with a manager's word: what it made before is no sign of another till.
      if (!origin.retired) options.onForeign(row.reference ?? '');
      lost.push(row);
    }
    if (lost.length > 0)
      await options.onLost(lost.sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0)));
  };
}
