import { describe, expect, it } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import { isEasilyGuessed } from '../../electron/core/staff/people.ts';
import { waitAfter } from '../../electron/core/staff/pin-tries.ts';
import type { Done } from '../../shared/failures.ts';
import { plainNetwork } from '../../shared/network.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { openTill } from '../fakes/one-till.ts';
import type { Till, TillOptions } from '../fakes/till.ts';

const done = { ok: true };
const refused = (failure: string) => ({ ok: false, failure });

const tillWith = (options: TillOptions = {}) => openTill({ keychain: true, ...options });
const snapshot = async (till: Till) => (await till.call('app.snapshot')) as Snapshot;
const idOf = async (till: Till, name: string) =>
  (await snapshot(till)).staff.people.find((one) => one.name === name)?.id ?? 'nobody';
const save = (till: Till, name: string, role: 'cashier' | 'manager', pin: string | null, more = {}) =>
  till.call('staff.save', { id: null, name, role, pin, badge: null, confirmed: true, ...more });
const signIn = async (till: Till, name: string, pin: string): Promise<Done> =>
  (await till.call('staff.sign-in', { personId: await idOf(till, name), pin })) as Done;

/** Jonas is the manager, Maria sells; Maria is signed in. */
async function staffed(options: TillOptions = {}): Promise<Till> {
  const till = await tillWith(options);
  expect(await save(till, 'Jonas', 'manager', '190274')).toEqual(done);
  expect(await signIn(till, 'Jonas', '190274')).toEqual(done);
  expect(await save(till, 'Maria', 'cashier', '5813', { badge: 'BADGE-4006381' })).toEqual(done);
  expect(await signIn(till, 'Maria', '5813')).toEqual(done);
  return till;
}

describe('a till with people', () => {
  it('has nobody twice under one name, and lets a name be kept', async () => {
    const till = await staffed();
    await signIn(till, 'Jonas', '190274');
    for (const name of ['Maria', 'maria ', 'MARIA'])
      expect(await save(till, name, 'cashier', '8305')).toEqual(refused('name-taken'));
    const maria = await idOf(till, 'Maria');
    expect(await save(till, 'Jonas', 'cashier', null, { id: maria })).toEqual(refused('name-taken'));
    expect(await save(till, 'Maria', 'cashier', '8305', { id: maria })).toEqual(done);
    expect(await save(till, 'Maria L.', 'cashier', '8306')).toEqual(done);
  });

  it('sells for whoever is signed in, and names them on every row of theirs', async () => {
    const till = await staffed();
    await till.charge(1250);
    const { attemptId } = till.view('showing-qr');
    await till.call('payment.cancel', { attemptId });
    const actors = till.memory.disk.rows.filter(({ type }) => /sent$|requested$/.test(type));
    expect(actors.map(({ actor }) => actor)).toEqual(
      actors.map(({ type }) =>
        type === 'cancel.sent' ? 'counter' : expect.stringMatching(/^cashier: Maria \(\w{4}\)$/),
      ),
    );
  });

  it('is locked when it starts, and does nothing that needs somebody', async () => {
    const till = await staffed();
    await till.restart();
    expect((await snapshot(till)).staff.signedIn).toBeNull();
    expect(await till.charge(100)).toEqual(refused('locked'));
    expect(await till.scan(100, 'x')).toEqual(refused('locked'));
    expect(await till.call('counter.unpair', { confirmed: true })).toEqual(refused('locked'));
    expect(await signIn(till, 'Maria', '5813')).toEqual(done);
    expect(await till.charge(100)).toEqual(done);
  });

  it('locks itself after five idle minutes, but never under an open payment', async () => {
    const till = await staffed();
    await till.clock.advance(4 * 60_000);
    await till.call('staff.active');
    await till.clock.advance(4 * 60_000);
    expect((await snapshot(till)).staff.signedIn?.name).toBe('Maria');
    await till.charge(500);
    await till.clock.advance(4 * 60_000);
    expect((await snapshot(till)).staff.signedIn?.name).toBe('Maria');
    const { attemptId } = till.view('showing-qr');
    await till.call('payment.cancel', { attemptId });
    await till.clock.advance(6 * 60_000);
    expect((await snapshot(till)).staff.signedIn).toBeNull();
  });

  it('knows a badge', async () => {
    const till = await staffed();
    await till.call('staff.lock');
    expect(await till.call('staff.badge', { code: 'BADGE-0000000' })).toEqual(refused('pin-wrong'));
    expect(await till.call('staff.badge', { code: 'BADGE-4006381' })).toEqual(done);
    expect((await snapshot(till)).staff.signedIn?.name).toBe('Maria');
  });

  it('keeps no PIN and no badge anywhere in clear, and its hashes are no use without the keychain', async () => {
    const till = await staffed();
    const open = JSON.stringify([[...till.store.values], till.memory.disk.rows, till.log.lines, till.events]);
    for (const secret of ['190274', '5813', 'BADGE-4006381']) expect(open).not.toContain(secret);
    await till.vault.delete(vaultNames.pinPepper);
    await till.restart();
    expect(await signIn(till, 'Maria', '5813')).toEqual(refused('pin-wrong'));
  });

  it('whose keychain is closed lets nobody in, and says why', async () => {
    const till = await staffed();
    till.vault.closeAs('locked');
    await till.restart();
    expect(await signIn(till, 'Maria', '5813')).toEqual(refused('keychain-closed'));
  });
});

