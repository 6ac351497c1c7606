import {
  type AttemptRows,
  type AttemptsPlace,
  type Inbox,
  type InboxEntry,
  type InboxSubject,
  type Journal,
  type JournalDamage,
  JournalError,
  type JournalRow,
  type StoredRow,
} from '../../core/ports.ts';
import { chainedRow, chainHash } from '../../node/journal-chain.ts';

/** What stays when the process ends: hand it to a second journal to play a restart. */
export interface MemoryDisk {
  rows: StoredRow[];
  open: Map<string, boolean>;
  byAttempt: Map<string, StoredRow[]>;
  newest: Map<string, StoredRow>;
  inbox: Map<string, { entry: InboxEntry; done: boolean }>;
}

export interface MemoryJournal {
  journal: Journal;
  inbox: Inbox;
  disk: MemoryDisk;
  /** From now on every append and every stored webhook fails like this; null lets them pass again. */
  failWith(reason: JournalError['reason'] | null): void;
  /** What a check of the file would have found. */
  damage(found: JournalDamage): void;
  /** Called before each append is acknowledged; what it returns is awaited. */
  beforeCommit(hook: (rows: readonly JournalRow[]) => Promise<void> | void): void;
}

export function createMemoryDisk(): MemoryDisk {
  return { rows: [], open: new Map(), byAttempt: new Map(), newest: new Map(), inbox: new Map() };
}

function isAbout(entry: InboxEntry, { intentId, reference }: InboxSubject): boolean {
  return entry.intentId === intentId || (entry.reference !== null && entry.reference === reference);
}

function byPlace(a: AttemptsPlace, b: AttemptsPlace): number {
  return a.timeMs - b.timeMs || a.seq - b.seq;
}

/** The journal and inbox in memory, with the same chain and the same answers as the real ones. */
export function createMemoryJournal(disk: MemoryDisk = createMemoryDisk()): MemoryJournal {
  let reason: JournalError['reason'] | null = null;
  let hook: (rows: readonly JournalRow[]) => Promise<void> | void = () => {};
  let closed = false;
  const hearers = new Set<(damage: JournalDamage) => void>();
  const damaged: JournalDamage[] = [];
  // Appends are told one after the other, as the disk tells them.
  let tail: Promise<unknown> = Promise.resolve();

  function check(): void {
    if (closed) throw new JournalError('failed', 'The journal is closed.');
    if (reason) throw new JournalError(reason, `The journal cannot be written: ${reason}.`);
  }

  function head() {
    const last = disk.rows.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
  }

  function keep(row: JournalRow): void {
    const at = head();
    const chained = chainedRow(at.seq + 1, row);
    const { bodyText, open, ...columns } = chained;
    const stored: StoredRow = {
      ...columns,
      body: JSON.parse(bodyText),
      hash: chainHash(at.hash, chained),
    };
    disk.rows.push(stored);
    disk.newest.set(stored.type, stored);
    if (stored.attemptId === null) return;
    if (open !== null) disk.open.set(stored.attemptId, open);
    const rows = disk.byAttempt.get(stored.attemptId);
    if (rows) rows.push(stored);
    else disk.byAttempt.set(stored.attemptId, [stored]);
  }

  const attemptRows = (attemptId: string): AttemptRows => ({
    attemptId,
    open: disk.open.get(attemptId) ?? false,
    rows: (disk.byAttempt.get(attemptId) ?? []).slice(-200),
  });

  const journal: Journal = {
    append(rows) {
      const result = tail.then(async () => {
        check();
        await hook(rows);
        check();
        for (const row of rows) keep(row);
        return head();
      });
      tail = result.catch(() => {});
      return result;
    },
    async head() {
      await tail;
      return head();
    },
    async hashAt(seq) {
      await tail;
      return seq === 0 ? '' : (disk.rows.find((row) => row.seq === seq)?.hash ?? null);
    },
    async openAttempts() {
      await tail;
      const rows = [...disk.open].flatMap(([id, open]) => (open ? (disk.byAttempt.get(id) ?? []) : []));
      return rows.sort((a, b) => a.seq - b.seq);
    },
    async hasAttempt(attemptId) {
      await tail;
      return disk.byAttempt.has(attemptId);
    },
    async attemptsIn({ fromMs, toMs }, after, limit) {
      await tail;
      const firsts = [...disk.byAttempt].flatMap(([attemptId, rows]) => {
        const places = rows.map((row) => ({ timeMs: row.serverMs ?? row.atMs, seq: row.seq, attemptId }));
        const inside = places.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs).sort(byPlace);
        return inside.slice(0, 1);
      });
      const rest = firsts.sort(byPlace).filter((one) => after === null || byPlace(one, after) > 0);
      const page = rest.slice(0, limit);
      const last = page.at(-1);
      return {
        attempts: page.map(({ attemptId }) => attemptRows(attemptId)),
        next: last === undefined || page.length < limit ? null : { timeMs: last.timeMs, seq: last.seq },
      };
    },
    async attempts(attemptIds) {
      await tail;
      return attemptIds.filter((id) => disk.byAttempt.has(id)).map(attemptRows);
    },
    async newest(types) {
      await tail;
      const found = types.flatMap((type) => disk.newest.get(type) ?? []);
      return found.reduce<StoredRow | null>((best, row) => (best && best.seq > row.seq ? best : row), null);
    },
    onDamage(hear) {
      hearers.add(hear);
      for (const found of damaged) hear(found);
      return () => hearers.delete(hear);
    },
    async close() {
      await tail;
      closed = true;
    },
  };

  const inbox: Inbox = {
    async store(entry) {
      check();
      if (disk.inbox.has(entry.bodyHash)) return false;
      disk.inbox.set(entry.bodyHash, { entry: { ...entry }, done: false });
      return true;
    },
    async waiting(first) {
      const waiting = [...disk.inbox.values()].flatMap((kept) => (kept.done ? [] : [kept.entry]));
      const [about, others] = [true, false].map((wanted) =>
        waiting.filter((entry) => isAbout(entry, first) === wanted),
      );
      return [...(about ?? []), ...(others ?? [])].slice(0, 100);
    },
    async done(bodyHash) {
      check();
      const kept = disk.inbox.get(bodyHash);
      if (kept) kept.done = true;
    },
  };

  return {
    journal,
    inbox,
    disk,
    failWith(next) {
      reason = next;
    },
    damage(found) {
      damaged.push(found);
      for (const hear of hearers) hear(found);
    },
    beforeCommit(next) {
      hook = next;
    },
  };
}
