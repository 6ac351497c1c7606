import type { DatabaseSync } from 'node:sqlite';
import type { JournalHead, JournalRow, StoredRow } from '../core/ports.ts';
import { createAttemptReads } from './journal-attempts.ts';
import { chainedRow, chainHash } from './journal-chain.ts';
import { JournalRefusal, journalFault } from './journal-fault.ts';
import { createInboxRows } from './journal-inbox.ts';
import { type EventColumns, storedRow } from './journal-rows.ts';
import { createNewestOfType } from './journal-types.ts';
import { mendTables } from './journal-walk.ts';
import type {
  JournalAnswers,
  JournalCall,
  JournalRead,
  JournalResult,
  JournalWrite,
} from './journal-wire.ts';

/** The journal on its own thread: synchronous, one writer. */
export interface JournalStore {
  /**
   * Runs calls in order. Neighbouring writes are one transaction, and its commit has returned when this does.
   * Never throws: each call has its own result.
   */
  run(calls: readonly JournalCall[]): JournalResult[];
  head(): JournalHead;
  openAttempts(): StoredRow[];
  newest(types: readonly string[]): StoredRow | null;
  close(): void;
}

const mostKnown = 1000;
const acknowledged = 'journal.acknowledged';

/** Goes on where the chain ends; whether it fits is for others to check. */
export function createJournalStore(db: DatabaseSync): JournalStore {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const last = db.prepare('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1');
  const hashOf = db.prepare('SELECT hash FROM events WHERE seq = ?');
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const setAttempt = db.prepare(
    `INSERT INTO attempts (attempt_id, open, first_seq, last_seq) VALUES (?1, ?2, ?3, ?3)
     ON CONFLICT (attempt_id) DO UPDATE SET open = ?2, last_seq = ?3`,
  );
  const knowAttempt = db.prepare(
    `INSERT INTO attempts (attempt_id, open, first_seq, last_seq) VALUES (?1, 0, ?2, ?2)
     ON CONFLICT (attempt_id) DO NOTHING`,
  );
  const openAttempts = db.prepare(
    'SELECT attempt_id, first_seq FROM attempts WHERE open = 1 ORDER BY first_seq',
  );
  const hasAttempt = db.prepare('SELECT 1 FROM attempts WHERE attempt_id = ?');
  const rowsSince = db.prepare('SELECT * FROM events WHERE seq >= ? AND attempt_id IS NOT NULL ORDER BY seq');
  const types = createNewestOfType(db);
  const inbox = createInboxRows(db);
  const attemptReads = createAttemptReads(db);

  /** Attempts that surely have their row; asking the table each time would make every commit longer. */
  const known = new Set<string>();
  let met: string[] = [];
  let head = readHead();

  function readHead(): JournalHead {
    const row = last.get() as unknown as JournalHead | undefined;
    return row ? { seq: row.seq, hash: row.hash } : { seq: 0, hash: '' };
  }

  function append(rows: readonly JournalRow[]): JournalHead {
    for (const row of rows) {
      const kept = chainedRow(head.seq + 1, row);
      const hash = chainHash(head.hash, kept);
      const open = kept.open === null ? null : Number(kept.open);
      insert.run(
        kept.seq,
        hash,
        kept.type,
        kept.actor,
        kept.atMs,
        kept.serverMs,
        kept.saleId,
        kept.attemptId,
        kept.reference,
        open,
        kept.bodyText,
      );
      if (kept.attemptId !== null) {
        // A row that does not say leaves a known attempt as it is, and spares the page that would be written.
        if (open !== null) setAttempt.run(kept.attemptId, open, kept.seq);
        else if (!known.has(kept.attemptId)) knowAttempt.run(kept.attemptId, kept.seq);
        met.push(kept.attemptId);
      }
      types.saw(kept.type, kept.seq);
      // Seen by a manager: from here on the tables say again what the rows say.
      if (kept.type === acknowledged) mendTables(db);
      head = { seq: kept.seq, hash };
    }
    return head;
  }

  /** What writes one row and nothing else is a transaction by itself. */
  function isOneStatement(call: JournalWrite): boolean {
    if (call.kind === 'inbox-done') return !inbox.clearsNext();
    if (call.kind !== 'append') return true;
    const [row, ...more] = call.rows;
    if (row === undefined || more.length > 0 || !types.knows(row.type) || row.type === acknowledged)
      return false;
    return row.attemptId === null || (row.open === undefined && known.has(row.attemptId));
  }

  function write(call: JournalWrite): JournalAnswers[JournalWrite['kind']] {
    if (call.kind === 'append') return append(call.rows);
    if (call.kind === 'inbox-done') {
      inbox.setDone(call.bodyHash);
      return null;
    }
    return inbox.store(call.entry);
  }

  function read(call: JournalRead): JournalAnswers[JournalRead['kind']] {
    if (call.kind === 'head') return head;
    if (call.kind === 'hash-at') return hashAt(call.seq);
    if (call.kind === 'open-attempts') return readOpenAttempts();
    if (call.kind === 'inbox-waiting') return inbox.waiting(call.first);
    if (call.kind === 'attempts-in') return attemptReads.attemptsIn(call.range, call.after, call.limit);
    if (call.kind === 'attempts') return attemptReads.attempts(call.attemptIds);
    if (call.kind === 'has-attempt') return hasAttempt.get(call.attemptId) !== undefined;
    return newest(call.types);
  }

  function hashAt(seq: number): string | null {
    if (seq === 0) return '';
    const row = hashOf.get(seq);
    return row ? String(row.hash) : null;
  }

  function newest(wanted: readonly string[]): StoredRow | null {
    const row = types.newest(wanted);
    return row ? storedRow(row) : null;
  }

  function readOpenAttempts(): StoredRow[] {
    const open = openAttempts.all() as unknown as { attempt_id: string; first_seq: number }[];
    const [oldest] = open;
    if (!oldest) return [];
    const ids = new Set(open.map((attempt) => attempt.attempt_id));
    const rows: StoredRow[] = [];
    for (const row of rowsSince.iterate(oldest.first_seq) as unknown as Iterable<EventColumns>) {
      if (row.attempt_id !== null && ids.has(row.attempt_id)) rows.push(storedRow(row));
    }
    return rows;
  }

  /** One transaction for all; where that fails each gets its own, so that one bad row fails alone. */
  function writeTogether(calls: readonly JournalWrite[]): JournalResult[] {
    const before = head;
    const alone = calls.length === 1 && calls.every(isOneStatement);
    try {
      if (!alone) begin.run();
      const results = calls.map((call): JournalResult => ({ ok: true, value: write(call) }));
      if (!alone) commit.run();
      types.keep();
      if (known.size > mostKnown) known.clear();
      for (const attemptId of met) known.add(attemptId);
      met = [];
      return results;
    } catch (error) {
      head = before;
      met = [];
      types.forget();
      if (db.isTransaction) rollback.run();
      if (calls.length > 1) return calls.flatMap((call) => writeTogether([call]));
      return [{ ok: false, fault: faultOf(error) }];
    }
  }

  function attempt(work: () => unknown): JournalResult {
    try {
      return { ok: true, value: work() };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  return {
    run(calls) {
      const results: JournalResult[] = [];
      let group: JournalWrite[] = [];
      const flush = () => {
        if (group.length > 0) results.push(...writeTogether(group));
        group = [];
      };
      for (const call of calls) {
        if (call.kind === 'append' || call.kind === 'inbox-store' || call.kind === 'inbox-done') {
          group.push(call);
          continue;
        }
        // A read sees what was written before it, and nothing that is not committed.
        flush();
        results.push(attempt(() => (call.kind === 'close' ? null : read(call))));
      }
      flush();
      return results;
    },
    head: () => head,
    openAttempts: readOpenAttempts,
    newest,
    close: () => db.close(),
  };
}

function faultOf(error: unknown) {
  return error instanceof JournalRefusal ? error.fault : journalFault(error);
}
