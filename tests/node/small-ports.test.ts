import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClock } from '../../electron/node/clock.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { createLinkState } from '../../electron/node/link-state.ts';
import { readMachineId } from '../../electron/node/machine-id.ts';
import { createMemoryVault } from '../../electron/node/memory-vault.ts';
import { createRandom } from '../../electron/node/random.ts';

describe('the clock', () => {
  it('calls back once, never early, and not after it was stopped', async () => {
    const clock = createClock();
    const began = clock.monotonicMs();
    let stopped = 0;
    const stop = clock.after(5, () => {
      stopped += 1;
    });
    stop();
    stop();
    await new Promise<void>((resolve) => clock.after(30, resolve));
    expect(clock.monotonicMs() - began).toBeGreaterThanOrEqual(30);
    expect(stopped).toBe(0);
    expect(Math.abs(clock.wallMs() - Date.now())).toBeLessThan(1000);
  });

  it('waits for what is further away than a timer can say', async () => {
    const clock = createClock();
    let early = 0;
    const stop = clock.after(2 ** 32, () => {
      early += 1;
    });
    await new Promise<void>((resolve) => clock.after(20, resolve));
    stop();
    expect(early).toBe(0);
  });
});

describe('hashing', () => {
  const hasher = createHasher();
  it('gives the published values', () => {
    expect(hasher.sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hasher.sha256Hex(new TextEncoder().encode('ü'))).toBe(hasher.sha256Hex('ü'));
    // RFC 4231, case 2.
    expect(hasher.hmacSha256Hex('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
  it('compares without minding lengths', () => {
    expect([hasher.equal('ab', 'ab'), hasher.equal('ab', 'ac'), hasher.equal('ab', 'abc')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([hasher.equal('', ''), hasher.equal('ü', 'xx')]).toEqual([true, false]);
  });
});

it('random bytes are as many as asked and differ', () => {
  const random = createRandom();
  expect(random.bytes(32)).toHaveLength(32);
  expect(random.bytes(0)).toHaveLength(0);
  expect(random.bytes(32)).not.toEqual(random.bytes(32));
});

it('the vault in memory forgets only what it is told to', async () => {
  const vault = createMemoryVault({ 'client-secret': 'x' });
  expect([await vault.get('client-secret'), await vault.get('other')]).toEqual(['x', null]);
  await vault.set('other', '');
  expect(await vault.get('other')).toBe('');
  await vault.delete('client-secret');
  expect(await vault.get('client-secret')).toBeNull();
});

describe('the link', () => {
  const loopback = { lo: [{ internal: true }] };
  const wired = { ...loopback, eth0: [{ internal: false }] };

  it('is up while any interface but loopback has an address', () => {
    const state = (interfaces: () => typeof loopback) =>
      createLinkState({ loopbackOnly: false, interfaces }).up();
    expect([state(() => loopback), state(() => wired), state(() => ({ ...loopback, eth0: [] }))]).toEqual([
      false,
      true,
      false,
    ]);
    const failing = () => {
      throw new Error('not permitted');
    };
    expect(state(failing)).toBe(true);
  });

  it('is always up where FEX is on loopback', () => {
    expect(createLinkState({ loopbackOnly: true, interfaces: () => loopback }).up()).toBe(true);
  });

  it('tells every change once, within a second, until the listeners stop', () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    let now: typeof loopback = wired;
    let asked = 0;
    const link = createLinkState({
      loopbackOnly: false,
      interfaces: () => {
        asked += 1;
        return now;
      },
    });
    const heard: string[] = [];
    const stopOne = link.onChange((up) => heard.push(`one ${up}`));
    const stopTwo = link.onChange((up) => heard.push(`two ${up}`));
    now = loopback;
    vi.advanceTimersByTime(3000);
    stopOne();
    stopOne();
    now = wired;
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual(['one false', 'two false', 'two true']);
    stopTwo();
    const then = asked;
    vi.advanceTimersByTime(60_000);
    expect([asked, vi.getTimerCount()]).toEqual([then, 0]);
  });
});

describe('the machine’s name', () => {
  it('is one word or absent, never an error', async () => {
    const id = await readMachineId();
    if (id !== null) expect(id).toMatch(/^[0-9a-fA-F-]{32,36}$/);
    if (process.platform !== 'win32') expect(await readMachineId('win32')).toBeNull();
  });
});
