import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import { simulatorSeed } from '../../electron/simulator/seed.ts';
import type { CountersView, ManagedCounter } from '../../shared/counters.ts';
import type { PairingRecord } from '../../shared/pairing.ts';
import { asMerchant } from '../fakes/as-merchant.ts';
import { ada, control, fault, openTill, snapshot, till } from '../fakes/one-till.ts';
import { aPairingRecord } from '../fakes/pairing-record.ts';
import type { TillOptions } from '../fakes/till.ts';
import { virtualOrigin, virtualTokenUrl } from '../fakes/virtual-fex.ts';

const [second, minute] = [1000, 60_000];
const done = { ok: true };
const refused = (failure: string) => ({ ok: false, failure });
const seed = () => control().seed();
const ownId = () => seed().counter.counterId;
const atFex = (id: string) => till.fex.engine.snapshot().counters.find((one) => one.counterId === id);

/** The till as it was paired: its counter, and whose keys the keychain has. */
const recordOf = (more: Partial<PairingRecord>) =>
  aPairingRecord({
    ...{ environment: 'sandbox', apiUrl: virtualOrigin, tokenUrl: virtualTokenUrl, ...more },
  });

async function open(options: TillOptions = {}, record: Partial<PairingRecord> = {}) {
  await openTill({ keychain: true, store: { pairing: recordOf(record) }, ...options });
  await till.clock.advance(second);
}
const view = async () => (await till.call('counters.read')) as CountersView;
const rows = async (search = '', from = 0) =>
  (await till.call('counters.list', { search, from })) as { found: number; rows: ManagedCounter[] };
const row = async (id: string) => (await rows(id)).rows[0];
/** Lets what was begun come to its end. */
const settle = () => till.clock.advance(second);

async function enter(keys: Partial<{ clientId: string; clientSecret: string }> = {}): Promise<CountersView> {
  expect(await till.call('counters.enter', { confirmed: true })).toEqual(done);
  const { clientId, clientSecret } = seed().merchant;
  await till.call('counters.keys', { clientId, clientSecret, ...keys });
  await settle();
  return view();
}
async function make(name: string, location?: string): Promise<string> {
  const made = await asMerchant(till.fex, 'POST', '/counters', { name, ...(location ? { location } : {}) });
  return (made.counter as { id: string }).id;
}
async function choose(counterId: string): Promise<CountersView> {
  await till.call('counters.choose', { counterId });
  await settle();
  return view();
}
const update = async (counterId: string, more: object) => {
  const { counter, webhookUrl } = (await view()).chosen ?? {};
  const typed = { name: counter?.name, location: counter?.location ?? '', webhookUrl: webhookUrl ?? '' };
  const said = await till.call('counters.update', { counterId, ...typed, ...more, confirmed: true });
  await settle();
  return said;
};
async function deactivate(counterId: string): Promise<CountersView> {
  await till.call('counters.deactivate', { counterId, confirmed: true });
  await settle();
  return view();
}
const acts = () => till.memory.disk.rows.filter(({ type }) => type.startsWith('counters.'));

