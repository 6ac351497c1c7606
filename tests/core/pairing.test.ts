import { describe, expect, it } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import { openDesk, type PairingDesk, secretsIn } from '../fakes/pairing-desk.ts';
import { virtualOrigin, virtualTokenUrl } from '../fakes/virtual-fex.ts';

const counterIdOf = (desk: PairingDesk) => desk.pairing.view().counter?.id ?? '';
const states = (desk: PairingDesk) =>
  Object.fromEntries(desk.pairing.view().checks.map(({ name, state }) => [name, state]));
/** What FEX would sign this counter's webhooks with. */
function webhookSecretAtFex(desk: PairingDesk, id: string): string | undefined {
  return desk.fex.engine.snapshot().counters.find((one) => one.counterId === id)?.webhookSecret;
}

/** Somebody else acts in the merchant's name. */
async function asMerchant(desk: PairingDesk, method: 'POST' | 'DELETE', path: string, body?: object) {
  const { clientId, clientSecret } = desk.fex.engine.control.seed().merchant;
  const common = { timeoutMs: 5000, fresh: true };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const token = await desk.run(
    desk.fex.http.send({
      method: 'POST',
      url: virtualTokenUrl,
      headers: form,
      body: `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`,
      ...common,
    }),
  );
  if (token.kind !== 'answer') throw new Error('no token');
  const authorization = `Bearer ${JSON.parse(token.text).access_token}`;
  const url = `${virtualOrigin}/merchant/api/v1${path}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return desk.run(desk.fex.http.send({ method, url, headers, ...text, ...common }));
}

describe('a new counter', () => {
  it('is made, kept, proved both ways and paired, QR only where its key may not scan', async () => {
    const desk = openDesk();
    expect((await desk.signIn()).step).toBe('counter');
    expect((await desk.create()).question).toBe('scan');
    const view = await desk.choose('qr-only');
    expect(view).toMatchObject({ step: 'done', question: null, trouble: null, scanWith: 'none' });
    expect(states(desk)).toEqual({
      keychain: 'good',
      created: 'good',
      kept: 'good',
      token: 'good',
      payment: 'good',
      scan: 'noted',
      ledger: 'noted',
    });
    expect(desk.record()).toMatchObject({
      version: 1,
      environment: 'sandbox',
      counterName: 'Till 2',
      location: 'Side door',
      merchantName: 'Fake Corner Shop',
      signsInAs: 'counter',
      scanWith: 'none',
      merchantClientId: null,
      unpairedAtMs: null,
    });
  });

  it('has its secrets in the keychain before success is shown, and nowhere else', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    await desk.create();
    const id = counterIdOf(desk);
    const kept = await secretsIn(desk.vaultOf(id));
    expect(kept[vaultNames.clientSecret]).toMatch(/.{20}/);
    expect(kept[vaultNames.webhookSecret]).toMatch(/^[0-9a-f]{64}$/);
    expect(kept[vaultNames.merchantSecret]).toBeNull();
    const { merchant } = desk.fex.engine.control.seed();
    const secrets = [kept[vaultNames.clientSecret], kept[vaultNames.webhookSecret], merchant.clientSecret];
    const open = JSON.stringify([
      desk.views,
      desk.rows(),
      desk.log.lines,
      [...desk.store.values],
      desk.pairing.counters(),
    ]);
    for (const secret of secrets) expect(open).not.toContain(secret);
    const done = desk.views.findIndex(({ step }) => step === 'done');
    expect(
      desk.views
        .slice(0, done)
        .some(({ checks }) => checks.some(({ name, state }) => name === 'kept' && state === 'good')),
    ).toBe(true);
  });

  it('scans with its own key where FEX lets it', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    expect(await desk.create()).toMatchObject({ step: 'done', scanWith: 'own' });
  });

  it('scans with the merchant’s key where a manager has it kept, and proves that too', async () => {
    const desk = openDesk();
    await desk.signIn();
    await desk.create();
    expect(await desk.choose('merchant-key')).toMatchObject({ step: 'done', scanWith: 'merchant' });
    const { merchant } = desk.fex.engine.control.seed();
    const kept = await secretsIn(desk.vaultOf(counterIdOf(desk)));
    expect(kept[vaultNames.merchantSecret]).toBe(merchant.clientSecret);
    expect(desk.record()).toMatchObject({ merchantClientId: merchant.clientId });
    expect(desk.fex.posts('/scan-payment')).toHaveLength(2);
  });

  it('leaves no test payment open, and each is journaled as a test before it is sent', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    await desk.create();
    expect(desk.fex.engine.control.intents().map(({ status }) => status)).toEqual(['cancelled']);
    const types = desk.rows().map(({ type }) => type);
    expect(types).toEqual([
      'pairing.create-sent',
      'pairing.created',
      'pairing.kept',
      'test.sent',
      'test.ended',
      'test.sent',
      'test.ended',
      'pairing.done',
    ]);
    const scans = desk.fex.posts('/scan-payment').map(({ body }) => JSON.parse(body ?? '{}').scan_token);
    expect(scans).toEqual(['00000000-0000-0000-0000-000000000000']);
  });

  it('takes ten seconds of machine time at most', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const began = desk.clock.monotonicMs();
    await desk.signIn();
    await desk.create();
    expect(desk.clock.monotonicMs() - began).toBeLessThan(10_000);
  });

  it('without a name is not made', async () => {
    const desk = openDesk();
    await desk.signIn();
    expect((await desk.create('  ')).trouble?.code).toBe('name-empty');
    expect(desk.fex.posts('/counters')).toEqual([]);
  });

  it.each(['Kasse «Süd»', 'كاونتر المدخل', '柜台一', '👩‍🍳 Küche', 'x'.repeat(200)])(
    'may be called %s',
    async (name) => {
      const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
      await desk.signIn();
      expect((await desk.create(name)).step).toBe('done');
      expect(desk.record()?.counterName).toBe(name);
    },
  );
});

describe('the shape FEX’s guide shows: no keys of its own', () => {
  it('is paired with the merchant’s key, where a manager says so', async () => {
    const desk = openDesk({ settings: { counterCreateShape: 'guide' } });
    await desk.signIn();
    expect((await desk.create()).question).toBe('no-counter-keys');
    expect(desk.fex.posts('/counters')).toHaveLength(1);
    const view = await desk.choose('merchant-key');
    expect(view).toMatchObject({ step: 'done', scanWith: 'own', trouble: null });
    const { merchant } = desk.fex.engine.control.seed();
    expect(desk.record()).toMatchObject({ signsInAs: 'merchant', clientId: merchant.clientId });
    const kept = await secretsIn(desk.vaultOf(counterIdOf(desk)));
    expect(kept[vaultNames.clientSecret]).toBe(merchant.clientSecret);
    expect(kept[vaultNames.webhookSecret]).toMatch(/^whsec_/);
    expect(desk.fex.posts('/counters')).toHaveLength(1);
  });

  it('keeps nothing where the manager does not want that', async () => {
    const desk = openDesk({ settings: { counterCreateShape: 'guide' } });
    await desk.signIn();
    await desk.create();
    const id = counterIdOf(desk);
    expect((await desk.choose('stop')).step).toBe('counter');
    expect(Object.values(await secretsIn(desk.vaultOf(id)))).toEqual(
      Object.values(vaultNames).map(() => null),
    );
    expect(desk.record()).toBeNull();
  });
});

describe('an answer that is lost', () => {
  it('after the counter was made: says that its keys are lost, and takes it over', async () => {
    const desk = openDesk();
    await desk.signIn();
    desk.fex.engine.control.addFault({ endpoint: 'counters.create', times: 1, cut: 'after' });
    expect((await desk.create()).question).toBe('lost-answer');
    expect((await desk.choose('take-over')).question).toBe('no-counter-keys');
    expect(await desk.choose('merchant-key')).toMatchObject({ step: 'done' });
    expect(desk.fex.posts('/counters')).toHaveLength(1);
    const id = counterIdOf(desk);
    const kept = await secretsIn(desk.vaultOf(id));
    expect(kept[vaultNames.webhookSecret]).toBe(webhookSecretAtFex(desk, id));
  });

  it('at a question: the next pairing of this till names the counter it made, and makes none twice', async () => {
    const desk = openDesk();
    await desk.signIn();
    expect((await desk.create('Till 1')).question).toBe('scan');
    const id = counterIdOf(desk);
    desk.pairing.dispose();
    const later = openDesk({ again: desk });
    expect((await later.signIn()).begun).toMatchObject({ id, name: 'Till 1' });
    // Its keys are in the keychain already.
    expect((await later.takeOver(id)).question).toBe('scan');
    expect(await later.choose('qr-only')).toMatchObject({ step: 'done' });
    expect(later.fex.posts('/counters')).toHaveLength(1);
    expect(later.store.read('pairingBegun')).toBeNull();
    // Another till does not know of it.
    expect((await openDesk({ beside: desk }).signIn()).begun).toBeNull();
  });

  it('after the counter was made: or makes another one, when told to', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    desk.fex.engine.control.addFault({ endpoint: 'counters.create', times: 1, status: 500, when: 'after' });
    await desk.create();
    expect(await desk.choose('another')).toMatchObject({ step: 'done' });
    expect(desk.fex.posts('/counters')).toHaveLength(2);
  });

  it('before it was made: is looked for, not found, and tried again only by hand', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    desk.fex.engine.control.addFault({ endpoint: 'counters.create', times: 1, cut: 'before' });
    expect((await desk.create()).trouble?.code).toBe('create-unanswered');
    expect(desk.fex.posts('/counters')).toHaveLength(1);
    expect((await desk.again()).step).toBe('done');
  });

  it('to the rotation: nothing old is believed, another one is asked for by hand', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const { counter } = desk.fex.engine.control.seed();
    await desk.signIn();
    desk.fex.engine.control.addFault({ endpoint: 'counters.rotate', times: 1, cut: 'after' });
    const view = await desk.takeOver(counter.counterId, counter.clientSecret);
    expect(view.trouble?.code).toBe('rotate-unanswered');
    expect((await desk.again()).step).toBe('done');
    const kept = await secretsIn(desk.vaultOf(counter.counterId));
    expect(kept[vaultNames.webhookSecret]).toBe(webhookSecretAtFex(desk, counter.counterId));
  });

  it('to the test payment: it is found in the list and cancelled', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    desk.fex.engine.control.addFault({ endpoint: 'intents.create', times: 1, cut: 'after' });
    expect((await desk.create()).step).toBe('done');
    expect(desk.fex.engine.control.intents().map(({ status }) => status)).toEqual(['cancelled']);
  });
});

describe('a counter that exists', () => {
  const seeded = (desk: PairingDesk) => desk.fex.engine.control.seed().counter;

  it('is taken over with its old client secret, and its webhook secret is a new one', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const { counterId, clientSecret, webhookSecret } = seeded(desk);
    await desk.signIn();
    expect(await desk.takeOver(counterId, clientSecret)).toMatchObject({ step: 'done', scanWith: 'own' });
    const kept = await secretsIn(desk.vaultOf(counterId));
    expect(kept[vaultNames.clientSecret]).toBe(clientSecret);
    expect(kept[vaultNames.webhookSecret]).not.toBe(webhookSecret);
  });

  it('with a wrong client secret is not touched: the other till keeps its webhooks', async () => {
    const desk = openDesk();
    const { counterId, webhookSecret } = seeded(desk);
    await desk.signIn();
    expect((await desk.takeOver(counterId, 'wrong')).trouble?.code).toBe('counter-secret-wrong');
    expect(webhookSecretAtFex(desk, counterId)).toBe(webhookSecret);
    expect(await desk.vaultOf(counterId).get(vaultNames.clientSecret)).toBeNull();
  });

  it('is refused while it has open payments, and taken once they ended', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const { counterId, clientSecret } = seeded(desk);
    desk.fex.engine.control.plantIntent({ amountMinor: 500, counterId });
    await desk.signIn();
    expect((await desk.takeOver(counterId, clientSecret)).trouble).toEqual({
      code: 'counter-open-payments',
      detail: '1',
    });
    expect(desk.fex.posts('/rotate-secret')).toEqual([]);
    await desk.clock.advance(1_900_000);
    expect((await desk.again()).step).toBe('done');
  });

  it('is refused when it was deactivated', async () => {
    const desk = openDesk();
    const { counterId } = seeded(desk);
    await desk.signIn();
    await asMerchant(desk, 'DELETE', `/counters/${counterId}`);
    const { clientSecret } = seeded(desk);
    expect((await desk.takeOver(counterId, clientSecret)).trouble?.code).toBe('counter-inactive');
    expect(desk.pairing.counters().find(({ id }) => id === counterId)?.active).toBe(true);
    expect((await desk.signIn()).step).toBe('counter');
    expect(desk.pairing.counters().find(({ id }) => id === counterId)?.active).toBe(false);
  });

  it('is asked about when another till sold as it today', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const { counterId, clientSecret } = seeded(desk);
    await desk.signIn();
    await desk.takeOver(counterId, clientSecret);
    expect(desk.pairing.view().step).toBe('done');
    const other = openDesk({ beside: desk, seed: 99 });
    await other.signIn();
    expect((await other.takeOver(counterId, clientSecret)).question).toBe('sold-elsewhere');
    expect((await other.choose('go-on')).step).toBe('done');
  });

  it('by two managers at the same moment: both are told, neither is paired', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const { counterId, clientSecret } = seeded(desk);
    const other = openDesk({ beside: desk, seed: 99 });
    await desk.signIn();
    await other.signIn();
    const fields = { counterId, clientSecret, currency: 'USD' };
    await desk.run(Promise.all([desk.pairing.takeOver(fields), other.pairing.takeOver(fields)]));
    const troubles = [desk, other].map((one) => one.pairing.view().trouble?.code ?? one.pairing.view().step);
    expect(troubles).toContain('paired-elsewhere');
    expect([desk.record(), other.record()].filter((record) => record !== null).length).toBeLessThan(2);
  });

  it('has its former installation on this computer retired, so that its rows stay explained', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    const { counterId, clientSecret } = seeded(desk);
    await desk.vaultOf(counterId).set(vaultNames.clientSecret, clientSecret);
    const before = JSON.stringify({
      installationId: 'ABCDEFGHJK',
      installationSinceMs: 1,
      mark: { seq: 900, hash: 'x' },
    });
    await desk.vaultOf(counterId).set(vaultNames.installation, before);
    await desk.signIn();
    // Its keys are here already: nobody has to type them.
    expect((await desk.takeOver(counterId)).step).toBe('done');
    expect(desk.store.read('retiredInstallations')).toMatchObject([{ id: 'ABCDEFGHJK' }]);
    const kept = JSON.parse((await desk.vaultOf(counterId).get(vaultNames.installation)) ?? '{}');
    expect(kept.installationId).not.toBe('ABCDEFGHJK');
    // The record as it is now, so that the first start does not take it for a copy.
    expect(kept.mark).toMatchObject({ seq: desk.rows().length });
  });
});

describe('keys and addresses that are not right', () => {
  it('wrong secret: says so, asks for no counter', async () => {
    const desk = openDesk();
    expect((await desk.signIn({ clientSecret: 'wrong' })).trouble?.code).toBe('keys-refused');
    expect(desk.fex.seen.some(({ path }) => path.endsWith('/counters'))).toBe(false);
  });

  it('a counter’s keys are told from the merchant’s', async () => {
    const desk = openDesk();
    const { clientId, clientSecret } = desk.fex.engine.control.seed().counter;
    expect((await desk.signIn({ clientId, clientSecret })).trouble?.code).toBe('keys-not-merchant');
  });

  it.each([
    ['http://api.fex.example', 'live', true, 'address-insecure'],
    ['http://api.fex.example', 'sandbox', false, 'address-insecure'],
    ['ftp://api.fex.example', 'sandbox', false, 'address-wrong'],
    ['https://user:pass@api.fex.example', 'sandbox', false, 'address-wrong'],
    ['https://api.fex.example?x=1', 'sandbox', false, 'address-wrong'],
    ['api.fex.example', 'sandbox', false, 'address-wrong'],
    ['', 'sandbox', false, 'address-wrong'],
  ] as const)('%s for %s is refused', async (url, environment, plainHttp, trouble) => {
    const desk = openDesk();
    await desk.pairing.where({ environment, apiUrl: url, tokenUrl: 'https://auth.example/token', plainHttp });
    expect(desk.pairing.view()).toMatchObject({ step: 'where', trouble: { code: trouble } });
    expect(desk.fex.seen).toEqual([]);
  });

  it('a window that is driven from outside pairs a sandbox on this computer only', async () => {
    const desk = openDesk({ loopbackOnly: true });
    const where = { apiUrl: 'https://api.fex.example', tokenUrl: 'https://auth.example/t', plainHttp: false };
    for (const environment of ['sandbox', 'live'] as const) {
      await desk.pairing.where({ environment, ...where });
      expect(desk.pairing.view().trouble?.code).toBe('address-not-here');
    }
    await desk.pairing.where({ ...desk.where, environment: 'live' });
    expect(desk.pairing.view().trouble?.code).toBe('address-not-here');
    await desk.pairing.where(desk.where);
    expect(desk.pairing.view().step).toBe('keys');
  });

  it('an address pasted with the path of a call is tidied', async () => {
    const desk = openDesk();
    await desk.pairing.where({ ...desk.where, apiUrl: ` ${desk.where.apiUrl}/merchant/api/v1/ ` });
    expect(desk.pairing.view().where.apiUrl).toBe(desk.where.apiUrl);
  });
});

describe('a keychain that closes half-way', () => {
  it('after FEX made the counter: its keys are still held, and kept once it opens, with nothing made twice', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' } });
    await desk.signIn();
    desk.fex.engine.control.addFault({ endpoint: 'counters.create', times: 1, answerDelayMs: 1_000 });
    const sending = desk.pairing.create({ name: 'Till 2', location: '', currency: 'USD' });
    await desk.clock.advance(500);
    desk.closeKeychain('locked');
    await desk.run(sending);
    expect(desk.pairing.view().trouble?.code).toBe('keychain-locked');
    expect(desk.record()).toBeNull();
    desk.closeKeychain(null);
    expect((await desk.again()).step).toBe('done');
    expect(desk.fex.posts('/counters')).toHaveLength(1);
  });

  it.each([
    ['locked', 'keychain-locked'],
    ['no-provider', 'keychain-missing'],
    ['plain-text', 'keychain-plain'],
  ] as const)('%s from the beginning: no key is even sent', async (reason, trouble) => {
    const desk = openDesk();
    desk.closeKeychain(reason);
    expect((await desk.signIn()).trouble?.code).toBe(trouble);
    expect(desk.fex.seen).toEqual([]);
  });
});

describe('a folder that is another counter’s', () => {
  it('is not paired with this one', async () => {
    const desk = openDesk({ settings: { scanByCounterToken: 'accept' }, stamp: () => false });
    await desk.signIn();
    expect((await desk.create()).trouble?.code).toBe('profile-taken');
    expect(desk.record()).toBeNull();
  });
});

describe('500 counters', () => {
  it('are listed, with names in every script', async () => {
    const desk = openDesk();
    for (let nth = 0; nth < 40; nth += 1)
      await asMerchant(desk, 'POST', '/counters', { name: `صندوق ${nth} 柜台` });
    const view = await desk.signIn();
    expect(view.merchant?.counters).toBe(41);
    expect(desk.pairing.counters()[0]).toMatchObject({ name: 'صندوق 39 柜台', active: true });
  });
});
