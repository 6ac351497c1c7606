import { describe, expect, test } from 'vitest';
import { type NetworkSetup, plainNetwork } from '../../shared/network.ts';
import { openTill, rowsOf, snapshot, till } from '../fakes/one-till.ts';

const proxied: NetworkSetup = {
  proxy: 'own',
  proxyUrl: 'http://proxy.shop.example:3128',
  exceptions: 'fex.shop.example',
  caFile: '/etc/shop/ca.pem',
};
const save = (over: Partial<NetworkSetup> = {}, confirmed = true) =>
  till.call('network.save', { ...proxied, ...over, confirmed });

describe('the way out', () => {
  test('is set up by a manager, recorded, kept and used from then on', async () => {
    await openTill();
    expect(await till.call('network.read')).toMatchObject({ setup: plainNetwork, proxy: null });
    expect(await save({}, false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await save({ proxyUrl: 'http://proxy.shop.example:3128/' })).toEqual({ ok: true });
    expect(till.networks).toEqual([proxied]);
    expect(till.store.read('network')).toEqual(proxied);
    expect(rowsOf('network.set-up')).toMatchObject([
      { actor: 'manager (unproved)', body: { proxy: 'own', authorities: true } },
    ]);
    expect(await till.call('network.read')).toMatchObject({ setup: proxied });
  });

  test('keeps nothing of a proxy that is not asked', async () => {
    await openTill();
    await save({ proxy: 'none' });
    expect(till.networks).toEqual([{ ...proxied, proxy: 'none', proxyUrl: '', exceptions: '' }]);
  });

  test.each([
    '',
    'proxy.shop.example',
    'https://proxy.shop.example',
    'socks5://proxy.shop.example:1080',
    'http://till:word@proxy.shop.example:3128',
    'http://proxy.shop.example/path',
  ])('takes no proxy that is called %s', async (proxyUrl) => {
    await openTill();
    expect(await save({ proxyUrl })).toEqual({ ok: false, failure: 'proxy-url-wrong' });
    expect([till.networks, till.store.read('network')]).toEqual([[], null]);
  });

  test('is no cashier’s to set up, and is not changed where it cannot be recorded or kept', async () => {
    await openTill();
    till.memory.failWith('disk-full');
    expect(await save()).toEqual({ ok: false, failure: 'not-recorded' });
    till.memory.failWith(null);
    till.store.failWith(new Error('read-only'));
    expect(await save()).toEqual({ ok: false, failure: 'settings-not-saved' });
    till.store.failWith(null);
    await till.call('staff.save', {
      ...{ id: null, name: 'Jonas', role: 'manager', pin: '190274', badge: null, confirmed: true },
    });
    expect(await save()).toEqual({ ok: false, failure: 'locked' });
    const [jonas] = (await snapshot()).staff.people;
    await till.call('staff.sign-in', { personId: jonas?.id, pin: '190274' });
    expect(await save()).toEqual({ ok: true });
    expect(rowsOf('network.set-up').at(-1)?.actor).toContain('manager: Jonas');
    expect(till.networks).toHaveLength(1);
  });
});