describe('a visit to the merchant’s counters', () => {
  test('needs a manager’s word, and then the merchant’s keys', async () => {
    await open();
    expect(await till.call('counters.enter', { confirmed: false })).toEqual(refused('not-confirmed'));
    const { clientId, clientSecret } = seed().merchant;
    expect(await till.call('counters.keys', { clientId, clientSecret })).toEqual(refused('not-possible-now'));
    expect(till.fex.seen.some(({ path }) => path.endsWith('/counters'))).toBe(false);
    expect((await enter()).step).toBe('list');
    expect((await rows()).rows).toMatchObject([{ id: ownId(), isThis: true, active: true }]);
    expect(acts()).toMatchObject([{ type: 'counters.entered', actor: 'manager (unproved)' }]);
  });

  test('is not for a cashier alone, and ends when somebody else signs in', async () => {
    await open();
    const save = (name: string, role: string, pin: string) =>
      till.call('staff.save', { id: null, name, role, pin, badge: null, confirmed: true });
    const idOf = async (name: string) => (await snapshot()).staff.people.find((one) => one.name === name)?.id;
    const signIn = async (name: string, pin: string) =>
      till.call('staff.sign-in', { personId: await idOf(name), pin });
    await save('Jonas', 'manager', '190274');
    await signIn('Jonas', '190274');
    await save('Maria', 'cashier', '5813');
    await enter();
    await signIn('Maria', '5813');
    expect((await view()).step).toBe('closed');
    expect((await rows()).found).toBe(0);
    expect(await till.call('counters.enter', { confirmed: true })).toEqual(refused('needs-manager'));
    await till.call('staff.approve', { personId: await idOf('Jonas'), pin: '190274' });
    expect((await enter()).step).toBe('list');
    await choose(ownId());
    await till.clock.advance(6 * second);
    expect(await update(ownId(), { name: 'Mine' })).toEqual(refused('needs-manager'));
    await till.call('staff.lock');
    expect((await view()).step).toBe('closed');
    expect(await till.call('counters.list', { search: '', from: 0 }).catch(String)).toMatch(
      /refus|could not/,
    );
  });

  test('uses the key that the pairing kept, and tells nobody', async () => {
    await open({}, { merchantClientId: simulatorSeed.merchant.clientId, scanWith: 'merchant' });
    await till.vault.set(vaultNames.merchantSecret, seed().merchant.clientSecret);
    await till.call('counters.enter', { confirmed: true });
    await settle();
    expect(await view()).toMatchObject({ step: 'list', clientId: seed().merchant.clientId, count: 1 });
  });

  test('keeps the secret out of every view, event, row and line, and forgets it', async () => {
    await open();
    await enter();
    await choose(ownId());
    await update(ownId(), { name: 'New name' });
    const { clientSecret } = seed().merchant;
    const open_ = [till.events, till.memory.disk.rows, till.log.lines, [...till.store.values], await view()];
    expect(JSON.stringify(open_)).not.toContain(clientSecret);
    await till.call('counters.leave');
    expect(await view()).toMatchObject({ step: 'closed', count: 0, chosen: null });
    const before = till.fex.seen.length;
    await till.call('counters.again');
    expect(till.fex.seen.slice(before).filter(({ path }) => path.includes('/counters'))).toEqual([]);
  });

  test('is over after ten minutes in which nobody does anything', async () => {
    await open();
    await enter();
    await till.clock.advance(9 * minute);
    await choose(ownId());
    await till.clock.advance(9 * minute);
    expect((await view()).step).toBe('list');
    await till.clock.advance(minute);
    expect((await view()).step).toBe('closed');
  });

  test.each([
    ['keys-refused', { clientSecret: 'wrong' }],
    ['merchant-differs', 'other'],
    ['keys-not-merchant', 'counter'],
  ] as const)('ends in %s with other keys, and changes nothing', async (code, keys) => {
    await open();
    const { otherMerchant, counter } = seed();
    const given = keys === 'other' ? otherMerchant : keys === 'counter' ? counter : keys;
    const { clientId, clientSecret } = { ...seed().merchant, ...given };
    const seen = await enter({ clientId, clientSecret });
    expect(seen).toMatchObject({ step: 'keys', trouble: { code } });
    expect(await till.vault.get(vaultNames.clientSecret)).toBe(counter.clientSecret);
    expect(await till.charge(100)).toEqual(done);
  });

  test('does not exist where the till is not paired', async () => {
    await openTill();
    expect(await till.call('counters.enter', { confirmed: true })).toEqual(refused('not-possible-now'));
  });
});

