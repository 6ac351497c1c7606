import { describe, expect, it } from 'vitest';
import { BridgeRefused, connectBridge } from '../../renderer/bridge.ts';
import { offerBridge, type PageMessage, type PagePort, type PageWindow } from '../../shared/bridge-page.ts';
import type { BridgeTransport } from '../../shared/bridge-wire.ts';

/** Both ends of the handshake against each other, over a window and a channel made of plain functions. */

const origin = 'https://counter.localhost';

class FakePort implements PagePort {
  other: FakePort | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  postMessage(message: unknown): void {
    const data = structuredClone(message);
    queueMicrotask(() => this.other?.onmessage?.({ data }));
  }
}

function fakeChannel() {
  return class {
    port1 = new FakePort();
    port2 = new FakePort();
    constructor() {
      this.port1.other = this.port2;
      this.port2.other = this.port1;
    }
  };
}

function fakeWindow() {
  const hearers: ((event: PageMessage) => void)[] = [];
  const heard: unknown[] = [];
  const window: PageWindow = {
    location: { origin },
    addEventListener: (_type, hear) => void hearers.push(hear),
    postMessage(data, targetOrigin, transfer) {
      if (targetOrigin !== origin) return;
      deliver({ data: structuredClone(data), origin, source: window, ports: transfer });
    },
    MessageChannel: fakeChannel(),
  };
  function deliver(message: PageMessage): void {
    heard.push(message.data);
    queueMicrotask(() => {
      for (const hear of hearers) hear(message);
    });
  }
  return { window, deliver, heard };
}

function fakeTransport(answer: (request: { call: string; args: unknown }) => unknown) {
  const hearers: ((event: unknown) => void)[] = [];
  const asked: { call: string; args: unknown }[] = [];
  const transport: BridgeTransport = {
    async call(request) {
      asked.push(request);
      return answer(request);
    },
    listen: (hear) => void hearers.push(hear),
  };
  const push = (event: unknown): void => {
    for (const hear of hearers) hear(event);
  };
  return { transport, asked, push };
}

/** Window, ports and transport hand over in microtasks; the loop turns once all of them have run. */
const handedOver = () => new Promise((resolve) => setImmediate(resolve));

describe('bridge handshake', () => {
  it('carries calls and their replies, also out of order', async () => {
    const { window } = fakeWindow();
    const waiting: (() => void)[] = [];
    const { transport, asked } = fakeTransport(
      ({ call }) =>
        new Promise((resolve) => waiting.push(() => resolve({ ok: true, value: { ok: true, from: call } }))),
    );
    offerBridge(window, transport);
    const bridge = await connectBridge(window);
    const first = bridge.call('payment.charge', { amountMinor: 1250, note: null });
    const second = bridge.call('payment.next', { attemptId: 'a' });
    await handedOver();
    expect(asked).toEqual([
      { call: 'payment.charge', args: { amountMinor: 1250, note: null } },
      { call: 'payment.next', args: { attemptId: 'a' } },
    ]);
    waiting[1]?.();
    waiting[0]?.();
    expect(await second).toMatchObject({ from: 'payment.next' });
    expect(await first).toMatchObject({ from: 'payment.charge' });
  });

  it('rejects a refused call with its code and its name', async () => {
    const { window } = fakeWindow();
    const { transport } = fakeTransport(({ call }) => ({
      ok: false,
      code: 'bad-arguments',
      call,
      message: 'no',
    }));
    offerBridge(window, transport);
    const bridge = await connectBridge(window);
    const refused = await bridge.call('payment.check', { attemptId: 'x' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BridgeRefused);
    expect(refused).toMatchObject({ code: 'bad-arguments', call: 'payment.check' });
  });

  it('rejects when the transport itself fails, and when the reply is none', async () => {
    const { window } = fakeWindow();
    const { transport } = fakeTransport(({ call }) => {
      if (call === 'phone.read') return 'nonsense';
      throw new Error('gone');
    });
    offerBridge(window, transport);
    const bridge = await connectBridge(window);
    await expect(bridge.call('app.snapshot', null)).rejects.toMatchObject({
      code: 'failed',
      call: 'app.snapshot',
    });
    await expect(bridge.call('phone.read', null)).rejects.toMatchObject({ code: 'malformed' });
  });

  it('brings events to those who listen, until they stop', async () => {
    const { window } = fakeWindow();
    const { transport, push } = fakeTransport(() => ({ ok: true, value: null }));
    offerBridge(window, transport);
    const bridge = await connectBridge(window);
    const heard: unknown[] = [];
    const stop = bridge.listen('halt.changed', (body) => heard.push(body));
    push({ event: 'halt.changed', body: { halt: null } });
    push({ event: 'phone.changed', body: null });
    await handedOver();
    stop();
    push({ event: 'halt.changed', body: { halt: null } });
    await handedOver();
    expect(heard).toEqual([{ halt: null }]);
  });

  it('does not answer a hello from elsewhere', async () => {
    const { window, deliver, heard } = fakeWindow();
    const { transport } = fakeTransport(() => ({ ok: true, value: null }));
    offerBridge(window, transport);
    deliver({ data: { type: 'counter:hello' }, origin: 'https://evil.example', source: window, ports: [] });
    deliver({ data: { type: 'counter:hello' }, origin, source: {}, ports: [] });
    deliver({ data: 'counter:hello', origin, source: window, ports: [] });
    await handedOver();
    expect(heard).not.toContainEqual({ type: 'counter:port' });
  });

  it('does not take a port from elsewhere', async () => {
    const { window, deliver } = fakeWindow();
    const connected = connectBridge(window, 30);
    deliver({ data: { type: 'counter:port' }, origin, source: {}, ports: [new FakePort()] });
    deliver({ data: { type: 'counter:port' }, origin: 'null', source: window, ports: [new FakePort()] });
    await expect(connected).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('gives one port however often the page says hello', async () => {
    const { window, heard } = fakeWindow();
    const { transport } = fakeTransport(() => ({ ok: true, value: null }));
    offerBridge(window, transport);
    for (let n = 0; n < 3; n++) window.postMessage({ type: 'counter:hello' }, origin, []);
    await handedOver();
    expect(heard.filter((data) => (data as { type: string }).type === 'counter:port')).toHaveLength(1);
  });

  it('hears a bridge that comes after the first hello', async () => {
    const { window } = fakeWindow();
    const { transport } = fakeTransport(() => ({ ok: true, value: null }));
    const connected = connectBridge(window);
    await handedOver();
    offerBridge(window, transport);
    await expect((await connected).call('app.painted', null)).resolves.toBeNull();
  });
});
