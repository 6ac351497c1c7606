import { number, text } from '../payments/record.ts';
import type { AttemptRows } from '../ports.ts';

/** What the journal says of one attempt, as far as FEX’s lists can be held against it. */
export interface Story {
  attemptId: string;
  reference: string;
  /** Minor units; null where no row says it. */
  amountMinor: number | null;
  currency: string | null;
  /** FEX’s time of the send, as well as it was known. */
  sentAtMs: number;
  /** Still open or under the standing watch: FEX is asked on. */
  open: boolean;
  /** While it is open a difference to FEX may still be cleared up by asking; until then. */
  openUntilMs: number;
  /** Every payment of FEX’s that was ever taken for it. */
  intents: ReadonlySet<string>;
  /** Those whose money the journal tells of. */
  counted: ReadonlySet<string>;
  /** Those the journal knows to be given back. */
  refunded: ReadonlySet<string>;
  /** A refund was decided and is not over. */
  refunding: boolean;
  /** Settled by a manager's word. */
  manual: { paid: boolean } | null;
  test: boolean;
}

/** The last planned visit of the standing watch comes a day after the end. */
const watchedForMs = 25 * 3_600_000;

const moneyRows = new Set([
  'outcome.paid',
  'outcome.paid-late',
  'outcome.mismatch',
  'outcome.mismatch-late',
  'outcome.refunded',
  'watch.refunded',
  'refund.done',
  'refund.unconfirmed',
]);
/** FEX shows a refund that it accepted as it shows one that is finished. */
const givenBackRows = new Set(['outcome.refunded', 'watch.refunded', 'refund.done', 'refund.unconfirmed']);
/** After these a refund is neither wanted nor on its way. */
const refundOver = new Set(['refund.done', 'refund.unconfirmed', 'refund.failed', 'refund.withdrawn']);

/** Null where the rows name no reference: then nothing at FEX can be theirs. */
export function storyOf({ attemptId, open, rows }: AttemptRows): Story | null {
  const reference = rows.find((row) => row.reference !== null)?.reference ?? null;
  const [first] = rows;
  if (reference === null || first === undefined) return null;
  const story = {
    attemptId,
    reference,
    amountMinor: null as number | null,
    currency: null as string | null,
    sentAtMs: first.serverMs ?? first.atMs,
    open,
    openUntilMs: 0,
    intents: new Set<string>(),
    counted: new Set<string>(),
    refunded: new Set<string>(),
    refunding: false,
    manual: null as Story['manual'],
    test: false,
  };
  let bound: string | null = null;
  for (const row of rows) {
    const { type, body } = row;
    const intentId = text(body.intentId);
    story.amountMinor ??= number(body.amountMinor);
    story.currency ??= text(body.currency);
    if (type === 'attempt.sent' || type === 'attempt.rebuilt')
      story.sentAtMs = number(body.sentAtMs) || story.sentAtMs;
    const boundMs = number(body.chargeableUntilMs) ?? row.serverMs ?? row.atMs;
    story.openUntilMs = Math.max(story.openUntilMs, boundMs + watchedForMs);
    if (intentId !== null) {
      story.intents.add(intentId);
      if (type !== 'watch.found' || body.second !== true) bound ??= intentId;
    }
    const money = intentId ?? bound;
    if (moneyRows.has(type) && money !== null) story.counted.add(money);
    if (givenBackRows.has(type) && money !== null) story.refunded.add(money);
    if (type.startsWith('refund.')) story.refunding = !refundOver.has(type);
    if (type.startsWith('test.')) story.test = true;
    if (type === 'outcome.settled-by-hand') story.manual = { paid: body.paid === true };
  }
  return story;
}
