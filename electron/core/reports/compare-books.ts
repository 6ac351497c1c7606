import type { BooksLineKind, BooksReason } from '../../../shared/books.ts';
import type { Intent } from '../net/intent.ts';
import type { LedgerEntry } from '../net/ledger.ts';
import { originOf } from '../payments/foreign.ts';
import { readReference } from '../payments/reference.ts';
import type { Story } from './attempt-story.ts';
import { linesOfStory } from './story-lines.ts';

/**
 * The journal against FEX’s intents against FEX’s ledger, row by row (money rule 10): a pure function. It says
 * what differs; it changes nothing.
 */
export interface BooksLine {
  /** The same for the same difference, whenever it is found. */
  key: string;
  kind: BooksLineKind;
  reason: BooksReason;
  explained: boolean;
  /** FEX’s time until which it is explained, where that ends. */
  untilMs: number | null;
  reference: string | null;
  attemptId: string | null;
  intentIds: readonly string[];
  /** Minor units of `currency`; null where only FEX has one. */
  amountMinor: number | null;
  currency: string | null;
  /** As FEX wrote them. */
  thereAmount: string | null;
  thereCurrency: string | null;
  /** FEX’s time; 0 where nobody knows. */
  atMs: number;
}

export interface BooksContext {
  till: Parameters<typeof originOf>[1];
  counterId: string;
  nowMs: number;
  /** How far back the ledger was read; that it lacks an older payment says nothing. */
  ledgerFromMs: number;
  /** Intents of the journal that could not be asked for: that FEX’s list lacks them says nothing. */
  unread: ReadonlySet<string>;
}

/** `ledger`: null where it may not be read or could not; then two of the three are compared. */
export function compareBooks(
  stories: readonly Story[],
  intents: readonly Intent[],
  ledger: readonly LedgerEntry[] | null,
  context: BooksContext,
): BooksLine[] {
  const byReference = new Map(stories.map((story) => [story.reference, story]));
  const byIntent = new Map(stories.flatMap((story) => [...story.intents].map((id) => [id, story])));
  const owned = new Map<Story, Intent[]>();
  const strangers: Intent[] = [];
  for (const intent of new Map(intents.map((one) => [one.id, one])).values()) {
    const owner =
      (intent.reference === null ? null : byReference.get(intent.reference)) ?? byIntent.get(intent.id);
    if (owner) owned.set(owner, [...(owned.get(owner) ?? []), intent]);
    else strangers.push(intent);
  }
  const entries = Map.groupBy(ledger ?? [], (entry) => entry.intentId);
  const entriesOf = (intentId: string) => (ledger === null ? null : (entries.get(intentId) ?? []));
  return [
    ...stories.flatMap((story) => linesOfStory(story, owned.get(story) ?? [], entriesOf, context)),
    ...strangers.flatMap((intent) => lineOfStranger(intent, context)),
  ];
}

/** A row of FEX’s list that no attempt owns; nothing where it is another counter's. */
function lineOfStranger(intent: Intent, { till, counterId }: BooksContext): BooksLine[] {
  const parts = intent.reference === null ? null : readReference(intent.reference);
  const tell = (kind: BooksLineKind, reason: BooksReason, explained: boolean): BooksLine[] => [
    {
      ...{ kind, reason, explained, untilMs: null, amountMinor: null, currency: null },
      key: [kind, parts?.id ?? '', intent.id].join(' '),
      reference: intent.reference,
      attemptId: kind === 'missing-here' ? (parts?.id ?? null) : null,
      intentIds: [intent.id],
      thereAmount: intent.amountText,
      thereCurrency: intent.currency,
      atMs: intent.createdAtMs ?? 0,
    },
  ];
  if (parts === null || parts.tag !== till.tag) {
    const elsewhere = parts !== null || (intent.counterId !== null && intent.counterId !== counterId);
    return elsewhere ? [] : tell('other-format', 'not-ours', true);
  }
  const before = till.retired.find((one) => one.id === parts.installationId);
  if (parts.installationId === till.installationId) return tell('missing-here', 'unexplained', false);
  // Made under an id of ours while it was ours: the record has lost it.
  if (before && intent.createdAtMs !== null && intent.createdAtMs <= before.atMs)
    return tell('missing-here', 'unexplained', false);
  const origin = originOf(intent, till);
  return origin === 'nothing'
    ? tell('foreign', 'before-this-till', true)
    : tell('foreign', 'unexplained', false);
}
