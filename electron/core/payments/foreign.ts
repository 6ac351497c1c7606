import type { Intent } from '../net/intent.ts';
import { readReference } from './reference.ts';

/**
 * Whether a row of FEX's list was made by another till that uses this counter, or by this one in a past its
 * journal does not know (money rule 11). Rows from before this installation's first use, and rows without a
 * reference in our format, say nothing.
 */
export type Origin = 'nothing' | 'foreign' | { ask: string };

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
  if (parts === null || parts.tag !== till.tag) return 'nothing';
  if (intent.createdAtMs === null || intent.createdAtMs < till.sinceMs) return 'nothing';
  // Ours if the journal has its attempt.
  if (parts.installationId === till.installationId) return { ask: parts.id };
  const before = till.retired.find((one) => one.id === parts.installationId);
  if (before !== undefined && intent.createdAtMs <= before.atMs) return 'nothing';
  return 'foreign';
}

/** Looks at what every look through the list showed; asks the journal about each attempt once. */
export function createForeignWatch(options: {
  till(): Parameters<typeof originOf>[1] | null;
  hasAttempt(attemptId: string): Promise<boolean>;
  onForeign(reference: string): void;
}): (rows: readonly Intent[]) => Promise<void> {
  const ours = new Set<string>();
  return async (rows) => {
    const till = options.till();
    if (till === null) return;
    for (const row of rows) {
      const origin = originOf(row, till);
      if (origin === 'nothing') continue;
      if (origin !== 'foreign') {
        if (ours.has(origin.ask)) continue;
        if (await options.hasAttempt(origin.ask)) {
          ours.add(origin.ask);
          continue;
        }
      }
      options.onForeign(row.reference ?? '');
      return;
    }
  };
}
