import type { BooksResult, BooksView } from '../../../shared/books.ts';
import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { LedgerEntry } from '../net/ledger.ts';
import type { Looked } from '../payments/list-pass.ts';
import type { Looker } from '../payments/looker.ts';
import { readReference } from '../payments/reference.ts';
import type { Journal } from '../ports.ts';
import { type BooksContext, type BooksLine, compareBooks } from './compare-books.ts';
import { createGathering, type Gathering } from './gathering.ts';
import { readLedger } from './read-ledger.ts';

/** FEX’s time. */
export interface BooksRange {
  fromMs: number;
  toMs: number;
}

export interface BooksReading {
  lines: BooksLine[];
  /** Everything was read that could hold a difference. */
  whole: boolean;
  ledger: BooksResult['ledger'];
}

export interface ReadTools {
  looker: Pick<Looker, 'all'>;
  fex: Pick<FexClient, 'get' | 'ledgerPage'>;
  journal: Pick<Journal, 'attempts' | 'attemptsIn'>;
  till: BooksContext['till'];
  counterId: string;
  serverMs(): number;
  /** Waits while a payment is on the screen; rejects where the check was stopped. */
  gate(): Promise<void>;
  /** Whether a look has to end now: the check was stopped, or a payment is on the screen. */
  giveUp(): boolean;
  progress(step: NonNullable<BooksView['progress']>['step'], done: number): void;
}

/** An attempt is watched for a day: one with a row in the range was sent at most this long before it. */
const sentBeforeMs = 26 * 3_600_000;
/** A look reads five minutes further back than it is asked for. */
const lookBackMs = 5 * 60_000;
/** Short: a sale’s row waits for it. */
const journalPage = 50;

/**
 * Reads what is compared: FEX’s list, the journal, FEX’s ledger. Whatever then differs is read once more, because
 * sales go on meanwhile: what was only between two reads is no difference.
 * `carried`: what was unexplained before; it is looked at again, however old it is.
 */
export async function readBooks(
  range: BooksRange,
  carried: readonly BooksLine[],
  tools: ReadTools,
): Promise<BooksReading> {
  const { fex, journal, gate, progress, till, counterId, serverMs } = tools;
  const gathered = createGathering({
    get: fex.get,
    gate,
    onStories: (count) => progress('record', count),
  });
  const { intents, unread } = gathered;
  const inRange = ({ createdAtMs }: Intent) =>
    createdAtMs === null || (createdAtMs >= range.fromMs && createdAtMs < range.toMs);

  const looked = await lookBack(range.fromMs - sentBeforeMs, tools);
  for (const intent of looked.rows) intents.set(intent.id, intent);
  await readJournal(range, gathered, tools);
  // A row that hides its reference may be anybody’s: only reading it tells.
  const mayBeOurs = (row: Intent) => row.counterId === null || row.counterId === counterId;
  const hidden = looked.rows.filter((row) => row.reference === null && inRange(row) && mayBeOurs(row));
  await gathered.readEach(hidden.filter((row) => !gathered.isOwned(row)).map((row) => row.id));
  // FEX tells whole seconds, and this computer’s clock may have been off: the journal is asked by name.
  const named = [...intents.values()].filter(inRange).flatMap(({ reference }) => {
    const parts = reference === null ? null : readReference(reference);
    return parts?.tag === till.tag && !gathered.hasStory(parts.id) ? [parts.id] : [];
  });
  gathered.keepAttempts(await journal.attempts([...new Set(named)]));
  await gathered.readEach(gathered.lacking());

  progress('ledger', 0);
  const ledgerFromMs = Math.min(range.fromMs - sentBeforeMs, ...carried.map((line) => line.atMs));
  const onPage = (pages: number) => progress('ledger', pages);
  const ledger = await readLedger({ page: fex.ledgerPage, serverMs, gate, onPage }, ledgerFromMs);
  const entries: readonly LedgerEntry[] | null = ledger.kind === 'read' ? ledger.entries : null;
  const context = () => ({ till, counterId, nowMs: serverMs(), ledgerFromMs, unread });

  const rows = [...intents.values()].filter((intent) => inRange(intent) || gathered.isOwned(intent));
  const first = compareBooks(gathered.stories(), rows, entries, context());

  const before = carried.filter((line) => !first.some((one) => one.key === line.key));
  const doubtful = [...first.filter((line) => !line.explained), ...before];
  progress('again', doubtful.length);
  const ids = [...new Set(doubtful.flatMap((line) => line.intentIds))];
  await gathered.readEach(ids);
  const attemptIds = new Set(doubtful.flatMap((line) => line.attemptId ?? []));
  gathered.keepAttempts(await journal.attempts([...attemptIds]));
  const again = compareBooks(
    gathered.stories().filter((story) => attemptIds.has(story.attemptId)),
    ids.flatMap((id) => intents.get(id) ?? []),
    entries,
    context(),
  );
  const unasked = before.filter((line) => line.intentIds.some((id) => unread.has(id)));
  const settled = first.filter((line) => line.explained);
  const lines = new Map([...settled, ...unasked, ...again].map((line) => [line.key, line]));
  return {
    lines: [...lines.values()],
    whole: looked.clean && unread.size === 0 && ledger.kind !== 'unread',
    ledger: ledger.kind,
  };
}

/** One look to the end; begun anew where a payment came between. */
async function lookBack(sinceMs: number, { looker, gate, giveUp, progress }: ReadTools): Promise<Looked> {
  for (;;) {
    progress('list', 0);
    await gate();
    let gaveWay = false;
    const looked = await looker.all([{ reference: '', sentAtMs: sinceMs + lookBackMs }], {
      giveUp() {
        gaveWay ||= giveUp();
        return gaveWay;
      },
      onPage: (pages) => progress('list', pages),
    });
    if (looked.clean || !(gaveWay || giveUp())) return looked;
  }
}

async function readJournal(
  range: BooksRange,
  gathered: Gathering,
  { journal, gate }: ReadTools,
): Promise<void> {
  let after: Parameters<Journal['attemptsIn']>[1] = null;
  do {
    await gate();
    const page: Awaited<ReturnType<Journal['attemptsIn']>> = await journal.attemptsIn(
      range,
      after,
      journalPage,
    );
    gathered.keepAttempts(page.attempts);
    after = page.next;
  } while (after !== null);
}
