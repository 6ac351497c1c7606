import type {
  AttemptRows,
  AttemptsPlace,
  InboxEntry,
  InboxSubject,
  JournalDamage,
  JournalError,
  JournalHead,
  JournalRow,
  StoredRow,
} from '../core/ports.ts';

/** What passes between the counter and the thread that owns the journal's file: one message each way per call. */

/** Calls that change the file. Those that arrive during a commit share the next one. */
export type JournalWrite =
  | { kind: 'append'; rows: readonly JournalRow[] }
  | { kind: 'inbox-store'; entry: InboxEntry }
  | { kind: 'inbox-done'; bodyHash: string };

export type JournalRead =
  | { kind: 'head' }
  | { kind: 'hash-at'; seq: number }
  | { kind: 'open-attempts' }
  | { kind: 'newest'; types: readonly string[] }
  | { kind: 'has-attempt'; attemptId: string }
  | {
      kind: 'attempts-in';
      range: { fromMs: number; toMs: number };
      after: AttemptsPlace | null;
      limit: number;
    }
  | { kind: 'attempts'; attemptIds: readonly string[] }
  | { kind: 'inbox-waiting'; first: InboxSubject };

export type JournalCall = JournalWrite | JournalRead | { kind: 'close' };
export type JournalRequest = JournalCall & { id: number };

/** What each call is answered with. */
export interface JournalAnswers {
  append: JournalHead;
  head: JournalHead;
  'hash-at': string | null;
  'open-attempts': StoredRow[];
  newest: StoredRow | null;
  'has-attempt': boolean;
  'attempts-in': { attempts: AttemptRows[]; next: AttemptsPlace | null };
  attempts: AttemptRows[];
  'inbox-store': boolean;
  'inbox-done': null;
  'inbox-waiting': InboxEntry[];
  close: null;
}

export interface JournalFault {
  reason: JournalError['reason'];
  message: string;
}

export type JournalResult = { ok: true; value: unknown } | { ok: false; fault: JournalFault };
/** `id` 0 is the worker's first word: the file is open (with a `JournalDamage` or null), or why not. */
export type JournalReply = JournalResult & { id: number };

export interface JournalWorkerData {
  /** Absolute path of the database file. */
  file: string;
  /** `check`: not to keep the journal, but to check it whole, say what came of it and end. */
  task: 'keep' | 'check';
  /** How every reference of this counter begins; null where nobody said. */
  tag?: string | null;
}

/** What a whole check came to. */
export interface JournalChecked {
  rows: number;
  tookMs: number;
  damage: JournalDamage | null;
}

/** A checking thread's one message; null where the file could not be read for a reason that is no damage. */
export type JournalCheckReply = JournalChecked | null;
