import { describe, expect, test } from 'vitest';
import type { CounterForShell } from '../../electron/core/shell-port.ts';
import { openInSuccession } from '../../electron/core/succession.ts';
import { openTill, till } from '../fakes/one-till.ts';

const own = { origin: 'https://counter.localhost', ownTopFrame: true };
const call = { call: 'app.snapshot', args: null };
const secretive = 'The journal in /home/anna/till is read-only.';

/** A counter that asked to be opened anew, and could not be. */
async function closedAgain(): Promise<CounterForShell> {
  let ask = () => {};
  let opened = 0;
  const counter = await openInSuccession(
    async (reopen) => {
      ask = reopen;
      opened += 1;
      if (opened > 1) throw new Error(secretive);
      return {
        bridge: { answer: async () => ({ ok: true, value: null }) },
        painted: new Promise(() => {}),
        onEvent: () => () => {},
        dispose: async () => {},
      };
    },
    [own.origin],
  );
  ask();
  return counter;
}

describe('a counter that could not open again', () => {
  test('says why to its own page', async () => {
    const counter = await closedAgain();
    expect(await counter.bridge.answer(own, call)).toMatchObject({
      ok: false,
      code: 'failed',
      message: secretive,
    });
    await counter.dispose();
  });

  test.each([
    ['another frame', { ...own, ownTopFrame: false }, 'bad-sender'],
    ['another origin', { ...own, origin: 'https://elsewhere.example' }, 'bad-origin'],
  ])('tells %s nothing of it', async (_who, sender, code) => {
    const counter = await closedAgain();
    const answer = await counter.bridge.answer(sender, call);
    expect(answer).toMatchObject({ ok: false, code });
    expect(JSON.stringify(answer)).not.toContain('anna');
    await counter.dispose();
  });
});

test.each([
  ['another frame', { ...own, ownTopFrame: false }, 'bad-sender'],
  ['another origin', { ...own, origin: 'https://elsewhere.example' }, 'bad-origin'],
])('a counter answers nothing that %s asks', async (_who, sender, code) => {
  await openTill();
  expect(await till.counter.bridge.answer(sender, call)).toMatchObject({ ok: false, code });
});
