import type { BooksLineKind, BooksReason } from '../../../shared/books.ts';
import { exponentOf, minorFromText } from '../../../shared/money.ts';
import type { Intent } from '../net/intent.ts';
import type { LedgerEntry } from '../net/ledger.ts';
import { originOf } from '../payments/foreign.ts';
import type { Story } from './attempt-story.ts';
import type { BooksContext, BooksLine } from './compare-books.ts';

/** One attempt of the journal against everything FEX has of it. */

interface Finding {
  kind: BooksLineKind;
  reason: BooksReason;
  /** Which of FEX’s rows it is about, where it is about one. */
  intent: Intent | null;
}

/** These reasons leave a line before the manager. */
const unexplained: ReadonlySet<BooksReason> = new Set(['unexplained', 'not-in-ledger', 'only-in-ledger']);
const isExplained = ({ reason }: Finding) => !unexplained.has(reason);

/** FEX may write its ledger this long after the payment. */
const ledgerLagMs = 10 * 60_000;

/** `entriesOf`: the ledger’s rows of a payment, or null where the ledger was not read. */
export function linesOfStory(
  story: Story,
  rows: readonly Intent[],
  entriesOf: (intentId: string) => readonly LedgerEntry[] | null,
  context: BooksContext,
): BooksLine[] {
  const found = rows.flatMap((row) => {
    const entries = entriesOf(row.id);
    return [...inList(story, row, entries, context), ...inLedger(story, row, entries, context)];
  });
  if (rows.length > 1) found.push(twice(story, rows));
  const lacking = [...story.intents].filter((id) => !rows.some((row) => row.id === id));
  for (const id of lacking.filter((one) => !context.unread.has(one))) {
    const there = (entriesOf(id)?.length ?? 0) > 0;
    found.push({ kind: 'missing-there', reason: there ? 'only-in-ledger' : 'unexplained', intent: null });
  }
  // One difference is told once, whichever of the two lists shows it.
  const told = [...new Map(found.map((one) => [`${one.kind} ${one.intent?.id ?? ''}`, one])).values()];
  const excused = told.map((one) => excuse(one, story, context));
  if (excused.length > 0) return excused.map((one) => lineOf(one, story, rows));
  // What could not be asked for is neither a difference nor agreement.
  return lacking.length > 0 ? [] : [lineOf(withoutDifference(story, rows, context), story, rows)];
}

const movedMoney = ({ status }: Intent) => status === 'completed' || status === 'refunded';

/** What one of FEX’s intents says against the journal. */
function inList(
  story: Story,
  row: Intent,
  entries: readonly LedgerEntry[] | null,
  { counterId, till }: BooksContext,
): Finding[] {
  const origin = originOf(row, till);
  // Whatever another till sells as this counter is put into the record, and is no less another till’s for it.
  if (origin !== 'nothing' && origin.by === 'foreign')
    return [{ kind: 'foreign', reason: 'unexplained', intent: row }];
  const money = movedMoney(row);
  const reason: BooksReason = money ? 'unexplained' : 'no-money';
  if (row.currency !== null && story.currency !== null && row.currency !== story.currency)
    return [{ kind: 'different-currency', reason, intent: row }];
  if (isOtherAmount(row.amountText, story)) return [{ kind: 'different-amount', reason, intent: row }];
  const found: Finding[] = [];
  const tell = (kind: BooksLineKind) => void found.push({ kind, reason: 'unexplained', intent: row });
  const counted = story.counted.has(row.id);
  if (money && row.counterId !== null && row.counterId !== counterId) tell('foreign');
  else if (money && !counted) tell('paid-there-not-here');
  if (!money && counted) tell('paid-here-not-there');
  const back = row.status === 'refunded' || row.refundLedgerTxId !== null;
  const backInLedger = entries?.some((entry) => entry.type === 'refund') ?? false;
  const backHere = story.refunded.has(row.id);
  if (back && !backHere) tell('refunded-there-not-here');
  if (backHere && !back && !backInLedger) tell('refunded-here-not-there');
  return found;
}