describe('the list', () => {
  test.each(['ignored', 'pages', 'refused'] as const)(
    'holds all 500 of them where FEX’s pages are %s, and finds one by name, place or id',
    async (counterPaging) => {
      await open({ settings: { counterPaging } });
      for (let at = 2; at <= 499; at += 1) await make(`Till ${at}`, at % 2 ? 'Upstairs' : undefined);
      const id = await make('Kasse «Süd» ١', 'Garten');
      const seen = await enter();
      expect(seen).toMatchObject({ step: 'list', count: 500, whole: true, reading: null, trouble: null });
      const all = await rows();
      expect(all.found).toBe(500);
      expect(all.rows).toHaveLength(50);
      expect(all.rows[0]).toMatchObject({ isThis: true });
      expect((await rows('', 450)).rows).toHaveLength(50);
      for (const wanted of ['süd', 'garten', id.slice(-8)]) expect((await rows(wanted)).rows[0]?.id).toBe(id);
      expect((await rows('upstairs')).found).toBe(249);
      expect((await rows('nobody')).found).toBe(0);
    },
  );

  test('shows what was read while the rest is read, and can be stopped', async () => {
    await open({ settings: { counterPaging: 'pages' } });
    for (let at = 2; at <= 350; at += 1) await make(`Till ${at}`);
    fault({ endpoint: 'counters.list', latencyMs: 2000 });
    await enter();
    await till.clock.advance(1500);
    expect(await view()).toMatchObject({ count: 100, reading: { step: 'counters', pages: 1 } });
    expect((await rows()).found).toBe(100);
    expect(await till.call('counters.stop')).toEqual(done);
    await till.clock.advance(10 * second);
    expect(await view()).toMatchObject({ count: 100, whole: false, reading: null });
    expect(await till.call('counters.stop')).toEqual(refused('not-possible-now'));
  });

  test('says when each of them sold last, and which were deactivated', async () => {
    await open();
    const quiet = await make('Quiet');
    const ended = await make('Ended');
    await asMerchant(till.fex, 'DELETE', `/counters/${ended}`);
    await till.charge(1250);
    const soldAtMs = control().intents()[0]?.createdAtMs ?? 0;
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(minute);
    const seen = await enter();
    // All there is was read.
    expect(seen.activityBackToMs).toBe(0);
    // FEX writes whole seconds.
    expect(Math.abs(((await row(ownId()))?.lastPaymentAtMs ?? 0) - soldAtMs)).toBeLessThan(second);
    expect(await row(quiet)).toMatchObject({ lastPaymentAtMs: null, active: true });
    expect(await row(ended)).toMatchObject({ active: false });
  });

  test('takes the test payment of a pairing for no sale', async () => {
    await open();
    const paired = await make('Paired');
    const body = { amount: 0.01, currency: 'USD', expires_in: 60, counter_id: paired };
    const test = { ...body, description: 'Test, nothing to pay' };
    await asMerchant(till.fex, 'POST', '/payment-intents', test);
    await enter();
    expect(await row(paired)).toMatchObject({ lastPaymentAtMs: null });
    await asMerchant(till.fex, 'POST', '/payment-intents', body);
    await till.call('counters.again');
    await settle();
    expect(await row(paired)).toMatchObject({ lastPaymentAtMs: expect.any(Number) });
  });

  test('gives way to a payment, page by page', async () => {
    await open({ settings: { counterPaging: 'pages' } });
    for (let at = 2; at <= 350; at += 1) await make(`Till ${at}`);
    fault({ endpoint: 'counters.list', latencyMs: 2000 });
    await enter();
    await till.charge(1250);
    await till.clock.advance(5 * second);
    const { count, reading } = await view();
    expect(reading).toMatchObject({ waiting: true });
    await till.clock.advance(30 * second);
    expect((await view()).count).toBe(count);
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(20 * second);
    expect(await view()).toMatchObject({ count: 350, whole: true, reading: null });
  });

  test('that FEX does not give says so, and is read again when it is asked', async () => {
    await open();
    fault({ endpoint: 'counters.list', status: 503, times: 1 });
    expect(await enter()).toMatchObject({ step: 'list', count: 0, trouble: { code: 'api-unreachable' } });
    await till.call('counters.again');
    await settle();
    expect(await view()).toMatchObject({ count: 1, trouble: null, whole: true });
  });
});

