import { type Done, done, failed } from '../../../shared/failures.ts';
import { exponentOf } from '../../../shared/money.ts';
import {
  type BegunPairing,
  begunPairingSchema,
  type ListedCounter,
  mostCounters,
  type PairingRecord,
  type PairingView,
  type pairingChoices,
  type Where,
} from '../../../shared/pairing.ts';
import { createTokenSource, type TokenSource } from '../auth/token-source.ts';
import { createFexClient, type FexClient } from '../net/fex-client.ts';
import { createServerClock } from '../net/server-clock.ts';
import { newInstallationId } from '../payments/reference.ts';
import type { PairingPorts, Vault } from '../ports.ts';
import { keepFirstMark } from '../settings/keep.ts';
import { checkWhere } from './address.ts';
import { type Candidate, newCandidate } from './candidate.ts';
import type { CreatedCounter } from './create-answer.ts';
import type { FexCounter } from './fex-counter.ts';
import { createFexCounters, type FexCounters } from './fex-counters.ts';
import { createPairingRecorder } from './pairing-recorder.ts';
import { answered, createPairingState, PairingStop, stopFrom, stopOf } from './pairing-state.ts';
import { createProver, PairingQuestionAsked } from './prove-candidate.ts';
import { trySignIn } from './sign-in.ts';

/** Leads a manager from an address to a counter that is proved to sell. Nothing of it returns a secret. */
export interface Pairing {
  view(): PairingView;
  counters(): ListedCounter[];
  where(where: Where): Promise<Done>;
  keys(keys: { clientId: string; clientSecret: string }): Promise<Done>;
  create(fields: { name: string; location: string; currency: string }): Promise<Done>;
  takeOver(fields: { counterId: string; clientSecret: string | null; currency: string }): Promise<Done>;
  choose(choice: (typeof pairingChoices)[number]): Promise<Done>;
  /** The step that stopped, once more. */
  again(): Promise<Done>;
  back(): Promise<Done>;
  /** Forgets everything typed and ends everything running. */
  dispose(): void;
}

/** Everything that is asked of FEX in the merchant's name. */
export interface Merchant {
  keys: { clientId: string; clientSecret: string };
  tokens: TokenSource;
  counters: FexCounters;
  fex: FexClient;
  known: FexCounter[];
}

