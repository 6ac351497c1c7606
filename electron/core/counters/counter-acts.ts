import type { CallArgs } from '../../../shared/contract.ts';
import type { CountersTrouble } from '../../../shared/counters.ts';
import type { Environment } from '../../../shared/snapshot.ts';
import { isLoopbackUrl } from '../net/secure-url.ts';
import type { JournalBody } from '../ports.ts';
import type { WebhookSecrets } from '../updates/webhook-secrets.ts';
import { isAddress } from './address.ts';
import type { FexCounter } from './fex-counter.ts';
import type { Answered, CounterFields } from './fex-counters.ts';
import type { MerchantVisit } from './merchant-visit.ts';
import { stopOf } from './pairing-state.ts';

/** Ends what is being done with the sentence a manager reads. */
export class CountersStop extends Error {
  readonly trouble: CountersTrouble;
  readonly detail: string | null;
  constructor(trouble: CountersTrouble, detail: string | null = null) {
    super(trouble);
    this.name = 'CountersStop';
    this.trouble = trouble;
    this.detail = detail === null || detail === '' ? null : detail.slice(0, 200);
  }
}

/** Written down before FEX is asked, and again with what came of it. Rejects with a CountersStop. */
export type RecordAct = (type: string, body: JournalBody) => Promise<void>;

type Typed = Omit<CallArgs<'counters.update'>, 'counterId' | 'confirmed'>;

/** What was typed, as it differs from what was shown: what somebody else changed meanwhile stays. */
export function changeOf(typed: Typed, shown: FexCounter, environment: Environment): Partial<CounterFields> {
  const [name, location, webhookUrl] = [typed.name, typed.location || null, typed.webhookUrl || null];
  if (name === '') throw new CountersStop('name-empty');
  const change: Partial<CounterFields> = {
    ...(name === shown.name ? {} : { name }),
    ...(location === shown.location ? {} : { location }),
    ...(webhookUrl === shown.webhookUrl ? {} : { webhookUrl }),
  };
  if (change.webhookUrl && !mayReceive(change.webhookUrl, environment))
    throw new CountersStop('webhook-url-wrong');
  return change;
}

/** Https; in the sandbox also http, as far as this computer itself. */
function mayReceive(url: string, environment: Environment): boolean {
  if (!isAddress(url)) return false;
  return /^https:/i.test(url) || (environment !== 'live' && isLoopbackUrl(url));
}

/** Changes a counter at FEX and reads it again; whatever FEX answered, what it shows then is what counts. */
export async function updateCounter(
  visit: MerchantVisit,
  counterId: string,
  change: Partial<CounterFields>,
  record: RecordAct,
): Promise<FexCounter> {
  await record('counters.update-sent', { counterId, ...change });
  const answer = await visit.counters.update(counterId, change);
  if (answer.kind === 'refused') throw refusal(answer, 'update-refused');
  if (answer.kind === 'not-sent' || answer.kind === 'no-token') throw stopped(answer);
  const after = await visit.counters.get(counterId);
  if (after.kind !== 'done') throw new CountersStop('update-unanswered');
  const { value: now } = after;
  const as = (key: keyof CounterFields) => change[key] === undefined || change[key] === now[key];
  if (!as('name') || !as('location') || !as('webhookUrl'))
    throw new CountersStop(answer.kind === 'done' ? 'update-not-shown' : 'update-unanswered');
  await record('counters.updated', { counterId });
  return now;
}

/** Has FEX deactivate a counter and reads it again. Nothing undoes it. */
export async function deactivateCounter(
  visit: MerchantVisit,
  counter: FexCounter,
  open: number | null,
  record: RecordAct,
): Promise<FexCounter> {
  const counterId = counter.id;
  await record('counters.deactivate-sent', { counterId, name: counter.name, open });
  const answer = await visit.counters.deactivate(counterId);
  if (answer.kind === 'refused') throw refusal(answer, 'deactivate-refused');
  if (answer.kind === 'not-sent' || answer.kind === 'no-token') throw stopped(answer);
  const after = await visit.counters.get(counterId);
  const gone = answer.kind === 'done' && after.kind === 'refused' && after.status === 404;
  if (!gone && (after.kind !== 'done' || after.value.active)) throw new CountersStop('deactivate-unanswered');
  await record('counters.deactivated', { counterId });
  return after.kind === 'done' ? after.value : { ...counter, active: false };
}

/**
 * Has FEX make a new webhook secret. That is kept in the keychain before anything else, and asked for only where the
 * keychain has just taken a word; it is never asked for twice by itself.
 */
export async function rotateSecret(
  visit: MerchantVisit,
  counterId: string,
  secrets: Pick<WebhookSecrets, 'asking' | 'made' | 'notMade'>,
  record: RecordAct,
): Promise<void> {
  await secrets.asking();
  try {
    await record('counters.rotate-sent', { counterId });
  } catch (error) {
    await secrets.notMade();
    throw error;
  }
  const answer = await visit.counters.rotate(counterId);
  if (answer.kind === 'done') {
    await secrets.made(answer.value);
    return record('counters.rotated', { counterId });
  }
  // It may have been made: then nobody has it.
  if (answer.kind === 'unknown') throw new CountersStop('rotate-unanswered');
  await secrets.notMade();
  throw answer.kind === 'refused' ? refusal(answer, 'rotate-refused') : stopped(answer);
}

type NotDone = Exclude<Answered<unknown>, { kind: 'done' }>;

function refusal(answer: Extract<NotDone, { kind: 'refused' }>, code: CountersTrouble): CountersStop {
  if (answer.status === 404) return new CountersStop('counter-gone');
  return answer.status === 401 || answer.status === 403
    ? stopped(answer)
    : new CountersStop(code, answer.said);
}

export function stopped(answer: NotDone): CountersStop {
  const { trouble, detail } = stopOf(answer);
  return new CountersStop(trouble, detail);
}
