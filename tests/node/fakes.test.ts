import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import { createMemoryDisk, createMemoryJournal } from '../../electron/tools/virtual/memory-journal.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { row } from './journal-helpers.ts';

describe('virtual time', () => {
  it('fires timers in order, those they set among them, and lets promises settle between', async () => {
    const clock = createFakeClock(1000);
    const seen: string[] = [];
    const note = (what: string) => seen.push(`${what}@${clock.monotonicMs()}`);
    clock.after(20, () => note('b'));
    clock.after(10, () => {
      note('a');
      void Promise.resolve().then(() => clock.after(5, () => note('nested')));
    });
    clock.after(20, () => note('c'));
    const stop = clock.after(12, () => note('never'));
    clock.after(21, () => note('later'));
    stop();
    await clock.advance(20);
    expect(seen).toEqual(['a@10', 'nested@15', 'b@20', 'c@20']);
    expect([clock.wallMs(), clock.waiting(), clock.nextIn()]).toEqual([1020, 1, 1]);
    clock.jumpWall(-500);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([520, 20]);
  });
});

it('seeded randomness repeats itself', () => {
  expect(createFakeRandom(3).bytes(16)).toEqual(createFakeRandom(3).bytes(16));
  expect(createFakeRandom(3).bytes(16)).not.toEqual(createFakeRandom(4).bytes(16));
});

it('the journal in memory survives a restart, fails when told, and knows what is open', async () => {
  const disk = createMemoryDisk();
  const first = createMemoryJournal(disk);
  await first.journal.append([row('sent', { attemptId: 'A', open: true }), row('x', { attemptId: 'B' })]);
  first.failWith('disk-full');
  await expect(first.journal.append([row('lost')])).rejects.toMatchObject({ reason: 'disk-full' });
  await first.journal.close();
  await expect(first.journal.append([row('late')])).rejects.toMatchObject({ reason: 'failed' });
  const second = createMemoryJournal(disk);
  expect((await second.journal.openAttempts()).map((kept) => kept.type)).toEqual(['sent']);
  expect((await second.journal.append([row('next')])).seq).toBe(3);
});
