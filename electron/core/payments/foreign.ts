import type { Intent } from '../net/intent.ts';
import { readReference, ulidMs } from './reference.ts';

/**
 * Whether a row of FEX's list was made by another till that uses this counter, or by this one in a past its
 * journal does not know (money rule 11). Rows from before this installation's first use, and rows without a
 * reference in our format, say nothing.
 */
export type Origin =
  | 'nothing'
  /** `foreign`: a sign of another till, whatever the journal says; `ours`: one if the journal lacks its attempt. */
  | { attemptId: string; by: 'foreign' | 'ours' | 'retired' };

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
  // Where FEX does not say when a row was made, its reference does, by the clock of the till that made it. Only what
  // is known to be older than this installation is no sign (rule 11), so what says nothing of its age counts as new.
  const createdAtMs = intent.createdAtMs ?? ulidMs(parts.id);
  const before = till.retired.find((one) => one.id === parts.installationId);
  if (before !== undefined)
    return { attemptId: parts.id, by: createdAtMs <= before.atMs ? 'retired' : 'foreign' };
  if (createdAtMs < till.sinceMs) return 'nothing';
  return { attemptId: parts.id, by: parts.installationId === till.installationId ? 'ours' : 'foreign' };
}

/** Looks at what every look through the list showed; asks the journal about each attempt once. */
export function createForeignWatch(options: {
  till(): Parameters<typeof originOf>[1] | null;
  hasAttempt(attemptId: string): Promise<boolean>;
  onForeign(reference: string): void;
  /**
   * Rows of this counter that the journal lacks, oldest first. Whichever till made them: one counter is one till,
   * so they belong into its record.
   */
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
      if (ours.has(origin.attemptId)) continue;
      if (await options.hasAttempt(origin.attemptId)) {
        ours.add(origin.attemptId);
        continue;
      }
      // Given up with a manager's word: what it made before is no sign of another till.
      if (origin.by !== 'retired') options.onForeign(row.reference ?? '');
      lost.push(row);
    }
    if (lost.length > 0)
      await options.onLost(lost.sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0)));
  };
}
