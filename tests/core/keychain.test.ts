import { describe, expect, it } from 'vitest';
import { type VaultError, vaultNames } from '../../electron/core/ports.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { openTill } from '../fakes/one-till.ts';
import { aPairingRecord } from '../fakes/pairing-record.ts';
import type { Till, TillOptions } from '../fakes/till.ts';

const realTill = (options: TillOptions = {}) => openTill({ keychain: true, ...options });
const snapshot = async (till: Till) => (await till.call('app.snapshot')) as Snapshot;
const stopped = { ok: false, failure: 'charging-stopped' };

describe('a real counter without its keychain', () => {
  it.each([
    ['locked', 'keychain-locked'],
    ['no-answer', 'keychain-missing'],
    ['no-provider', 'keychain-missing'],
    ['plain-text', 'keychain-plain'],
  ] as const satisfies [VaultError['reason'], string][])(
    '%s: charges nothing and says why',
    async (reason, halt) => {
      const till = await realTill();
      till.vault.closeAs(reason);
      await till.restart();
      expect((await snapshot(till)).halt?.reason).toBe(halt);
      const { ada } = { ada: till.fex.engine.control.seed().wallets[0]?.walletId ?? '' };
      expect(await till.charge(1250)).toEqual(stopped);
      expect(await till.scan(1250, ada)).toEqual(stopped);
      expect((await snapshot(till)).environment).toBe('sandbox');
      expect(till.fex.posts('/payment-intents')).toEqual([]);
      expect(till.fex.posts('/scan-payment')).toEqual([]);
    },
  );

  it('goes on watching what was open, by public read, and says paid when FEX does', async () => {
    const till = await realTill();
    await till.charge(1250);
    const intent = till.fex.engine.control.intents()[0];
    till.vault.closeAs('locked');
    await till.restart();
    expect((await snapshot(till)).halt?.reason).toBe('keychain-locked');
    const ada = till.fex.engine.control.seed().wallets[0]?.walletId ?? '';
    till.fex.engine.control.pay(ada, { intentId: intent?.id ?? '' });
    await till.clock.advance(60_000);
    expect(till.kind()).toBe('paid');
    const reads = till.fex.seen.filter(({ path }) => path.includes('/public/payment-intents/'));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it('is opened anew by itself once the keychain is unlocked, and sells', async () => {
    const till = await realTill();
    till.vault.closeAs('locked');
    await till.restart();
    await till.clock.advance(60_000);
    expect(till.reopenings).toBe(0);
    till.vault.closeAs(null);
    expect(await till.call('counter.try-again')).toEqual({ ok: true });
    expect(till.reopenings).toBe(1);
    await till.restart();
    expect((await snapshot(till)).halt).toBeNull();
    expect(await till.charge(1250)).toEqual({ ok: true });
  });

  it('takes an empty keychain for what it is: no first run, no training', async () => {
    const till = await realTill();
    await till.vault.delete(vaultNames.clientSecret);
    await till.restart();
    expect((await snapshot(till)).halt?.reason).toBe('keys-gone');
    expect(await till.charge(100)).toEqual(stopped);
    // Nothing was made up in its place.
    expect(till.vault.asked.filter((name) => name === vaultNames.installation).length).toBeGreaterThan(0);
  });

  it('writes no installation id and no mark anywhere while the keychain is closed', async () => {
    const till = await realTill();
    till.vault.closeAs('locked');
    await till.restart();
    await till.clock.advance(5_000);
    expect([...till.store.values.keys()]).not.toContain('installationId');
    expect([...till.store.values.keys()]).not.toContain('mark');
  });
});

describe('a keychain that is locked half-way through a day', () => {
  it('stops charging when the token cannot be renewed, and goes on by itself once it opens', async () => {
    const till = await realTill();
    expect(await till.charge(500)).toEqual({ ok: true });
    const view = till.view('showing-qr');
    till.vault.closeAs('locked');
    await till.clock.advance(300_000);
    expect((await snapshot(till)).halt?.reason).toBe('keychain-locked');
    await till.call('payment.cancel', { attemptId: view.attemptId }).catch(() => {});
    till.vault.closeAs(null);
    await till.clock.advance(120_000);
    expect((await snapshot(till)).halt).toBeNull();
  });
});

describe('keys that are gone while a request is under way', () => {
  it('no fresh create follows the one that was not answered', async () => {
    const till = await realTill();
    await till.clock.advance(2_000);
    const { send } = till.fex.http;
    // The first create is lost so late that the token had to be renewed meanwhile.
    till.fex.http.send = async (request) => {
      if (request.method !== 'POST' || !request.url.endsWith('/payment-intents')) return send(request);
      till.fex.http.send = send;
      await till.pause(9_000);
      return { kind: 'lost', why: 'cut' };
    };
    await till.clock.advance(233_000);
    await till.vault.delete(vaultNames.clientSecret);
    void till.call('payment.charge', { amountMinor: 500, note: null });
    await till.clock.advance(8_000);
    expect(till.kind()).toBe('sending');
    expect((await snapshot(till)).halt?.reason).toBe('keys-gone');
    await till.clock.advance(10_000);
    expect(till.view('not-charged').reason).toBe('unanswered');
    expect(till.fex.posts('/payment-intents')).toEqual([]);
  });
});

describe('installation id and high-water mark of a real counter', () => {
  it('lie in the keychain, not in the settings file', async () => {
    const till = await realTill();
    await till.charge(500);
    await till.clock.advance(2_000);
    const kept = JSON.parse((await till.vault.get(vaultNames.installation)) ?? '{}');
    expect(kept).toMatchObject({
      installationId: expect.stringMatching(/^[0-9A-Z]{10}$/),
      mark: { seq: till.memory.disk.rows.length },
    });
    expect([...till.store.values.keys()]).not.toContain('installationId');
    expect([...till.store.values.keys()]).not.toContain('mark');
  });

  it('stop a till whose folder was put back to an older state', async () => {
    const till = await realTill();
    await till.charge(500);
    await till.clock.advance(2_000);
    const kept = JSON.parse((await till.vault.get(vaultNames.installation)) ?? '{}');
    await till.vault.set(
      vaultNames.installation,
      JSON.stringify({ ...kept, mark: { seq: kept.mark.seq + 40, hash: 'a later one' } }),
    );
    await till.restart();
    expect((await snapshot(till)).halt).toMatchObject({ reason: 'copied-or-restored', detail: 'mark-ahead' });
  });
});

describe('an hour with a sale a minute', () => {
  it('never lets a charge wait for a token or for the keychain', async () => {
    const till = await realTill();
    till.vault.delayMs = 3_000;
    for (let minute = 0; minute < 60; minute += 1) {
      const before = till.clock.monotonicMs();
      expect(await till.charge(100 + minute)).toEqual({ ok: true });
      const view = till.view('showing-qr');
      expect(till.clock.monotonicMs() - before).toBeLessThan(50);
      await till.call('payment.cancel', { attemptId: view.attemptId });
      await till.clock.advance(5_000);
      await till.call('payment.next', { attemptId: view.attemptId });
      await till.clock.advance(55_000);
    }
    const tokens = till.fex.seen.filter(({ path }) => path.endsWith('/token')).length;
    expect(tokens).toBeGreaterThan(12);
  });
});

describe('unpairing', () => {
  const record = aPairingRecord({ environment: 'sandbox' });
  const unpair = (till: Till, confirmed = true) => till.call('counter.unpair', { confirmed });

  it('takes every key out of the keychain, says so in the settings, and opens anew', async () => {
    const till = await realTill({ store: { pairing: record } });
    expect(await unpair(till, false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await unpair(till)).toEqual({ ok: true });
    for (const name of Object.values(vaultNames)) expect(await till.vault.get(name)).toBeNull();
    expect(till.store.read('pairing')).toMatchObject({ unpairedAtMs: expect.any(Number) });
    expect(till.reopenings).toBe(1);
    expect(till.rows()).toContain('pairing.ended');
    expect(await till.charge(100)).toEqual(stopped);
  });

  it('waits for the payment on the screen', async () => {
    const till = await realTill({ store: { pairing: record } });
    await till.charge(100);
    expect(await unpair(till)).toEqual({ ok: false, failure: 'busy' });
    expect(await till.vault.get(vaultNames.clientSecret)).not.toBeNull();
  });

  it('that the keychain does not allow leaves the counter paired', async () => {
    const till = await realTill({ store: { pairing: record } });
    till.vault.closeAs('locked');
    expect(await unpair(till)).toEqual({ ok: false, failure: 'keychain-closed' });
    expect(till.store.read('pairing')).toMatchObject({ unpairedAtMs: null });
  });

  it('leaves what was sold under watch, by public read', async () => {
    const till = await realTill({ store: { pairing: record }, identity: { unpaired: true } });
    expect((await snapshot(till)).halt?.reason).toBe('unpaired');
    expect(await till.charge(100)).toEqual(stopped);
    expect(till.vault.asked).not.toContain(vaultNames.digestKey);
  });

  it('is a real counter’s alone', async () => {
    const till = await openTill();
    expect(await unpair(till)).toEqual({ ok: false, failure: 'not-possible-now' });
  });
});

describe('a counter that may show codes only', () => {
  it('refuses to scan, and says that it cannot', async () => {
    const till = await realTill({ identity: { scan: { with: 'none' } } });
    expect((await snapshot(till)).canScan).toBe(false);
    expect(await till.scan(100, 'x')).toEqual({ ok: false, failure: 'qr-only' });
    expect(till.fex.posts('/scan-payment')).toEqual([]);
  });

  it('scans with the merchant’s token where that is kept, and with it alone', async () => {
    const till = await openTill({
      settings: { scanByCounterToken: '403' },
      identity: { scan: { with: 'merchant', clientId: 'merchant-fa4efa4e-0000-4000-8000-000000000001' } },
    });
    const { merchant, wallets } = till.fex.engine.control.seed();
    await till.vault.set(vaultNames.merchantSecret, merchant.clientSecret);
    expect(await till.scan(100, wallets[0]?.walletId ?? '')).toEqual({ ok: true });
    await till.clock.advance(3_000);
    expect(till.kind()).toBe('waiting-for-approval');
    const [scan] = till.fex.posts('/scan-payment');
    const others = till.fex.seen.filter(({ path }) => path.includes('/payment-intents'));
    expect(others.every(({ authorization }) => authorization !== scan?.authorization)).toBe(true);
  });
});
