import type { StoredRow } from '../../core/ports.ts';
import { chainFault } from './chain-check.ts';
import type { Invariant } from './invariants.ts';
import type { Trace, Traces } from './traces.ts';
import type { Machine, World } from './world-types.ts';

type Must = (invariant: Invariant, machine: Machine, holds: boolean, text: () => string) => void;

/** Rows that say of an intent that its money was taken into account. */
const accounts: ReadonlySet<string> = new Set([
  'outcome.paid',
  'outcome.mismatch',
  'outcome.refunded',
  'outcome.paid-late',
  'outcome.mismatch-late',
  'watch.refunded',
]);
/** Rows that end an attempt, even where it is watched on. */
export const endings = /^(outcome\.|attempt\.(released|superseded|orphaned)$)/;

/** The row that takes an intent's money into account, if there is one. */
export function accountOf(trace: Trace, intentId: string): StoredRow | undefined {
  return trace.machine.disk.byAttempt
    .get(trace.attemptId)
    ?.find((row) => accounts.has(row.type) && row.body.intentId === intentId);
}

/** FEX accepted a refund and never ends it: then it is watched for as long as that takes. */
function isUnderWay(machine: Machine, attemptId: string): boolean {
  const rows = machine.disk.byAttempt.get(attemptId) ?? [];
  return rows.findLast((row) => row.type.startsWith('refund.'))?.type === 'refund.accepted';
}

/** Money of a closed sale that is put before a manager, of the right amount or of a wrong one. */
const isAlarm = (row: StoredRow | undefined): row is StoredRow =>
  (row?.type === 'outcome.paid-late' && row.body.asked !== false) || row?.type === 'outcome.mismatch-late';

const decisions: ReadonlySet<string> = new Set([
  'late.kept',
  'late.seen',
  'watch.refunded',
  'refund.decided',
]);

/** A manager kept it, saw it, gave it back, or found it given back. */
function isDecided(machine: Machine, { attemptId, body }: StoredRow): boolean {
  return (machine.disk.byAttempt.get(attemptId ?? '') ?? []).some(
    (row) => row.body.intentId === body.intentId && decisions.has(row.type),
  );
}

/** When every watch list is at its end: FEX's ledger against the tills' journals, intent by intent. */
export function checkBooks(world: World, traces: Traces, lateShown: ReadonlySet<string>, must: Must): void {
  for (const machine of world.tills) {
    const fault = chainFault(machine.disk.rows);
    must('chain', machine, fault === null, () => fault ?? '');
    const kind = machine.view?.kind ?? 'dark';
    must('ends', machine, kind === 'idle', () => {
      return `still ${kind} when everything was over: ${JSON.stringify(machine.view)}`;
    });
    const rows = machine.disk.rows.filter((row) => endings.test(row.type));
    const ended = new Set(rows.map((row) => row.attemptId));
    for (const [attemptId, open] of machine.disk.open) {
      must('ends', machine, !open || isUnderWay(machine, attemptId), () => {
        return `attempt ${attemptId} is still watched`;
      });
      must('ends', machine, ended.has(attemptId), () => `attempt ${attemptId} has no ending`);
    }
  }
  const paidOf = new Map<string, { machine: Machine; rows: (StoredRow | undefined)[] }>();
  for (const trace of traces.all()) {
    for (const id of trace.intents) {
      const made = world.engine.control.intent(id);
      if (made === null || made.completedAtMs === null) continue;
      const row = accountOf(trace, id);
      must('in-the-journal', trace.machine, row !== undefined, () => {
        return `intent ${id} of ${trace.reference} was paid and no row says so`;
      });
      // Given back, or on its way back: FEX shows the refund's own row.
      if (made.status !== 'completed' || made.refundLedgerTxId !== null) continue;
      const paid = paidOf.get(trace.saleId) ?? { machine: trace.machine, rows: [] };
      paid.rows.push(row);
      paidOf.set(trace.saleId, paid);
    }
  }
  for (const [saleId, { machine, rows }] of paidOf) {
    // Nothing could have kept FEX from taking a doubled request twice: then a manager has to be told.
    for (const row of rows) {
      if (!isAlarm(row)) continue;
      must('ends', machine, isDecided(machine, row), () => {
        return `late money ${row.body.intentId} was put before nobody, or nobody decided`;
      });
    }
    // One that FEX showed given back before the screen was free was never put before anybody. Where FEX takes that
    // word back afterwards, the daily books tell (money rule 12).
    const alarms = rows.filter(
      (row) =>
        row?.type === 'watch.refunded' ||
        (isAlarm(row) && (lateShown.has(row.attemptId ?? '') || isDecided(machine, row))),
    );
    must('paid-once', machine, rows.length - alarms.length <= 1, () => {
      return `sale ${saleId} was paid ${rows.length} times, and a manager was told of ${alarms.length}`;
    });
  }
}