export function createPairing(
  ports: PairingPorts,
  first: PairingView,
  changed: (view: PairingView) => void,
): Pairing {
  const { clock, random, http, log, store, keychain } = ports;
  const serverClock = createServerClock(clock);
  const state = createPairingState(first, changed);
  const recorder = createPairingRecorder({ journal: ports.journal, clock, serverClock });
  const installationId = newInstallationId(random);
  let merchant: Merchant | null = null;
  let candidate: Candidate | null = null;
  let step: (() => Promise<void>) | null = null;

  const prover = createProver({
    ports,
    state,
    recorder,
    serverClock,
    installationId,
    merchant: merchantNow,
    tokensFor,
  });

  /** One thing at a time; what stops it becomes a sentence, and can be tried again. */
  async function run(work: () => Promise<void>): Promise<Done> {
    if (state.view().busy) return failed('busy');
    step = work;
    state.set({ busy: true, trouble: null, question: null });
    try {
      await work();
      return done;
    } catch (error) {
      if (error instanceof PairingQuestionAsked) {
        state.set({ question: error.question });
        return done;
      }
      const stop = stopFrom(error);
      if (stop === null) throw error;
      log.warn('pairing.stopped', { trouble: stop.trouble });
      state.set({ trouble: { code: stop.trouble, detail: stop.detail } });
      return done;
    } finally {
      state.set({ busy: false });
    }
  }

  async function openKeychain(): Promise<void> {
    await state.checked('keychain', keychain.check, ({ tookMs }) => `${tookMs} ms`);
  }

  async function signIn(keys: { clientId: string; clientSecret: string }): Promise<void> {
    const { where } = state.view();
    await openKeychain();
    await state.checked('keys', async () => {
      const trouble = await trySignIn(http, where.tokenUrl, keys);
      if (trouble !== null) throw new PairingStop(trouble);
    });
    const tokens = tokensFor(keys.clientId, { get: async () => keys.clientSecret });
    const common = { apiUrl: where.apiUrl, http, clock, serverClock, tokens };
    merchant?.tokens.dispose();
    merchant = {
      keys,
      tokens,
      counters: createFexCounters(common),
      fex: createFexClient({ ...common, counterId: '', keysRefused: () => false }),
      known: [],
    };
    const { counters } = merchant;
    const known = await state.checked(
      'counters',
      async () => answered(await counters.list()),
      (list) => String(list.length),
    );
    merchant.known = known.slice(0, mostCounters);
    state.set({ begun: begunAmong(known) });
    state.set({ step: 'counter', merchant: { clientId: keys.clientId, counters: known.length } });
  }

  /** What an earlier pairing of this till had made and did not end. */
  function begunAmong(known: readonly FexCounter[]): PairingView['begun'] {
    const begun = begunPairingSchema.safeParse(store.read('pairingBegun')).data;
    if (begun === undefined || begun.apiUrl !== state.view().where.apiUrl) return null;
    const found = known.find(({ id, active }) => id === begun.counterId && active);
    return found === undefined ? null : { id: found.id, name: found.name, atMs: begun.atMs };
  }

  /** Not worth stopping for: without it the manager finds the counter in the list. */
  function rememberBegun(counterId: string): void {
    const { environment, apiUrl, tokenUrl } = state.view().where;
    const begun: BegunPairing = { environment, apiUrl, tokenUrl, counterId, atMs: serverClock.nowMs() };
    try {
      store.write('pairingBegun', begun);
    } catch {
      log.warn('settings.not-written', { key: 'pairingBegun' });
    }
  }

  function tokensFor(clientId: string, vault: Pick<Vault, 'get'>): TokenSource {
    const { tokenUrl } = state.view().where;
    return createTokenSource({ tokenUrl, clientId, http, vault, clock, serverClock, log });
  }

  async function makeCounter(fields: {
    name: string;
    location: string | null;
    currency: string;
  }): Promise<void> {
    const owner = merchantNow();
    state.set({
      step: 'proof',
      checks: [],
      counter: { id: '', name: fields.name, location: fields.location },
    });
    await openKeychain();
    await recorder.record('pairing.create-sent', { name: fields.name });
    state.check('created', 'running');
    const answer = await owner.counters.create(fields);
    if (answer.kind === 'done') return made(answer.value, fields.currency);
    state.check('created', 'bad');
    if (answer.kind === 'not-sent') throw stopOf(answer);
    if (answer.kind === 'refused') throw new PairingStop('create-refused', answer.said);
    if (answer.kind === 'no-token') throw stopOf(answer);
    // It may exist: nothing is sent again before somebody looked.
    const listed = await owner.counters.list();
    if (listed.kind !== 'done') throw new PairingStop('create-unknown');
    const before = new Set(owner.known.map(({ id }) => id));
    const lost = listed.value.find(({ id, name }) => !before.has(id) && name === fields.name.trim());
    owner.known = listed.value.slice(0, mostCounters);
    if (lost === undefined) throw new PairingStop('create-unanswered');
    await recorder.record('pairing.answer-lost', { counterId: lost.id });
    candidate = newCandidate(lost, fields.currency, null);
    state.set({ counter: shown(lost) });
    throw new PairingQuestionAsked('lost-answer');
  }

  async function made(created: CreatedCounter, currency: string): Promise<void> {
    const { counter, clientId, clientSecret, webhookSecret } = created;
    state.check('created', 'good', counter.name);
    candidate = { ...newCandidate(counter, currency, clientSecret), isNew: true, webhookSecret };
    candidate.clientId = clientId ?? candidate.clientId;
    state.set({ counter: shown(counter) });
    merchantNow().known.unshift(counter);
    rememberBegun(counter.id);
    await recorder.record('pairing.created', { counterId: counter.id });
    await prove(candidate);
  }

  async function prove(one: Candidate): Promise<void> {
    state.set({ step: 'proof' });
    await prover.prove(one);
    await finish(one);
  }

  async function finish(one: Candidate): Promise<void> {
    const { where } = state.view();
    const { counter, currency, clientId, signsInAs, merchantName } = one;
    const scanWith = one.scanWith ?? 'own';
    if (!ports.stamp({ environment: where.environment, apiUrl: where.apiUrl, counterId: counter.id })) {
      throw new PairingStop('profile-taken');
    }
    const record: PairingRecord = {
      version: 1,
      environment: where.environment,
      apiUrl: where.apiUrl,
      tokenUrl: where.tokenUrl,
      counterId: counter.id,
      counterName: counter.name,
      location: counter.location,
      merchantName,
      signsInAs,
      clientId,
      merchantClientId: scanWith === 'merchant' ? merchantNow().keys.clientId : null,
      scanWith,
      currency,
      pairedAtMs: serverClock.nowMs(),
      unpairedAtMs: null,
    };
    const mark = await recorder.record('pairing.done', { counterId: counter.id, scanWith, signsInAs });
    await keepFirstMark(keychain.vaultOf(counter.id), mark, log);
    try {
      // What was suspected of this folder was settled by whoever paired it just now.
      for (const key of ['copySign', 'machine', 'counterInactiveAtMs', 'pairingBegun'])
        store.write(key, undefined);
      store.write('pairing', record);
    } catch {
      throw new PairingStop('settings-not-saved');
    }
    forget();
    state.set({ step: 'done', scanWith });
  }

  async function decide(
    one: Candidate,
    question: PairingView['question'],
    choice: (typeof pairingChoices)[number],
  ): Promise<void> {
    const owner = merchantNow();
    if (choice === 'stop') return stepBack();
    if (choice === 'another') {
      const { name, location } = one.counter;
      return makeCounter({ name, location, currency: one.currency });
    }
    if (choice === 'merchant-key' && question === 'no-counter-keys') {
      one.signsInAs = 'merchant';
      one.clientId = owner.keys.clientId;
      one.clientSecret = owner.keys.clientSecret;
      one.scanWith = null;
      one.stored = false;
      one.tokens?.dispose();
      one.tokens = null;
    } else if (choice === 'merchant-key') one.scanWith = 'merchant';
    else if (choice === 'qr-only') one.scanWith = 'none';
    else if (choice === 'rotate') await prover.rotate(one);
    else if (choice === 'go-on') one.elsewhereConfirmed = true;
    return prove(one);
  }

  function stepBack(): void {
    const { step: at } = state.view();
    candidate?.tokens?.dispose();
    candidate = null;
    const back = at === 'keys' ? 'where' : at === 'counter' ? 'keys' : merchant === null ? 'keys' : 'counter';
    const begun = merchant === null ? null : begunAmong(merchant.known);
    state.set({ step: back, checks: [], question: null, trouble: null, counter: null, begun });
  }

  function merchantNow(): Merchant {
    if (merchant === null) throw new PairingStop('keys-refused');
    return merchant;
  }

  function forget(): void {
    merchant?.tokens.dispose();
    candidate?.tokens?.dispose();
    merchant = null;
    candidate = null;
    step = null;
  }

  return {
    view: state.view,
    counters: () => (merchant?.known ?? []).map((one) => ({ ...shown(one), active: one.active })),
    where: (where) =>
      run(async () => {
        const checked = checkWhere(where, ports.loopbackOnly);
        if (!checked.ok) throw new PairingStop(checked.trouble);
        state.set({ step: 'keys', where: checked.where, checks: [] });
      }),
    keys: ({ clientId, clientSecret }) =>
      run(async () => {
        state.set({ checks: [] });
        await signIn({ clientId: clientId.trim(), clientSecret: clientSecret.trim() });
      }),
    create: ({ name, location, currency }) =>
      run(async () => {
        if (name.trim() === '') throw new PairingStop('name-empty');
        allowCurrency(currency, state.view().where.environment);
        await makeCounter({ name: name.trim(), location: location.trim() || null, currency });
      }),
    takeOver: ({ counterId, clientSecret, currency }) =>
      run(async () => {
        const counter = merchantNow().known.find(({ id }) => id === counterId);
        if (counter === undefined) throw new PairingStop('counter-gone');
        allowCurrency(currency, state.view().where.environment);
        const one = newCandidate(counter, currency, clientSecret?.trim() || null);
        candidate = one;
        state.set({ checks: [], counter: shown(counter) });
        await prove(one);
      }),
    choose: async (choice) => {
      const { question } = state.view();
      const one = candidate;
      if (question === null || one === null) return failed('not-possible-now');
      return run(() => decide(one, question, choice));
    },
    again: async () => {
      const one = candidate;
      // What FEX gave once is still held: it goes on from there and makes nothing twice.
      if (one !== null) return run(() => prove(one));
      return step === null ? failed('not-possible-now') : run(step);
    },
    back: async () => {
      if (state.view().busy) return failed('busy');
      stepBack();
      return done;
    },
    dispose: forget,
  };
}

function shown({ id, name, location }: FexCounter): { id: string; name: string; location: string | null } {
  return { id, name, location };
}

/** Real money of any other kind of decimals is unverified with FEX (money rule 13). */
function allowCurrency(currency: string, environment: Where['environment']): void {
  if (environment === 'live' && exponentOf(currency) !== 2) throw new PairingStop('currency-unproved');
}
