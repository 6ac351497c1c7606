import { expect, test } from 'vitest';
import { createServerClock } from '../../electron/core/net/server-clock.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

/** FEX's time is sure only after FEX said it, and only while this computer's clocks agree (money rule 9). */
function open() {
  const clock = createFakeClock();
  const server = createServerClock(clock);
  const date = () => new Date(clock.wallMs()).toUTCString();
  return { clock, server, date };
}

test('is not sure before FEX said it, nor by an answer that is not verified', () => {
  const { clock, server, date } = open();
  expect(server.isFresh()).toBe(false);
  server.observe(date(), clock.monotonicMs(), false);
  expect(server.isFresh()).toBe(false);
  expect(server.knownMs()).not.toBeNull();
  server.observe(undefined, clock.monotonicMs(), true);
  expect(server.isFresh()).toBe(false);
  server.observe(date(), clock.monotonicMs(), true);
  expect(server.isFresh()).toBe(true);
});

test('is unsure again after the clocks parted by more than 2 s, until FEX says it anew', async () => {
  const { clock, server, date } = open();
  let jumps = 0;
  server.onJump(() => {
    jumps += 1;
  });
  server.observe(date(), clock.monotonicMs(), true);
  clock.jumpWall(2_000);
  expect(server.isFresh()).toBe(true);
  const sentBefore = clock.monotonicMs();
  await clock.advance(100);
  clock.jumpWall(3_000);
  expect(server.isFresh()).toBe(false);
  expect(jumps).toBe(1);
  // An answer that was on its way while they parted says nothing sure.
  server.observe(date(), sentBefore, true);
  expect(server.isFresh()).toBe(false);
  server.observe(date(), clock.monotonicMs(), true);
  expect(server.isFresh()).toBe(true);
});
