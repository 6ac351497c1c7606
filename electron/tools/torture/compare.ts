import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { IntentDump } from '../../../shared/sim-control.ts';
import { journalFileName } from '../../node/journal.ts';
import { chainHash } from '../../node/journal-chain.ts';
import { type EventColumns, rowInChain } from '../../node/journal-rows.ts';
import { notYet } from '../simulate/not-yet.ts';

/** What the journal on the disk and FEX's books disagree about, one sentence each. */
export function compareBooks(profile: string, intents: readonly IntentDump[]): string[] {
  const wrong: string[] = [];
  const db = new DatabaseSync(join(profile, journalFileName), { readOnly: true });
  const integrity = Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})[0];
  const rows = db.prepare('SELECT * FROM events ORDER BY seq').all() as unknown as EventColumns[];
  const open = new Set(
    (db.prepare('SELECT attempt_id FROM attempts WHERE open = 1').all() as { attempt_id: string }[]).map(
      (row) => row.attempt_id,
    ),
  );
  db.close();
  if (integrity !== 'ok') wrong.push(`SQLite says ${String(integrity)}`);
  let before = '';
  for (const row of rows) {
    if (chainHash(before, rowInChain(row)) !== row.hash) wrong.push(`row ${row.seq} does not fit its hash`);
    before = row.hash;
  }

  const byReference = new Map<string, EventColumns[]>();
  for (const row of rows) {
    if (row.reference === null) continue;
    byReference.set(row.reference, [...(byReference.get(row.reference) ?? []), row]);
  }
  const paidOf = new Map<string, string>();
  const seen = new Set<string>();
  for (const { id, reference, status } of intents) {
    const told = byReference.get(reference ?? '') ?? [];
    const [sent] = told;
    if (reference === null || sent === undefined) {
      wrong.push(`intent ${id} has no row: it was sent before it was written`);
      continue;
    }
    if (seen.has(reference)) wrong.push(`${reference} was sent twice`);
    seen.add(reference);
    if (status !== 'completed') continue;
    const sale = sent.sale_id ?? '';
    const other = paidOf.get(sale);
    if (other !== undefined) wrong.push(`sale ${sale} was paid twice: ${other} and ${reference}`);
    paidOf.set(sale, reference);
    const types = new Set(told.map((row) => row.type));
    const excused = types.has('attempt.released') && Object.hasOwn(notYet, 'standing-watch');
    if (!types.has('outcome.paid') && !open.has(sent.attempt_id ?? '') && !excused) {
      wrong.push(`${reference} was paid and its row says ${[...types].join(', ')}`);
    }
  }
  const completed = new Set(
    intents.filter(({ status }) => status === 'completed').map((one) => one.reference),
  );
  for (const row of rows) {
    if (row.type === 'outcome.paid' && !completed.has(row.reference)) {
      wrong.push(`${row.reference} is called paid and FEX does not say so`);
    }
  }
  return wrong;
}
