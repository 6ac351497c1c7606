import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWhenStale } from '../../electron/bootstrap/build.mjs';
import { callNames, eventNames, maxCallLength } from '../../shared/contract.ts';
import { createChromiumHarness } from '../fakes/fake-devtools.ts';
import { createElectronHarness } from '../fakes/fake-electron-ipc.ts';
import type { TransportHarness } from '../fakes/transport-harness.ts';
import { sampleArgs, sampleEvents, sampleResults } from './samples.ts';

// The preload and the injected bridge are tested as they are shipped.
beforeAll(async () => {
  expect(await buildWhenStale()).toBe(true);
}, 120_000);

describe.each([
  ['electron', createElectronHarness],
  ['chromium', createChromiumHarness],
] as [string, () => Promise<TransportHarness>][])('the bridge through %s', (_name, create) => {
  let harness: TransportHarness;
  beforeEach(async () => {
    harness = await create();
  });
  afterEach(() => harness.close());

  it.each(callNames)('carries %s there and its answer back', async (name) => {
    expect(await harness.page.call(name, sampleArgs[name])).toEqual({ ok: true, value: sampleResults[name] });
    expect(harness.counter.calls).toEqual([{ name, args: sampleArgs[name] }]);
  });

  it('carries every event to the page, in order', async () => {
    for (const name of eventNames) harness.counter.send(name, sampleEvents[name]);
    await harness.page.untilHeard(eventNames.length);
    expect(harness.page.heard).toEqual(eventNames.map((event) => ({ event, body: sampleEvents[event] })));
  });

  it('keeps answers apart when calls overlap', async () => {
    const replies = await Promise.all(callNames.map((name) => harness.page.call(name, sampleArgs[name])));
    expect(replies).toEqual(callNames.map((name) => ({ ok: true, value: sampleResults[name] })));
  });

  const ask = { call: 'app.snapshot', args: null };
  const saidNo = (code: string) => ({ ok: false, code, message: expect.stringMatching(/\S/) });
  const loggedNo = (code: string) => [{ event: 'bridge.refused', fields: { refusal: code } }];

  describe.each([
    ['a frame', 'frame', 'bad-sender'],
    ['another window or world', 'other-window', 'bad-sender'],
    ['another origin', 'other-origin', 'bad-origin'],
    ['another document of our origin', 'other-document', 'bad-sender'],
  ] as const)('refuses %s', (_who, as, code) => {
    it.each(callNames)('%s', async (call) => {
      expect(await harness.raw({ call, args: sampleArgs[call] }, as)).toMatchObject(saidNo(code));
      expect(harness.counter.calls).toEqual([]);
      expect(harness.counter.logged).toMatchObject(loggedNo(code));
    });
  });

  it.each(callNames)('refuses %s in a shape that is no call', async (call) => {
    const good = { call, args: sampleArgs[call] };
    const shapes = [call, [good], { ...good, origin: 'app://counter' }, { ...good, call: [call] }];
    for (const shape of shapes) {
      expect(await harness.raw(shape, 'own-page'), JSON.stringify(shape)).toMatchObject(saidNo('malformed'));
    }
    expect(harness.counter.calls).toEqual([]);
    expect(harness.counter.logged).toMatchObject(shapes.flatMap(() => loggedNo('malformed')));
  });

  it.each(callNames)('refuses oversized arguments of %s', async (call) => {
    const long = 'x'.repeat(maxCallLength);
    for (const args of [long, { ...sampleArgs[call], long }, [long]]) {
      expect(await harness.raw({ call, args }, 'own-page')).toMatchObject(saidNo('too-large'));
      expect(await harness.page.call(call, args)).toMatchObject(saidNo('too-large'));
    }
    expect(harness.counter.calls).toEqual([]);
    expect(harness.counter.logged).toMatchObject(Array(6).fill(loggedNo('too-large')[0]));
  });

  it.each([
    ['a call nobody knows', { call: 'payment.steal', args: null }, 'unknown-call'],
    ['a name of every object', { call: 'constructor', args: null }, 'unknown-call'],
    ['no object', 'app.snapshot', 'malformed'],
    ['nothing', null, 'malformed'],
    ['a list', [ask], 'malformed'],
    ['an unknown field', { ...ask, origin: 'app://counter' }, 'malformed'],
    ['an endless argument', { call: 'payment.check', args: 'x'.repeat(maxCallLength) }, 'too-large'],
    ['a text larger than is parsed', { call: 'payment.check', args: 'x'.repeat(400_000) }, 'too-large'],
  ] as const)('refuses %s out loud', async (_what, request, code) => {
    expect(await harness.raw(request, 'own-page')).toMatchObject(saidNo(code));
    expect(harness.counter.calls).toEqual([]);
  });

  it.each(callNames)('refuses malformed arguments of %s', async (name) => {
    for (const args of [7, 'text', [], { ...sampleArgs[name], surprise: true }]) {
      const reply = await harness.page.call(name, args);
      expect(reply, JSON.stringify(args)).toMatchObject({
        ...saidNo('bad-arguments'),
        call: name,
      });
    }
    expect(harness.counter.calls).toEqual([]);
  });
});

describe('the bridge through Chromium', () => {
  it('lives on after the page was loaded again, and tells the new page only', async () => {
    const harness = await createChromiumHarness();
    const old = harness.page;
    const page = await harness.reload();
    expect(await page.call('app.snapshot', null)).toMatchObject({ ok: true });
    harness.counter.send('phone.changed', null);
    await page.untilHeard(1);
    expect(old.heard).toEqual([]);
    harness.close();
  });

  it('hands messages over as data and never as code', async () => {
    const harness = await createChromiumHarness();
    const nasty = '");globalThis.hacked=1;//\u2028</script>';
    await harness.page.call('payment.charge', { amountMinor: 1, note: nasty });
    expect(harness.counter.calls).toEqual([
      { name: 'payment.charge', args: { amountMinor: 1, note: nasty } },
    ]);
    harness.close();
  });
});

describe('the bridge through Electron', () => {
  it('refuses a frame that is gone', async () => {
    const harness = await createElectronHarness();
    expect(await harness.raw({ call: 'app.snapshot', args: null }, 'gone')).toMatchObject({
      code: 'bad-sender',
    });
    harness.close();
  });

  it('takes its handler away when it closes', async () => {
    const harness = await createElectronHarness();
    harness.close();
    await expect(harness.raw({ call: 'app.snapshot', args: null }, 'own-page')).rejects.toThrow('No handler');
    expect(harness.counter.hearers()).toBe(0);
  });
});