/** What FEX’s ledger says against the journal, or against FEX’s own list. */
function inLedger(
  story: Story,
  row: Intent,
  entries: readonly LedgerEntry[] | null,
  { nowMs, ledgerFromMs }: BooksContext,
): Finding[] {
  if (entries === null) return [];
  const payments = entries.filter((entry) => entry.type === 'payment');
  const refunds = entries.filter((entry) => entry.type === 'refund');
  const found: Finding[] = [];
  const tell = (kind: BooksLineKind, reason: BooksReason = 'unexplained') =>
    void found.push({ kind, reason, intent: row });
  const counted = story.counted.has(row.id);
  // When it was paid is not said; it can have been until the intent expired.
  const paidByMs = Math.max(row.expiresAtMs ?? row.createdAtMs ?? 0, story.sentAtMs);
  if (payments.length > 1 || refunds.length > 1) tell('twice');
  const covered = (row.createdAtMs ?? story.sentAtMs) >= ledgerFromMs && nowMs - paidByMs > ledgerLagMs;
  if (counted && movedMoney(row) && payments.length === 0 && covered)
    tell('paid-here-not-there', 'not-in-ledger');
  if (!movedMoney(row) && payments.length > 0)
    tell(counted ? 'paid-here-not-there' : 'paid-there-not-here', 'only-in-ledger');
  const [payment] = payments;
  if (payment?.currency != null && story.currency !== null && payment.currency !== story.currency)
    tell('different-currency');
  else if (payment && isOtherAmount(payment.amountText, story)) tell('different-amount');
  if (refunds.length > 0 && !story.refunded.has(row.id)) tell('refunded-there-not-here');
  return found;
}

function isOtherAmount(amountText: string | null, { amountMinor, currency }: Story): boolean {
  if (amountText === null || amountMinor === null || currency === null) return false;
  return minorFromText(amountText, exponentOf(currency)) !== amountMinor;
}

/** A second one without money, or one that the record tells of, needs nobody. */
function twice(story: Story, rows: readonly Intent[]): Finding {
  const paid = rows.filter(movedMoney);
  const pending = rows.find((row) => row.status.startsWith('pending'));
  const extra = pending ?? rows.find((row) => !story.counted.has(row.id)) ?? null;
  const tell = (reason: BooksReason): Finding => ({ kind: 'twice', reason, intent: extra });
  if (pending) return tell('unexplained');
  if (paid.length <= 1) return tell('no-money');
  return tell(paid.every((row) => story.counted.has(row.id)) ? 'known' : 'unexplained');
}

/** What is not over yet, and what a manager took upon himself, explains some differences. */
function excuse(one: Finding, story: Story, { nowMs }: BooksContext): Finding {
  if (isExplained(one)) return one;
  const watched: Finding = { ...one, kind: 'open', reason: 'watched' };
  const byHand: Finding = { ...one, kind: 'manual', reason: 'by-hand' };
  const { kind, intent } = one;
  if (kind === 'refunded-there-not-here' || kind === 'refunded-here-not-there')
    return story.refunding ? watched : one;
  const countedHere = intent === null ? story.counted.size > 0 : story.counted.has(intent.id);
  if (countedHere) return one;
  const asked = story.open && nowMs < story.openUntilMs;
  if (kind === 'missing-there') return story.manual !== null ? byHand : asked ? watched : one;
  if (kind === 'paid-there-not-here') return story.manual?.paid ? byHand : asked ? watched : one;
  // A second one that waits for its customer is being cancelled.
  if (kind === 'twice' && intent?.status.startsWith('pending') && asked) return watched;
  return one;
}

/** Nothing differs: why the row is as it is. */
function withoutDifference(story: Story, rows: readonly Intent[], { nowMs }: BooksContext): Finding {
  const tell = (kind: BooksLineKind, reason: BooksReason): Finding => ({
    kind,
    reason,
    intent: rows[0] ?? null,
  });
  if (story.test) return tell('test', 'test');
  if (story.manual !== null) return tell('manual', 'by-hand');
  if (story.counted.size > 0) return tell('matched', 'agrees');
  // Asked on for longer than the watch goes on: nobody has cleared it up.
  if (story.open) return tell('open', nowMs < story.openUntilMs ? 'watched' : 'unexplained');
  return tell('matched', rows.length === 0 ? 'nothing-sent' : 'agrees');
}

function lineOf(finding: Finding, story: Story, rows: readonly Intent[]): BooksLine {
  const { kind, reason, intent } = finding;
  const { attemptId, reference, amountMinor, currency, sentAtMs } = story;
  const there = intent ?? rows[0] ?? null;
  return {
    ...{ kind, reason, explained: isExplained(finding), reference, attemptId, amountMinor, currency },
    key: [kind, attemptId, intent?.id ?? ''].join(' '),
    untilMs: reason === 'watched' ? story.openUntilMs : null,
    intentIds: [...new Set([...story.intents, ...rows.map((row) => row.id)])],
    thereAmount: there?.amountText ?? null,
    thereCurrency: there?.currency ?? null,
    atMs: sentAtMs,
  };
}