describe('changing a counter', () => {
  test.each(['both', 'put', 'patch'] as const)(
    'renames and moves it, and sets its webhook URL, where FEX takes %s',
    async (counterUpdateVerb) => {
      await open({ settings: { counterUpdateVerb } });
      const id = await make('Old', 'Here');
      await enter();
      await choose(id);
      const webhookUrl = 'https://shop.example/webhooks/2';
      expect(await update(id, { name: 'Kasse «Süd»', location: '', webhookUrl })).toEqual(done);
      expect((await view()).trouble).toBeNull();
      expect(atFex(id)).toMatchObject({ name: 'Kasse «Süd»', location: null, webhookUrl });
      expect(await row(id)).toMatchObject({ name: 'Kasse «Süd»', location: null });
      expect(acts().map(({ type }) => type)).toEqual([
        'counters.entered',
        'counters.update-sent',
        'counters.updated',
      ]);
    },
  );

  test('leaves what somebody else changed meanwhile', async () => {
    await open();
    const id = await make('Old', 'Here');
    await enter();
    await choose(id);
    await asMerchant(till.fex, 'PUT', `/counters/${id}`, { location: 'There' });
    await update(id, { name: 'New' });
    expect(atFex(id)).toMatchObject({ name: 'New', location: 'There' });
  });

  test('of this till changes what stands in its own header and in its settings', async () => {
    await open();
    await enter();
    await choose(ownId());
    await update(ownId(), { name: 'Front till', location: 'Door' });
    expect((await snapshot()).counter).toMatchObject({ name: 'Front till', location: 'Door' });
    expect(till.store.read('pairing')).toMatchObject({ counterName: 'Front till', location: 'Door' });
  });

  test.each([
    ['name-empty', { name: '  ' }],
    ['webhook-url-wrong', { webhookUrl: 'http://shop.example/x' }],
    ['webhook-url-wrong', { webhookUrl: 'https://user:word@shop.example/x' }],
    ['webhook-url-wrong', { webhookUrl: 'javascript:alert(1)' }],
  ])('is refused as %s and sends nothing', async (code, more) => {
    await open();
    const id = await make('Old');
    await enter();
    await choose(id);
    await update(id, more);
    expect((await view()).trouble).toMatchObject({ code });
    expect(till.fex.seen.filter(({ method }) => method === 'PUT' || method === 'PATCH')).toEqual([]);
  });

  test('whose answer is lost is believed as FEX shows it', async () => {
    await open();
    const id = await make('Old');
    await enter();
    await choose(id);
    fault({ endpoint: 'counters.update', cut: 'after', times: 1 });
    await update(id, { name: 'Done all the same' });
    expect(await view()).toMatchObject({ trouble: null });
    expect(await row(id)).toMatchObject({ name: 'Done all the same' });
    fault({ endpoint: 'counters.update', cut: 'before', times: 1 });
    await update(id, { name: 'Never arrived' });
    expect((await view()).trouble).toMatchObject({ code: 'update-unanswered' });
    expect(till.fex.seen.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  test('is recorded before it is sent, or not sent', async () => {
    await open();
    const id = await make('Old');
    await enter();
    await choose(id);
    till.memory.failWith('disk-full');
    await update(id, { name: 'New' });
    expect((await view()).trouble).toMatchObject({ code: 'journal-unwritable' });
    expect(atFex(id)).toMatchObject({ name: 'Old' });
  });
});

describe('deactivating a counter', () => {
  test('names the payments that are open at it', async () => {
    await open();
    const id = await make('Other');
    const intent = { amount: 29.99, counter_id: id, reference: 'R-7F3A' };
    await asMerchant(till.fex, 'POST', '/payment-intents', intent);
    await asMerchant(till.fex, 'POST', '/payment-intents', { amount: 5, counter_id: await make('Third') });
    await enter();
    const { chosen } = await choose(id);
    expect(chosen).toMatchObject({
      openCount: 1,
      open: [{ tail: '7F3A', amount: '29.99', currency: 'USD' }],
    });
    expect(await deactivate(id)).toMatchObject({ trouble: null, chosen: { counter: { active: false } } });
    expect(atFex(id)?.status).toBe('inactive');
    // Another till's: nothing of this one changes.
    expect((await snapshot()).halt).toBeNull();
    expect(await till.charge(100)).toEqual(done);
  });

  test('of this till is refused while a payment is open, on the screen or released', async () => {
    await open();
    await enter();
    await choose(ownId());
    fault({ endpoint: 'scan', cut: 'before', times: 1 });
    await till.scan(1250, ada());
    await till.clock.advance(20 * second);
    expect((await deactivate(ownId())).trouble).toMatchObject({ code: 'counter-open-payments' });
    await till.call('payment.next', { attemptId: till.view('unknown').attemptId });
    expect(till.kind()).toBe('idle');
    expect((await deactivate(ownId())).trouble).toMatchObject({ code: 'counter-open-payments' });
    expect(atFex(ownId())?.status).toBe('active');
    expect((await snapshot()).halt).toBeNull();
  });

  test('of this till is refused while FEX shows one open that this till does not know', async () => {
    await open();
    await asMerchant(till.fex, 'POST', '/payment-intents', { amount: 1, counter_id: ownId() });
    await enter();
    await choose(ownId());
    const seen = await deactivate(ownId());
    expect(seen.trouble).toEqual({ code: 'counter-open-payments', detail: '1' });
    fault({ endpoint: 'intents.list', status: 503 });
    expect((await deactivate(ownId())).trouble).toMatchObject({ code: 'counter-unread' });
    expect(atFex(ownId())?.status).toBe('active');
  });

  test('of this till stops charging before it is sent, and takes its keys out of the keychain', async () => {
    await open();
    await enter();
    await choose(ownId());
    fault({ endpoint: 'counters.deactivate', latencyMs: 3000, times: 1 });
    const ended = till.call('counters.deactivate', { counterId: ownId(), confirmed: true });
    await till.clock.advance(second);
    expect(await till.charge(100)).toEqual(refused('charging-stopped'));
    await till.clock.advance(5 * second);
    await ended;
    for (const name of Object.values(vaultNames)) expect(await till.vault.get(name)).toBeNull();
    expect(till.store.read('pairing')).toMatchObject({ unpairedAtMs: expect.any(Number) });
    expect(till.reopenings).toBe(1);
    const last = till.memory.disk.rows.findLast(({ type }) => type === 'pairing.ended');
    expect(last).toMatchObject({ actor: 'counter', body: { why: 'inactive' } });
  });

  test('that FEX refuses leaves everything as it was', async () => {
    await open();
    await enter();
    await choose(ownId());
    fault({ endpoint: 'counters.deactivate', status: 409, times: 1 });
    expect((await deactivate(ownId())).trouble).toMatchObject({ code: 'deactivate-refused' });
    expect((await snapshot()).halt).toBeNull();
    expect(await till.charge(100)).toEqual(done);
    expect(await till.vault.get(vaultNames.clientSecret)).not.toBeNull();
  });
});

describe('a counter that somebody else deactivated', () => {
  const deactivated = () => asMerchant(till.fex, 'DELETE', `/counters/${ownId()}`);
  const keys = () => till.vault.get(vaultNames.clientSecret);

  test('whose own keys are refused charges nothing and wipes nothing', async () => {
    await open();
    await deactivated();
    await till.clock.advance(10 * minute);
    expect((await snapshot()).halt).toMatchObject({ reason: 'credentials-refused' });
    expect(await till.charge(100)).toEqual(refused('charging-stopped'));
    expect(await keys()).not.toBeNull();
    expect(till.reopenings).toBe(0);
  });

  test('is wiped once the merchant’s key reads it as inactive with nothing open', async () => {
    await open();
    await deactivated();
    await enter();
    expect(await keys()).toBeNull();
    expect(till.reopenings).toBe(1);
  });

  test('learns it from the key that was kept for scanning, as soon as its own is refused', async () => {
    await open({}, { merchantClientId: simulatorSeed.merchant.clientId, scanWith: 'merchant' });
    await till.vault.set(vaultNames.merchantSecret, seed().merchant.clientSecret);
    await deactivated();
    await till.clock.advance(10 * minute);
    expect(await keys()).toBeNull();
  });

  test('is halted and keeps its keys while something is open, also over a restart, and is wiped after it', async () => {
    await open();
    await till.charge(1250);
    const { attemptId } = till.view('showing-qr');
    await deactivated();
    await enter();
    expect((await snapshot()).halt).toMatchObject({ reason: 'counter-inactive' });
    expect(await keys()).not.toBeNull();
    await till.restart();
    await till.clock.advance(second);
    expect((await snapshot()).halt).toMatchObject({ reason: 'counter-inactive' });
    expect(await keys()).not.toBeNull();
    await till.call('payment.cancel', { attemptId });
    await till.clock.advance(10 * minute);
    expect(await keys()).toBeNull();
  });

  test('keeps its keys while a released sale is not settled', async () => {
    await open();
    fault({ endpoint: 'scan', cut: 'before', times: 1 });
    await till.scan(1250, ada());
    await till.clock.advance(20 * second);
    await till.call('payment.next', { attemptId: till.view('unknown').attemptId });
    await deactivated();
    await enter();
    expect((await snapshot()).halt).toMatchObject({ reason: 'counter-inactive' });
    expect(await keys()).not.toBeNull();
  });

  test.each([404, 403, 401, 500])('is not taken for one where FEX answers %i', async (status) => {
    await open();
    fault({ endpoint: 'counters.get', status });
    await enter();
    expect(await keys()).not.toBeNull();
    expect((await snapshot()).halt).toBeNull();
  });
});

describe('a new webhook secret', () => {
  const rotate = async () => {
    const said = await till.call('counters.rotate', { confirmed: true });
    await settle();
    return said;
  };
  const secretAtFex = () => atFex(ownId())?.webhookSecret ?? '';
  const kept = (name: string) => till.vault.get(name);
  /** What is posted now, signed with this secret; the status that is answered. */
  async function post(secret: string): Promise<number> {
    sent += 1;
    const body = JSON.stringify({ event: 'payment.expired', payment_intent_id: `nobody-${sent}` });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const result = await till.fex.deliver?.({
      url: `http://127.0.0.1:2/webhooks/${ownId()}`,
      headers: { 'x-webhook-signature': signature },
      body,
    } as never);
    await settle();
    return (result as { status: number }).status;
  }
  let sent = 0;
  async function atOwn(options: TillOptions = {}) {
    await open({ webhooks: true, ...options });
    await enter();
    await choose(ownId());
    return secretAtFex();
  }
  const rotation = async () => (await view()).rotation;

  test('is in the keychain before anybody is told, and both are honoured for ten minutes', async () => {
    const old = await atOwn();
    expect(await rotation()).toBeNull();
    expect(await rotate()).toEqual(done);
    const fresh = secretAtFex();
    expect(fresh).not.toBe(old);
    expect(await kept(vaultNames.webhookRotation)).toContain(fresh);
    expect(await rotation()).toMatchObject({ state: 'unconfirmed', oldUntilMs: expect.any(Number) });
    expect(await post(old)).toBe(200);
    expect((await rotation())?.state).toBe('unconfirmed');
    expect(await post(fresh)).toBe(200);
    expect((await rotation())?.state).toBe('confirmed');
    await till.clock.advance(9 * minute);
    expect(await post(old)).toBe(200);
    await till.clock.advance(minute);
    expect(await post(old)).toBe(401);
    expect(await post(fresh)).toBe(200);
    expect(await kept(vaultNames.webhookSecret)).toBe(fresh);
    expect(await kept(vaultNames.webhookRotation)).toBeNull();
    const open_ = [till.events, till.memory.disk.rows, till.log.lines, [...till.store.values]];
    expect(JSON.stringify(open_)).not.toContain(fresh);
  });

  test('survives a restart in the middle of the ten minutes, and after them', async () => {
    const old = await atOwn();
    await rotate();
    const fresh = secretAtFex();
    await till.clock.advance(4 * minute);
    await till.restart();
    expect(await post(old)).toBe(200);
    expect(await post(fresh)).toBe(200);
    await till.clock.advance(7 * minute);
    expect(await post(old)).toBe(401);
    await till.restart();
    expect(await post(old)).toBe(401);
    expect(await post(fresh)).toBe(200);
    await till.call('counters.enter', { confirmed: true });
    expect((await rotation())?.state).toBe('confirmed');
  });

  test('ends the old one after ten minutes also where the keychain cannot be written then', async () => {
    const old = await atOwn();
    await rotate();
    await till.clock.advance(9.9 * minute);
    till.vault.closeAs('locked');
    await till.clock.advance(10 * second);
    till.vault.closeAs(null);
    expect(await kept(vaultNames.webhookSecret)).toBe(old);
    expect(await post(old)).toBe(401);
    await till.clock.advance(minute);
    expect(await kept(vaultNames.webhookSecret)).toBe(secretAtFex());
  });

  test('made twice in a row keeps the one before', async () => {
    const first = await atOwn();
    await rotate();
    const second_ = secretAtFex();
    await rotate();
    const third = secretAtFex();
    expect(await post(third)).toBe(200);
    expect(await post(second_)).toBe(200);
    expect(await post(first)).toBe(401);
  });

  test('whose answer is lost is told, asked for once, and the old one stays', async () => {
    const old = await atOwn();
    fault({ endpoint: 'counters.rotate', cut: 'after', times: 1 });
    await rotate();
    expect(await view()).toMatchObject({
      trouble: { code: 'rotate-unanswered' },
      rotation: { state: 'asked' },
    });
    expect(till.fex.posts('/rotate-secret')).toHaveLength(1);
    await till.restart();
    expect(await post(old)).toBe(200);
    expect(await post(secretAtFex())).toBe(401);
    await enter();
    await choose(ownId());
    expect((await rotation())?.state).toBe('asked');
    await rotate();
    expect(await post(secretAtFex())).toBe(200);
  });

  test('that FEX refuses leaves the old one, and nothing in the keychain', async () => {
    const old = await atOwn();
    fault({ endpoint: 'counters.rotate', status: 409, times: 1 });
    await rotate();
    expect(await view()).toMatchObject({ trouble: { code: 'rotate-refused' }, rotation: null });
    expect(await post(old)).toBe(200);
    expect(await kept(vaultNames.webhookRotation)).toBeNull();
  });

  test('is not asked for where the keychain would not take it', async () => {
    await atOwn();
    till.vault.closeAs('locked');
    await rotate();
    expect((await view()).trouble).toMatchObject({ code: 'keychain-locked' });
    expect(till.fex.posts('/rotate-secret')).toEqual([]);
  });

  test('that the keychain does not take after all is used, said, and kept once it does', async () => {
    const old = await atOwn();
    fault({ endpoint: 'counters.rotate', latencyMs: 2000, times: 1 });
    const rotating = till.call('counters.rotate', { confirmed: true });
    await till.clock.advance(500);
    till.vault.closeAs('locked');
    await till.clock.advance(3 * second);
    await rotating;
    expect(await view()).toMatchObject({
      trouble: { code: 'keychain-locked' },
      rotation: { state: 'unkept' },
    });
    expect(await post(secretAtFex())).toBe(200);
    till.vault.closeAs(null);
    expect(await post(old)).toBe(200);
    await till.clock.advance(20 * second);
    expect(await kept(vaultNames.webhookRotation)).toContain(secretAtFex());
    expect(await post(old)).toBe(200);
    await till.restart();
    expect(await post(secretAtFex())).toBe(200);
  });

  test('is recorded before it is asked for, and needs a manager', async () => {
    await atOwn();
    expect(await till.call('counters.rotate', { confirmed: false })).toEqual(refused('not-confirmed'));
    till.memory.failWith('disk-full');
    await rotate();
    expect((await view()).trouble).toMatchObject({ code: 'journal-unwritable' });
    expect(till.fex.posts('/rotate-secret')).toEqual([]);
    expect(await kept(vaultNames.webhookRotation)).toBeNull();
  });

  test('is confirmed by the webhook of a payment', async () => {
    await atOwn();
    await rotate();
    await till.charge(2999);
    control().pay(ada(), { intentId: control().intents()[0]?.id ?? '' });
    await settle();
    expect(till.kind()).toBe('paid');
    expect((await rotation())?.state).toBe('confirmed');
  });
});
