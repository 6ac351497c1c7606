import { exponentOf } from '../../../shared/money.ts';
import type { PairingQuestion } from '../../../shared/pairing.ts';
import type { TokenSource } from '../auth/token-source.ts';
import { createFexClient, type FexClient } from '../net/fex-client.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { counterTag, newReference, ulid } from '../payments/reference.ts';
import { type PairingPorts, type Vault, vaultNames } from '../ports.ts';
import type { Candidate } from './candidate.ts';
import { readCounterUse } from './other-tills.ts';
import type { Merchant } from './pairing.ts';
import type { PairingRecorder } from './pairing-recorder.ts';
import { answered, type PairingState, PairingStop, stopOf } from './pairing-state.ts';
import { trySignIn } from './sign-in.ts';
import { createTestPayments, type TestPayments } from './test-payments.ts';

/** Unwinds to where a manager can be asked; everything known so far is kept in the candidate. */
export class PairingQuestionAsked extends Error {
  readonly question: PairingQuestion;
  constructor(question: PairingQuestion) {
    super(question);
    this.name = 'PairingQuestionAsked';
    this.question = question;
  }
}

/** Takes a counter from whatever is known of it to one that sells; begun again after every answer and every stop. */
export interface Prover {
  /** Ends with a PairingStop, or a PairingQuestionAsked. What was done is not done again. */
  prove(one: Candidate): Promise<void>;
  /** Has FEX make a new webhook secret; the old one is dead at once. */
  rotate(one: Candidate): Promise<void>;
}

