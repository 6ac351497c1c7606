import { join } from 'node:path';
import type { IntentDump } from '../../../shared/sim-control.ts';
import type { StoredRow } from '../../core/ports.ts';
import { journalFileName } from '../../node/journal.ts';
import { integrityComplaints } from '../../node/journal-check.ts';
import { openJournalReader } from '../../node/journal-reader.ts';
import { strayAttempts, walkJournal } from '../../node/journal-walk.ts';

/** Rows that say that a payment's money was taken into account. */
const booked = new Set([
  'outcome.paid',
  'outcome.paid-late',
  'outcome.mismatch',
  'outcome.mismatch-late',
  'outcome.refunded',
  'watch.refunded',
]);
/** Rows that bring a second payment of a sale before the manager. */
const alarms = new Set([
  'outcome.paid-late',
  'outcome.mismatch',
  'outcome.mismatch-late',
  'alarm.second-row',
  'outcome.settled-by-hand',
]);

export interface Books {
  /** What can never be right, one sentence each. */
  wrong: string[];
  /** Payments that are open or watched and not booked yet: right while the counter is dark, wrong at the end. */
  late: string[];
  /** The attempt that the next start has to bring back to the screen, or null. */
  open: string | null;
}

/** What the journal on the disk and FEX's books disagree about. Only reads. */
export function compareBooks(profile: string, intents: readonly IntentDump[]): Books {
  const reader = openJournalReader(join(profile, journalFileName));
  try {
    const rows = [...reader.all()].flat();
    const walk = walkJournal(reader.db, { seq: 0, hash: '' });
    while (walk.step(1000));
    const kept = reader.db.prepare('SELECT attempt_id FROM attempts WHERE open = 1').all();
    const held = new Set(kept.map((row) => String(row.attempt_id)));
    const { wrong, late, open } = compareRows(rows, held, intents);
    const damage = [...walk.wrong, ...strayAttempts(reader.db)].map(({ sentence }) => sentence);
    return { wrong: [...integrityComplaints(reader.db), ...damage, ...wrong], late, open };
  } finally {
    reader.close();
  }
}

/** `held`: attempts that the counter is still busy with, open on the screen or watched. */
export function compareRows(
  rows: readonly StoredRow[],
  held: ReadonlySet<string>,
  intents: readonly IntentDump[],
): Books {
  const wrong: string[] = [];
  const late: string[] = [];
  const told = Map.groupBy(rows, (row) => row.reference ?? '');
  const bySale = Map.groupBy(rows, (row) => row.saleId ?? '');
  const made = Map.groupBy(intents, (intent) => intent.reference ?? '');
  const paidSales = new Map<string, IntentDump[]>();

  for (const [reference, mine] of made) {
    const story = told.get(reference) ?? [];
    const [first] = story;
    if (reference === '' || first?.type !== 'attempt.sent') {
      wrong.push(`FEX has ${reference || 'an intent without a reference'}, and no row says that it was sent`);
      continue;
    }
    if (mine.length > 1) wrong.push(`${reference} was charged ${mine.length} times`);
    for (const intent of mine) {
      if (intent.status !== 'completed' && intent.status !== 'refunded') continue;
      const isBooked = story.some(
        (row) => booked.has(row.type) && (row.body.intentId ?? intent.id) === intent.id,
      );
      if (!isBooked && held.has(first.attemptId ?? '')) late.push(`${reference} is paid and not booked yet`);
      else if (!isBooked) {
        const types = [...new Set(story.map((row) => row.type))].join(', ');
        wrong.push(`${reference} is paid, and the journal only says ${types}`);
      }
      if (intent.status !== 'completed') continue;
      const sale = first.saleId ?? '';
      paidSales.set(sale, [...(paidSales.get(sale) ?? []), intent]);
    }
  }

  for (const [sale, payments] of paidSales) {
    if (payments.length < 2) continue;
    const types = (bySale.get(sale) ?? []).map((row) => row.type);
    const sentence = `sale ${sale} was paid ${payments.length} times, and nobody was told`;
    if (types.filter((type) => type === 'outcome.paid').length > 1) wrong.push(sentence);
    else if (!types.some((type) => alarms.has(type))) late.push(sentence);
  }

  for (const row of rows) {
    if (row.type !== 'outcome.paid' && row.type !== 'outcome.paid-late') continue;
    const intent = made.get(row.reference ?? '')?.find(({ id }) => id === row.body.intentId);
    const paid = intent?.status === 'completed' || intent?.status === 'refunded';
    if (!paid) wrong.push(`${row.reference} is ${row.type} in row ${row.seq}, and FEX does not say so`);
    else if (row.body.amountMinor !== intent.amountMinor || row.body.currency !== intent.currency)
      wrong.push(`${row.reference} is ${row.type} in row ${row.seq} with another amount than FEX charged`);
  }
  return { wrong, late, open: openOnScreen(rows, held) };
}

const endings = /^(outcome\.|attempt\.(released|superseded|orphaned)$)/;

/** The newest attempt that did not end and that somebody may have been asked to pay. */
function openOnScreen(rows: readonly StoredRow[], held: ReadonlySet<string>): string | null {
  let open: string | null = null;
  for (const [attemptId, mine] of Map.groupBy(rows, (row) => row.attemptId)) {
    if (attemptId === null || !held.has(attemptId) || mine.some((row) => endings.test(row.type))) continue;
    const asked = mine.some((row) => row.type === 'attempt.shown' || row.body.flow === 'reverse');
    if (asked) open = attemptId;
  }
  return open;
}