describe('guessing a PIN', () => {
  it('waits longer each time, also over a restart, and a right PIN does not help meanwhile', async () => {
    const till = await staffed();
    for (let tries = 0; tries < 3; tries += 1)
      expect(await signIn(till, 'Jonas', '111222')).toEqual(refused('pin-wrong'));
    expect(await signIn(till, 'Jonas', '190274')).toMatchObject(refused('pin-wait'));
    await till.restart();
    expect(await signIn(till, 'Jonas', '190274')).toEqual({ ...refused('pin-wait'), detail: '5' });
    await till.clock.advance(5_000);
    expect(await signIn(till, 'Jonas', '111222')).toEqual(refused('pin-wrong'));
    await till.clock.advance(9_000);
    expect(await signIn(till, 'Jonas', '190274')).toMatchObject(refused('pin-wait'));
    await till.clock.advance(1_000);
    expect(await signIn(till, 'Jonas', '190274')).toEqual(done);
  });

  it('at machine speed gets no more tries than by hand, and costs the others nothing', async () => {
    const till = await staffed();
    const personId = await idOf(till, 'Jonas');
    const guesses = Array.from({ length: 200 }, (_, at) => String(200_000 + at));
    const answers = await Promise.all(guesses.map((pin) => till.call('staff.sign-in', { personId, pin })));
    const looked = answers.filter((one) => (one as { failure: string }).failure === 'pin-wrong');
    expect(looked).toHaveLength(3);
    expect(await signIn(till, 'Maria', '5813')).toEqual(done);
  });

  it('does not tell who exists', async () => {
    const till = await staffed();
    const answer = await till.call('staff.sign-in', { personId: 'nobody-here', pin: '190274' });
    expect(answer).toEqual(refused('pin-wrong'));
  });

  it('is not free where the settings cannot be written', async () => {
    const till = await staffed();
    till.store.failWith(new Error('disk full'));
    expect(await signIn(till, 'Jonas', '190274')).toEqual(refused('settings-not-saved'));
  });

  it('waits a quarter of an hour at most', () => {
    expect([0, 1, 2, 3, 4, 5, 9, 40].map(waitAfter)).toEqual([0, 0, 0, 5e3, 1e4, 2e4, 32e4, 9e5]);
  });
});

describe('what needs a manager', () => {
  it('is refused to a cashier, and done once a manager put in a PIN over the shoulder', async () => {
    const till = await staffed();
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
    const approve = async (name: string, pin: string) =>
      till.call('staff.approve', { personId: await idOf(till, name), pin });
    expect(await approve('Maria', '5813')).toEqual(refused('needs-manager'));
    expect(await approve('Jonas', '190274')).toEqual(done);
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(done);
    expect(till.memory.disk.rows.at(-1)?.actor).toMatch(/^manager: Jonas/);
    expect((await snapshot(till)).staff.signedIn?.name).toBe('Maria');
    // Once, and not once more in the moment after.
    expect(await save(till, 'Tom', 'cashier', '7706')).toEqual(refused('needs-manager'));
  });

  it('is approved as what it is: the PIN counts for nothing else', async () => {
    const till = await staffed();
    const approve = async () =>
      till.call('staff.approve', { personId: await idOf(till, 'Jonas'), pin: '190274' });
    // Nothing was asked for yet, and nobody is granted what may come.
    expect(await approve()).toEqual(refused('not-possible-now'));
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
    expect(await approve()).toEqual(done);
    expect(await till.call('network.save', { ...plainNetwork, confirmed: true })).toEqual(
      refused('needs-manager'),
    );
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
    expect(await approve()).toEqual(done);
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(done);
  });

  it('is approved for whoever asked for it', async () => {
    const till = await staffed();
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
    await till.call('staff.approve', { personId: await idOf(till, 'Jonas'), pin: '190274' });
    expect(await signIn(till, 'Maria', '5813')).toEqual(done);
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
  });

  it('is done by a manager who is signed in, after a confirmation', async () => {
    const till = await staffed();
    await signIn(till, 'Jonas', '190274');
    expect(await save(till, 'Aisha', 'cashier', '7706', { confirmed: false })).toEqual(
      refused('not-confirmed'),
    );
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(done);
  });

  it('an approval that nobody used is gone after a minute', async () => {
    const till = await staffed();
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
    const personId = await idOf(till, 'Jonas');
    expect(await till.call('staff.approve', { personId, pin: '190274' })).toEqual(done);
    await till.clock.advance(61_000);
    expect(await save(till, 'Aisha', 'cashier', '7706')).toEqual(refused('needs-manager'));
  });

  it('on a till in the shop without people is refused to everybody', async () => {
    const till = await tillWith({ identity: { environment: 'live', apiUrl: 'https://api.fex.example' } });
    expect(await save(till, 'Mallory', 'manager', '190274')).toEqual(refused('needs-manager'));
  });
});

