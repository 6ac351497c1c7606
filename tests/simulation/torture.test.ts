import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StoredRow } from '../../electron/core/ports.ts';
import { compareRows } from '../../electron/tools/torture/books.ts';
import { breakages, breakMain } from '../../electron/tools/torture/breakages.ts';
import { torture } from '../../electron/tools/torture/drive.ts';
import { tortureFullDisk } from '../../electron/tools/torture/full-disk.ts';
import type { IntentDump } from '../../shared/sim-control.ts';

const seed = randomInt(2 ** 31);

// Most of each is waiting, so they wait together.
describe.concurrent('the built counter', () => {
  it('keeps its books through eight kills', async () => {
    console.log(`torture: seed ${seed}`);
    const { sales, wrong } = await torture({ kills: 8, seed, hurry: true });
    expect(wrong).toEqual([]);
    expect(sales).toBeGreaterThan(1);
  }, 120_000);

  it('refuses charges in words on a full disk, loses nothing, and goes on', async (context) => {
    const result = await tortureFullDisk({ floods: 1, seed });
    if (result === null) return context.skip('this user may not mount a disk, so none was filled up');
    expect(result.wrong).toEqual([]);
    expect(result.refused).toBeGreaterThan(0);
  }, 120_000);

  it('is caught when it writes its rows too late', async () => {
    const [late] = breakages;
    if (late === undefined) throw new Error('nothing to break');
    const { main, remove } = breakMain(late);
    try {
      const { wrong } = await torture({ kills: 40, seed, main, hurry: true, forget: true });
      expect(wrong.join('\n')).toMatch(late.said);
    } finally {
      remove();
    }
  }, 120_000);

  it.each(breakages)('can still be broken so that $name', (breakage) => {
    breakMain(breakage).remove();
  });
});

describe('the comparison', () => {
  const intent = (more: Partial<IntentDump> = {}) =>
    ({
      id: 'I1',
      reference: 'R1',
      status: 'completed',
      amountMinor: 500,
      currency: 'USD',
      ...more,
    }) as IntentDump;
  let seq = 0;
  const row = (type: string, body: StoredRow['body'] = {}, reference = 'R1'): StoredRow => ({
    seq: ++seq,
    hash: '',
    type,
    actor: 'counter',
    atMs: 0,
    serverMs: 0,
    saleId: 'S1',
    attemptId: `A-${reference}`,
    reference,
    body,
  });
  const sent = row('attempt.sent');
  const paid = (more = {}) =>
    row('outcome.paid', { intentId: 'I1', amountMinor: 500, currency: 'USD', ...more });
  const open = new Set(['A-R1']);
  const none = new Set<string>();

  it('agrees with books that agree', () => {
    expect(compareRows([sent, paid()], none, [intent()])).toMatchObject({ wrong: [], late: [] });
    expect(compareRows([sent], open, [intent()]).wrong).toEqual([]);
  });

  it.each([
    ['a payment without its row', [], none, [intent()], 'no row says that it was sent'],
    ['a payment nobody watches', [sent], none, [intent()], 'only says attempt.sent'],
    [
      'paid on a payment that waits',
      [sent, paid()],
      none,
      [intent({ status: 'pending' })],
      'FEX does not say so',
    ],
    ['another amount', [sent, paid({ amountMinor: 501 })], none, [intent()], 'another amount'],
    [
      'one reference charged twice',
      [sent, paid()],
      none,
      [intent(), intent({ id: 'I2' })],
      'charged 2 times',
    ],
    [
      'a sale that was paid twice',
      [
        sent,
        paid(),
        row('attempt.sent', {}, 'R2'),
        row('outcome.paid', { intentId: 'I2', amountMinor: 500, currency: 'USD' }, 'R2'),
      ],
      none,
      [intent(), intent({ id: 'I2', reference: 'R2' })],
      'nobody was told',
    ],
  ] as const)('names %s', (_what, rows, held, intents, sentence) => {
    expect(compareRows(rows, held, intents).wrong.join('\n')).toContain(sentence);
  });

  it('says what is still to be booked', () => {
    expect(compareRows([sent], open, [intent()]).late).toEqual(['R1 is paid and not booked yet']);
  });
});
