import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { wedgeScan } from '../../electron/tools/wedge.ts';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
});

const sheet = (open: OpenTill) => open.page.locator('dialog.sheet');

/** Charges, lets the customer pay, and leaves the outcome. */
async function sell(open: OpenTill, digits: string): Promise<void> {
  await open.ringUp(digits);
  await open.press(/^Charge/);
  await open.until('showing-qr');
  const { control } = open.fex.engine;
  control.pay(open.ada, { intentId: control.intents()[0]?.id ?? '' });
  await open.until('paid');
  await open.press('Next sale');
  await open.until('keypad');
}

test('a record that rotted is set aside, rebuilt, confirmed by a manager, and the till sells', async () => {
  till = await openTill();
  await sell(till, '500');
  await till.ringUp('2999');
  await till.press(/^Charge/);
  await till.until('showing-qr');
  await till.counter.kill();
  // Its log alone would bring all of it back.
  for (const end of ['', '-wal']) await writeFile(join(till.profile, `journal.db${end}`), 'x'.repeat(20_000));
  await till.restart();
  await till.until('keypad');
  const aside = (await readdir(till.profile)).find(
    (name) => name.endsWith('.db') && name.includes('damaged'),
  );
  await till.press('What happened');
  await sheet(till)
    .getByText(aside ?? 'a file that is not there')
    .waitFor();
  await sheet(till).getByText('Rebuilt from it: 2.').waitFor();
  await sheet(till).getByText('FEX is being asked').waitFor();
  await sheet(till).getByText('Completed at FEX').waitFor();
  await till.press('Only this till');
  await sheet(till).waitFor({ state: 'detached' });
  await sell(till, '700');
  expect(till.fex.engine.control.ledger()).toHaveLength(2);
});

test('an edited record stops charging until a manager has seen it', async () => {
  till = await openTill();
  await sell(till, '500');
  await till.counter.kill();
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(join(till.profile, 'journal.db'));
  db.exec('DROP TRIGGER events_update');
  db.exec(`UPDATE events SET body = replace(body, '500', '5') WHERE type = 'outcome.paid'`);
  db.close();
  await till.restart();
  await till.until('keypad');
  await till.ringUp('700');
  expect(await till.page.getByRole('button', { name: /^Charge/ }).isDisabled()).toBe(true);
  await till.press('What happened');
  await sheet(till)
    .getByText(/Row \d+ was changed after it was written/)
    .waitFor();
  await till.press('Seen, go on');
  await till.press(/^Charge/);
  await till.until('showing-qr');
});

test('a released sale has a number, is in the list, and the next customer is served', async () => {
  till = await openTill();
  const { control } = till.fex.engine;
  control.addFault({ endpoint: 'scan', times: 1, cut: 'before' });
  await till.ringUp('2999');
  await till.press('Scan wallet code');
  await till.until('scan');
  await wedgeScan(till.ada, till.display.env);
  await till.until('unknown');
  await till.page
    .getByText(/It may still arrive until \d\d:\d\d:\d\d, in \d:\d\d\./)
    .waitFor({ timeout: 10_000 });
  await till.press('Release and watch');
  await till.until('keypad');
  await till.page.getByText('Write this number down').waitFor();
  await till.press('Unsettled sales: 1');
  await sheet(till).getByText('No. 1', { exact: true }).waitFor();
  const settle = sheet(till).getByRole('button', { name: 'Settle by hand' });
  // Somebody may still be charged for it.
  expect(await settle.isDisabled()).toBe(true);
  await till.press('Close');
  await sell(till, '500');
  await till.page.getByRole('button', { name: 'Unsettled sales: 1' }).waitFor();
});

test('Try again of a scan is another try for the same sale, and Back leads back to it', async () => {
  till = await openTill();
  const { control } = till.fex.engine;
  await till.ringUp('2999');
  await till.press('Scan wallet code');
  await till.until('scan');
  await wedgeScan(till.ada, till.display.env);
  await till.until('waiting-for-approval');
  control.bendIntent(control.intents()[0]?.id ?? '', { status: 'declined' });
  await till.until('not-charged');
  await till.press('Try again');
  await till.until('scan');
  await till.press('Back');
  await till.until('not-charged');
  await till.press('Try again');
  await till.until('scan');
  expect(await till.page.locator('[data-testid="amount"]').textContent()).toContain('29.99');
  await wedgeScan(till.ada, till.display.env);
  await till.until('waiting-for-approval');
  control.approve(till.ada, control.intents()[0]?.id ?? '');
  await till.until('paid');
  expect(control.intents()).toHaveLength(2);
});

test('where this counter’s key may not scan, the same sale goes on by a code', async () => {
  till = await openTill({ settings: { scanByCounterToken: '403' } });
  const { control } = till.fex.engine;
  await till.ringUp('2999');
  await till.press('Scan wallet code');
  await till.until('scan');
  await wedgeScan(till.ada, till.display.env);
  await till.until('not-charged');
  expect(await till.page.locator('.reason').textContent()).toMatch(
    /scan no codes.* Call the manager: .*merchant’s key/,
  );
  expect(await till.page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  await till.press('Show a code instead');
  await till.until('showing-qr');
  expect(control.intents()).toMatchObject([{ amountMinor: 2999, status: 'pending' }]);
  control.pay(till.ada, { intentId: control.intents()[0]?.id ?? '' });
  await till.until('paid');
});
