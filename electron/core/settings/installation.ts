import { z } from 'zod';
import { type CopySign, copySigns } from '../../../shared/recovery.ts';
import { newInstallationId, readReference } from '../payments/reference.ts';
import type { Clock, Hasher, Journal, JournalHead, Log, Random, Stop, Store } from '../ports.ts';

/**
 * Which installation writes this journal, on which machine, and how far it had got. All of it lies outside the
 * journal, so that a copied or restored profile can be told from the original (money rule 11).
 */
const idSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/);
const retiredSchema = z.array(z.object({ id: idSchema, atMs: z.number() })).max(1000);
const markSchema = z.object({ seq: z.number().int().nonnegative(), hash: z.string() });

export interface Installation {
  id(): string;
  /** FEX's time of its first use; null until FEX was asked under it. */
  sinceMs(): number | null;
  began(serverMs: number): void;
  /** Ids this profile used before, and when each was given up. */
  retired(): readonly { id: string; atMs: number }[];
  /** Gives the id up for a new one. Throws where the settings cannot be written. */
  renew(serverMs: number): { before: string; now: string };
}

/** Under which ids this till sold; null while FEX was never asked under its own. */
export function tillOf(tag: string, installation: Installation) {
  const sinceMs = installation.sinceMs();
  if (sinceMs === null) return null;
  return { tag, installationId: installation.id(), sinceMs, retired: installation.retired() };
}

/** `lost`: what the journal says of an id that is no longer kept. */
export function openInstallation(store: Store, random: Random, lost: LostId | null = null): Installation {
  let id = keptId(store) ?? create(lost?.id ?? newInstallationId(random));
  let sinceMs = z.number().safeParse(store.read('installationSinceMs')).data ?? null;
  if (lost !== null && sinceMs === null) began(lost.sinceMs);
  let retired = retiredSchema.safeParse(store.read('retiredInstallations')).data ?? [];

  function create(made: string): string {
    store.write('installationId', made);
    return made;
  }

  function began(serverMs: number): void {
    if (sinceMs !== null) return;
    sinceMs = serverMs;
    store.write('installationSinceMs', serverMs);
  }

  return {
    id: () => id,
    sinceMs: () => sinceMs,
    began,
    retired: () => retired,
    renew(serverMs) {
      const before = id;
      retired = [...retired, { id: before, atMs: serverMs }];
      store.write('retiredInstallations', retired);
      id = create(newInstallationId(random));
      sinceMs = serverMs;
      store.write('installationSinceMs', serverMs);
      return { before, now: id };
    },
  };
}

/** For a till without its keychain: it does not know its id, sends nothing, and judges nobody's rows by it. */
export function closedInstallation(): Installation {
  return {
    id: () => '0000000000',
    sinceMs: () => null,
    began: () => {},
    retired: () => [],
    renew() {
      throw new Error('the keychain is closed');
    },
  };
}

const keptId = (store: Pick<Store, 'read'>) => idSchema.safeParse(store.read('installationId')).data ?? null;

/** Under which id the journal's newest sale was made; what FEX has of it since is to be found in its lists. */
interface LostId {
  id: string | null;
  sinceMs: number;
}

/**
 * What the journal says of an id that is no longer kept; null where one is kept, or was never used. Without it
 * what FEX has of this till and a restored journal lacks would belong to nobody, and would not be rebuilt.
 */
export async function lostId(store: Store, journal: Pick<Journal, 'newest'>): Promise<LostId | null> {
  if (keptId(store) !== null) return null;
  const row = await journal.newest(['attempt.sent', 'attempt.sent-again', 'pairing.done']);
  if (row === null) return null;
  const id = row.reference === null ? null : (readReference(row.reference)?.installationId ?? null);
  return { id, sinceMs: row.serverMs ?? row.atMs };
}

const signSchema = z.enum(copySigns);

/** Looks at the profile before anything is written. A sign stays until a manager confirmed. */
export async function copySign(tools: {
  store: Store;
  journal: Pick<Journal, 'head' | 'hashAt' | 'newest'>;
  machine: string | null;
  /** False while the keychain is closed, which keeps what tells it. */
  isOpen: boolean;
}): Promise<CopySign | null> {
  const { store, journal, machine } = tools;
  const kept = signSchema.safeParse(store.read('copySign')).data;
  if (kept !== undefined) return kept;
  const head = await journal.head();
  const mark = markSchema.safeParse(store.read('mark')).data;
  if (mark !== undefined && mark.seq > head.seq) return 'mark-ahead';
  // A mark stands from before the first row on: without it nobody can say which record this is.
  if (tools.isOpen && head.seq > 0 && (mark === undefined || keptId(store) === null)) return 'mark-missing';
  // Rows may have been written while nobody could compare, without the keychain for instance: what was put back is
  // told by the row the mark was made at, wherever the record ends by now.
  if (mark !== undefined && (await journal.hashAt(mark.seq)) !== mark.hash) return 'mark-differs';
  // A manager's word on the record is marked with its row: one behind the mark was not said to this till.
  if (mark !== undefined && mark.seq < head.seq) {
    const word = await journal.newest(['journal.acknowledged']);
    if (word !== null && word.seq > mark.seq) return 'mark-differs';
  }
  const knownMachine = store.read('machine');
  if (machine !== null && typeof knownMachine === 'string' && knownMachine !== machine)
    return 'other-machine';
  return null;
}

/** What stands for a machine in the settings; the id itself is nobody's business. */
export async function machineDigest(
  machineId: () => Promise<string | null>,
  hasher: Hasher,
): Promise<string | null> {
  const id = await machineId().catch(() => null);
  return id === null || id.trim() === '' ? null : hasher.sha256Hex(`fex-counter machine ${id.trim()}`);
}

const markDelayMs = 500;

export interface MarkedJournal extends Journal {
  flush(): void;
  /** While the profile looks copied the mark is evidence and stays as it is. */
  holdMark(hold: boolean): Promise<void>;
}

/** The same journal; besides, its head is written down shortly after every commit. */
export function withMark(journal: Journal, tools: { store: Store; clock: Clock; log: Log }): MarkedJournal {
  let mark: JournalHead | null = null;
  let stop: Stop = () => {};
  let planned = false;
  let held = false;

  function flush() {
    stop();
    planned = false;
    if (mark === null || held) return;
    try {
      tools.store.write('mark', { seq: mark.seq, hash: mark.hash });
      mark = null;
    } catch {
      tools.log.warn('settings.mark-not-written');
    }
  }

  return {
    ...journal,
    async append(rows) {
      mark = await journal.append(rows);
      if (!planned) {
        planned = true;
        stop = tools.clock.after(markDelayMs, flush);
      }
      return mark;
    },
    async close() {
      flush();
      await journal.close();
    },
    flush,
    async holdMark(hold) {
      held = hold;
      if (hold) return;
      mark = await journal.head();
      flush();
    },
  };
}
