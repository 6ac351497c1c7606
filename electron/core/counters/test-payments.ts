import type { TokenSource } from '../auth/token-source.ts';
import type { Sent } from '../net/classify.ts';
import type { FexClient, Order } from '../net/fex-client.ts';
import { testDescription } from '../net/intent.ts';

/**
 * Payments of a cent that prove a way to FEX and that nobody can pay: a code no screen shows, cancelled at once,
 * and a request to a wallet that does not exist. Each is journaled as a test before it is sent.
 */
export interface TestPayments {
  /** Create, cancel, read: the standard flow. */
  canary(): Promise<Canary>;
  /** Scan-payment to the all-zero wallet: may this token scan at all? */
  probe(tokens: Pick<TokenSource, 'get'>): Promise<'may' | 'may-not' | 'unanswered'>;
}

export type Canary =
  | { kind: 'proved'; merchantName: string | null }
  | { kind: 'refused'; said: string }
  | { kind: 'unanswered' }
  | { kind: 'not-cancelled'; status: string }
  | { kind: 'no-token'; why: string };

/** What the journal is told of a test; the row is on the disk before the call returns. */
export type RecordTest = (
  type: 'test.sent' | 'test.ended',
  test: { attemptId: string; reference: string },
  body: Readonly<Record<string, string | number | null>>,
) => Promise<void>;

const zeroWallet = '00000000-0000-0000-0000-000000000000';
const [canaryLifeS, probeLifeS] = [60, 30];
const mostCancels = 3;

export function createTestPayments(options: {
  fex: FexClient;
  tokens: Pick<TokenSource, 'get'>;
  currency: string;
  exponent: number;
  /** A reference of this installation, and the attempt it is of. */
  fresh(): { attemptId: string; reference: string };
  record: RecordTest;
}): TestPayments {
  const { fex, tokens, currency, exponent, fresh, record } = options;

  const orderOf = (reference: string, expiresInS: number): Order => ({
    amountMinor: 1,
    currency,
    exponent,
    expiresInS,
    reference,
    description: testDescription,
  });

  /** A 401 in FEX's shape was not executed: sent once more with a new token and the same reference. */
  async function send(
    from: Pick<TokenSource, 'get'>,
    call: (token: string) => Promise<Sent>,
  ): Promise<Sent | { kind: 'no-token'; why: string }> {
    const first = await from.get();
    if (!first.ok) return { kind: 'no-token', why: first.why };
    const sent = await call(first.token);
    if (!(sent.kind === 'not-executed' && sent.why === 'refused' && sent.status === 401)) return sent;
    const second = await from.get(first.token);
    return second.ok ? call(second.token) : { kind: 'no-token', why: second.why };
  }

  /** The intent a lost answer was about, or null. */
  async function lookFor(reference: string) {
    const page = await fex.list(1, 100);
    if (page.kind !== 'read') return null;
    return page.value.intents.find((intent) => intent.reference === reference) ?? null;
  }

  async function cancelled(intentId: string): Promise<string> {
    let status = 'unknown';
    for (let tries = 0; tries < mostCancels; tries += 1) {
      await fex.cancel(intentId);
      const read = await fex.get(intentId);
      if (read.kind !== 'read') continue;
      ({ status } = read.value);
      if (status !== 'pending' && status !== 'pending_approval') break;
    }
    return status;
  }

  return {
    async canary() {
      const test = fresh();
      await record('test.sent', test, { flow: 'standard', amountMinor: 1, currency });
      const sent = await send(tokens, (token) => fex.create(token, orderOf(test.reference, canaryLifeS)));
      if (sent.kind === 'no-token') return sent;
      if (sent.kind === 'not-executed') {
        const said = sent.why === 'refused' ? sent.said : null;
        await record('test.ended', test, { status: 'not-executed', said });
        return said === null ? { kind: 'unanswered' } : { kind: 'refused', said };
      }
      const intent = sent.kind === 'executed' ? sent.intent : await lookFor(test.reference);
      if (intent === null) {
        // No code was shown: nobody can pay it, whether it exists or not.
        await record('test.ended', test, { status: 'unknown' });
        return { kind: 'unanswered' };
      }
      const status = await cancelled(intent.id);
      await record('test.ended', test, { status, intentId: intent.id });
      if (status !== 'cancelled') return { kind: 'not-cancelled', status };
      return { kind: 'proved', merchantName: intent.merchantName };
    },
    async probe(from) {
      const test = fresh();
      await record('test.sent', test, { flow: 'reverse', amountMinor: 1, currency });
      const order = orderOf(test.reference, probeLifeS);
      const sent = await send(from, (token) => fex.scan(token, order, zeroWallet));
      if (sent.kind === 'executed') {
        const status = await cancelled(sent.intent.id);
        await record('test.ended', test, { status, intentId: sent.intent.id });
        return 'may';
      }
      if (sent.kind !== 'not-executed' || sent.why !== 'refused') {
        await record('test.ended', test, { status: 'unknown' });
        return 'unanswered';
      }
      await record('test.ended', test, { status: 'not-executed', said: sent.said });
      // Refused for want of a wallet: the token itself was good enough.
      return sent.status === 403 || sent.status === 401 ? 'may-not' : 'may';
    },
  };
}
