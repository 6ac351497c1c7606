import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Inbox, type Journal, type JournalDamage, JournalError } from '../core/ports.ts';
import { checkNowAndThen, createDamageNews } from './journal-watch.ts';
import type {
  JournalAnswers,
  JournalCall,
  JournalChecked,
  JournalReply,
  JournalWorkerData,
} from './journal-wire.ts';

/**
 * Where the journal's thread starts: beside this file, as source or as the bundler's entry. A thread starts from
 * a real file, so in a packaged app that one lies beside the archive instead of in it.
 */
export function journalWorkerUrl(besideUrl = import.meta.url): URL {
  const name = besideUrl.endsWith('.ts') ? 'journal-worker.ts' : 'journal-worker.js';
  return new URL(name, besideUrl.replace('/app.asar/', '/app.asar.unpacked/'));
}

export interface JournalOptions {
  /** The profile's folder; it exists, and its lock is held. */
  folder: string;
  /** How every reference of this counter begins: a journal of another counter is set aside. */
  tag?: string;
  /** Where the bundler put the worker, when it is not beside this file. */
  workerUrl?: URL;
  /** How long after the start the whole journal is checked in the background; half a minute. */
  checkAfterMs?: number;
  /** Told what each such check came to. */
  onChecked?: (checked: JournalChecked) => void;
}

/** The start is over, and a customer may be waiting no longer. */
const defaultCheckAfterMs = 30_000;

/** The name of the journal's file in a profile's folder. */
export const journalFileName = 'journal.db';

/**
 * Opens the journal and the inbox, which share a file and its commits. A file that cannot be used is set aside
 * and a new one begun. Rejects with a JournalError where it cannot be written or is a newer version's.
 */
export async function openJournal(options: JournalOptions): Promise<{ journal: Journal; inbox: Inbox }> {
  const file = join(options.folder, journalFileName);
  const workerUrl = options.workerUrl ?? journalWorkerUrl();
  const workerData: JournalWorkerData = { file, task: 'keep', tag: options.tag ?? null };
  const worker = new Worker(workerUrl, { workerData, name: 'journal' });
  const damageNews = createDamageNews();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let over: JournalError | null = null;
  let closing: Promise<void> | null = null;

  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end('The journal is closed.');
      resolve();
    });
  });
  worker.on('error', (error) => end(`The journal's thread ended (${error.message}).`));
  worker.on('message', (reply: JournalReply) => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) call?.resolve(reply.value);
    else {
      const { reason, message } = reply.fault;
      call?.reject(new JournalError(reason, message));
      if (reason === 'damaged' && reply.id > 0) {
        damageNews.tell({ kind: 'broken', sentence: message, throughSeq: 0 });
      }
    }
  });

  function end(message: string): void {
    over ??= new JournalError('failed', message);
    for (const call of waiting.values()) call.reject(over);
    waiting.clear();
  }

  function wait(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  function ask<C extends JournalCall>(call: C): Promise<JournalAnswers[C['kind']]> {
    if (over) return Promise.reject(over);
    lastId += 1;
    const answer = wait(lastId);
    try {
      worker.postMessage({ ...call, id: lastId });
    } catch {
      waiting.delete(lastId);
      return Promise.reject(new JournalError('failed', 'A row holds something that cannot be recorded.'));
    }
    return answer as Promise<JournalAnswers[C['kind']]>;
  }

  async function close(): Promise<void> {
    const last = ask({ kind: 'close' }).catch(() => {});
    over ??= new JournalError('failed', 'The journal is closed.');
    await checks.stop();
    await last;
    await exited;
  }

  try {
    const damage = (await wait(0)) as JournalDamage | null;
    if (damage !== null) damageNews.tell(damage);
  } catch (error) {
    await exited;
    throw error;
  }

  const checks = checkNowAndThen({
    file,
    workerUrl,
    firstMs: options.checkAfterMs ?? defaultCheckAfterMs,
    heard(checked) {
      if (checked.damage !== null) damageNews.tell(checked.damage);
      options.onChecked?.(checked);
    },
  });

  return {
    journal: {
      append: (rows) => ask({ kind: 'append', rows }),
      head: () => ask({ kind: 'head' }),
      hashAt: (seq) => ask({ kind: 'hash-at', seq }),
      openAttempts: () => ask({ kind: 'open-attempts' }),
      hasAttempt: (attemptId) => ask({ kind: 'has-attempt', attemptId }),
      attemptsIn: (range, after, limit) => ask({ kind: 'attempts-in', range, after, limit }),
      attempts: (attemptIds) => ask({ kind: 'attempts', attemptIds }),
      newest: (types) => ask({ kind: 'newest', types }),
      onDamage: damageNews.onDamage,
      close() {
        closing ??= close();
        return closing;
      },
    },
    inbox: {
      store: (entry) => ask({ kind: 'inbox-store', entry }),
      waiting: (first) => ask({ kind: 'inbox-waiting', first }),
      async done(bodyHash) {
        await ask({ kind: 'inbox-done', bodyHash });
      },
    },
  };
}
