import { z } from 'zod';
import { newInstallationId } from '../payments/reference.ts';
import type { Clock, Journal, JournalHead, Log, Random, Stop, Store } from '../ports.ts';

/**
 * Which installation writes this journal, and how far it had got. Both lie outside the journal, so that a
 * copied or restored profile can be told from the original (money rule 11).
 */
const idSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/);

export function installationId(store: Store, random: Random): string {
  const stored = idSchema.safeParse(store.read('installationId'));
  if (stored.success) return stored.data;
  const id = newInstallationId(random);
  store.write('installationId', id);
  return id;
}

const markDelayMs = 500;

/** The same journal; besides, its head is written down shortly after every commit. */
export function withMark(
  journal: Journal,
  tools: { store: Store; clock: Clock; log: Log },
): Journal & { flush(): void } {
  let mark: JournalHead | null = null;
  let stop: Stop = () => {};
  let planned = false;

  function flush() {
    stop();
    planned = false;
    if (mark === null) return;
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
  };
}