describe('people themselves', () => {
  it('need one manager at least, and PINs that are not easily guessed', async () => {
    const till = await tillWith();
    expect(await save(till, 'Maria', 'cashier', '5813')).toEqual(refused('last-manager'));
    expect(await save(till, 'Jonas', 'manager', '1234')).toEqual(refused('pin-weak'));
    expect(await save(till, 'Jonas', 'manager', null)).toEqual(refused('pin-weak'));
    expect(await save(till, 'Jonas', 'manager', '190274')).toEqual(done);
    await signIn(till, 'Jonas', '190274');
    const id = await idOf(till, 'Jonas');
    expect(await till.call('staff.remove', { id, confirmed: true })).toEqual(refused('last-manager'));
    expect(await save(till, 'Jonas', 'cashier', null, { id })).toEqual(refused('last-manager'));
    expect(['0000', '4321', '23456', '1357', '190274'].map(isEasilyGuessed)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('may be renamed and keep their PIN; whoever is removed is signed out', async () => {
    const till = await staffed();
    await signIn(till, 'Jonas', '190274');
    const id = await idOf(till, 'Maria');
    expect(await save(till, 'Maria K.', 'cashier', null, { id })).toEqual(done);
    expect(await signIn(till, 'Maria K.', '5813')).toEqual(done);
    expect(await till.call('staff.remove', { id, confirmed: true })).toEqual(refused('needs-manager'));
    await till.call('staff.approve', { personId: await idOf(till, 'Jonas'), pin: '190274' });
    expect(await till.call('staff.remove', { id, confirmed: true })).toEqual(done);
    expect((await snapshot(till)).staff.signedIn).toBeNull();
  });
});

describe('the last manager forgot the PIN', () => {
  const recover = (till: Till, clientId: string, clientSecret: string) =>
    till.call('staff.recover', { clientId, clientSecret, name: 'Jonas', pin: '884412' });

  it('and names one anew with the merchant’s keys, which are kept nowhere', async () => {
    const till = await staffed();
    const { merchant } = till.fex.engine.control.seed();
    const recovering = recover(till, merchant.clientId, merchant.clientSecret);
    await till.clock.advance(1_000);
    expect(await recovering).toEqual(done);
    expect(await signIn(till, 'Jonas', '884412')).toEqual(done);
    const open = JSON.stringify([[...till.store.values], till.memory.disk.rows, till.log.lines]);
    expect(open).not.toContain(merchant.clientSecret);
    expect(till.rows()).toContain('staff.recovered');
  });

  it('and has other keys: another merchant’s, this counter’s own, or wrong ones', async () => {
    const till = await staffed();
    const { merchant, otherMerchant, counter } = till.fex.engine.control.seed();
    for (const [clientId, secret] of [
      [merchant.clientId, 'wrong'],
      [otherMerchant.clientId, otherMerchant.clientSecret],
      [counter.clientId, counter.clientSecret],
    ] as const) {
      const recovering = recover(till, clientId, secret);
      await till.clock.advance(1_000);
      expect(await recovering).toEqual(refused('merchant-unproved'));
    }
  });
});

describe('going from training to a pairing', () => {
  it('is training’s alone', async () => {
    const till = await tillWith({ identity: { environment: 'training' }, keychain: false });
    expect(await till.call('app.pair')).toEqual(done);
    await till.counter.wantsPairing;
    const real = await tillWith();
    expect(await real.call('app.pair')).toEqual(refused('not-possible-now'));
  });
});