export function createProver(parts: {
  ports: PairingPorts;
  state: PairingState;
  recorder: PairingRecorder;
  serverClock: ServerClock;
  installationId: string;
  merchant(): Merchant;
  tokensFor(clientId: string, vault: Pick<Vault, 'get'>): TokenSource;
}): Prover {
  const { state, recorder, serverClock, installationId, merchant, tokensFor } = parts;
  const { clock, random, hasher, http, store, keychain } = parts.ports;

  /** A counter that exists: still there, active, nothing open, and whether another till sells as it. */
  async function lookAt(one: Candidate): Promise<void> {
    const owner = merchant();
    const answer = await owner.counters.get(one.counter.id);
    if (answer.kind === 'refused' && answer.status === 404) throw new PairingStop('counter-gone');
    one.counter = answered(answer);
    if (!one.counter.active) throw new PairingStop('counter-inactive');
    const tag = counterTag(one.counter.id, hasher);
    const about = { id: one.counter.id, tag, ownInstallation: installationId };
    const use = await readCounterUse(owner.fex, about, serverClock.nowMs());
    if (use === null) throw new PairingStop('counter-unread');
    if (use.open > 0) throw new PairingStop('counter-open-payments', String(use.open));
    if (use.soldElsewhereAtMs !== null && !one.elsewhereConfirmed)
      throw new PairingQuestionAsked('sold-elsewhere');
  }

  /** Whose keys: the old ones of this counter where they were typed or are here, else the merchant's. */
  async function findKeys(one: Candidate): Promise<void> {
    if (one.isNew || one.signsInAs === 'merchant') {
      if (one.clientSecret === null) throw new PairingQuestionAsked('no-counter-keys');
      return;
    }
    const typed = one.clientSecret;
    const kept = typed ?? (await keychain.vaultOf(one.counter.id).get(vaultNames.clientSecret));
    if (kept === null) throw new PairingQuestionAsked('no-counter-keys');
    // Before anything is changed at FEX: a wrong secret must not cost the other till its webhooks.
    const keys = { clientId: one.clientId, clientSecret: kept };
    const trouble = await trySignIn(http, state.view().where.tokenUrl, keys);
    if (trouble !== null && trouble !== 'keys-refused') throw new PairingStop(trouble);
    if (trouble === null) one.clientSecret = kept;
    else if (typed !== null) throw new PairingStop('counter-secret-wrong');
    else throw new PairingQuestionAsked('no-counter-keys');
  }

  async function rotate(one: Candidate): Promise<void> {
    state.check('rotated', 'running');
    await recorder.record('pairing.rotate-sent', { counterId: one.counter.id });
    const answer = await merchant().counters.rotate(one.counter.id);
    if (answer.kind === 'done') {
      one.webhookSecret = answer.value;
      one.stored = false;
      return state.check('rotated', 'good');
    }
    state.check('rotated', 'bad');
    if (answer.kind === 'refused') throw new PairingStop('rotate-refused', answer.said);
    throw answer.kind === 'not-sent' ? stopOf(answer) : new PairingStop('rotate-unanswered');
  }

  /** Into the keychain and back out, before anybody is told that it worked. */
  async function keep(one: Candidate): Promise<void> {
    const { clientSecret, webhookSecret } = one;
    if (one.stored || clientSecret === null) return;
    await state.checked('kept', async () => {
      const vault = keychain.vaultOf(one.counter.id);
      const before = await vault.get(vaultNames.installation);
      const items: [string, string][] = [
        [vaultNames.clientSecret, clientSecret],
        ...(webhookSecret === null ? [] : [[vaultNames.webhookSecret, webhookSecret] as [string, string]]),
        [
          vaultNames.installation,
          JSON.stringify({ installationId, installationSinceMs: serverClock.nowMs() }),
        ],
      ];
      for (const [name, secret] of items) {
        await vault.set(name, secret);
        if ((await vault.get(name)) !== secret) throw new PairingStop('keychain-missing');
      }
      retire(before);
      one.stored = true;
    });
    await recorder.record('pairing.kept', { counterId: one.counter.id });
  }

  /** Another installation of this counter on this computer, whose rows stay explained. */
  function retire(kept: string | null): void {
    const id = /"installationId":"([0-9A-Z]{10})"/.exec(kept ?? '')?.[1];
    if (id === undefined || id === installationId) return;
    const retired = store.read('retiredInstallations');
    const earlier = Array.isArray(retired) ? retired : [];
    store.write('retiredInstallations', [...earlier, { id, atMs: serverClock.nowMs() }]);
  }

  function clientOf(one: Candidate): FexClient {
    one.tokens ??= tokensFor(one.clientId, keychain.vaultOf(one.counter.id));
    const { apiUrl } = state.view().where;
    return createFexClient({
      apiUrl,
      counterId: one.counter.id,
      http,
      clock,
      serverClock,
      tokens: one.tokens,
      keysRefused: () => false,
    });
  }

  async function proveSale(one: Candidate, beganAtMs: number): Promise<TestPayments> {
    const fex = clientOf(one);
    const tokens = one.tokens ?? merchant().tokens;
    await state.checked('token', async () => {
      const token = await tokens.get();
      if (token.ok) return;
      throw new PairingStop(token.why === 'refused' ? 'counter-secret-wrong' : 'sign-in-unreachable');
    });
    const tag = counterTag(one.counter.id, hasher);
    const tests = createTestPayments({
      fex,
      tokens,
      currency: one.currency,
      exponent: exponentOf(one.currency),
      fresh() {
        const id = ulid(serverClock.nowMs(), random);
        return { attemptId: id, reference: newReference({ tag, installationId, id }) };
      },
      record: recorder.recordTest,
    });
    await state.checked('payment', async () => {
      const canary = await tests.canary();
      if (canary.kind === 'refused') throw new PairingStop('canary-refused', canary.said);
      if (canary.kind === 'not-cancelled') throw new PairingStop('canary-not-cancelled', canary.status);
      if (canary.kind !== 'proved') throw new PairingStop('canary-unanswered');
      one.merchantName = canary.merchantName;
    });
    const page = await fex.list(1, 100);
    const others = page.kind === 'read' ? page.value.intents : [];
    const now = { id: one.counter.id, tag, ownInstallation: installationId };
    const use = await readCounterUse(
      { list: async () => ({ kind: 'read', value: { intents: others, limit: others.length + 1 } }) },
      now,
      serverClock.nowMs(),
    );
    if (use?.soldElsewhereAtMs != null && use.soldElsewhereAtMs >= beganAtMs)
      throw new PairingStop('paired-elsewhere');
    return tests;
  }

  async function proveScan(one: Candidate, tests: TestPayments): Promise<void> {
    if (one.scanWith === 'none') return state.check('scan', 'noted');
    const owner = merchant();
    const withMerchant = one.scanWith === 'merchant';
    state.check('scan', 'running');
    const answer = await tests.probe(withMerchant ? owner.tokens : (one.tokens ?? owner.tokens));
    if (answer === 'unanswered') {
      state.check('scan', 'bad');
      throw new PairingStop('probe-unanswered');
    }
    if (answer === 'may-not') {
      state.check('scan', 'bad');
      if (!withMerchant) throw new PairingQuestionAsked('scan');
      // Asked again: showing codes only is still possible.
      one.scanWith = null;
      throw new PairingStop('probe-refused');
    }
    if (withMerchant) {
      const vault = keychain.vaultOf(one.counter.id);
      await vault.set(vaultNames.merchantSecret, owner.keys.clientSecret);
      if ((await vault.get(vaultNames.merchantSecret)) !== owner.keys.clientSecret) {
        throw new PairingStop('keychain-missing');
      }
    }
    one.scanWith ??= 'own';
    state.check('scan', 'good');
  }

  return {
    rotate,
    async prove(one) {
      const beganAtMs = serverClock.nowMs();
      if (!one.isNew && !one.elsewhereConfirmed) await lookAt(one);
      await findKeys(one);
      if (one.webhookSecret === null) {
        if (one.isNew) throw new PairingQuestionAsked('no-webhook-secret');
        await rotate(one);
      }
      await keep(one);
      const tests = await proveSale(one, beganAtMs);
      await proveScan(one, tests);
      const ledger = await clientOf(one).ledger();
      state.check('ledger', ledger.kind === 'read' ? 'good' : 'noted');
    },
  };
}
