import { afterEach, expect, test } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
});

const sheet = (open: OpenTill) => open.page.locator('dialog.sheet');

test('somebody calls support: what works, what does not, and all of it as text', async () => {
  till = await openTill({ webhooks: true });
  await till.until('keypad');
  // A scanner, faster than a hand, and its Enter.
  await till.page.keyboard.type('4006381333931', { delay: 5 });
  await till.page.keyboard.press('Enter');
  await till.press('Settings');
  await till.press('Diagnostics');
  await sheet(till).getByText('Everything works.').waitFor({ timeout: 30_000 });
  const words = await sheet(till).innerText();
  for (const said of [
    'Verified to row',
    'GB free',
    'Last read',
    'None has given a picture since the start.',
    'FEX Counter 0.1.0',
  ])
    expect(words).toContain(said);

  await till.press('As text');
  await till.press('Copy');
  await sheet(till).getByText('Copied.').waitFor();
  const { counter, wallets } = till.fex.seed;
  await till.press('Back');
  await till.page.keyboard.press('Escape');
  await till.page.locator('.note-button').click();
  const note = till.page.locator('dialog.sheet :is(input, textarea)').first();
  await note.focus();
  await till.page.keyboard.press('Control+V');
  expect(await note.inputValue()).toContain('FEX Counter, sandbox, counter …');
  await till.page.keyboard.press('Escape');

  // FEX goes away: the next look says so, and what to do.
  till.fex.engine.control.addFault({ endpoint: '*', cut: 'before' });
  await till.press('Settings');
  await till.press('Diagnostics');
  await sheet(till).getByText('Needs a hand').waitFor({ timeout: 30_000 });
  await till.press('As text');
  const text = await till.page.locator('textarea').inputValue();
  // It takes the connection and cuts it: nothing else answers in its place.
  expect(text).toMatch(/BAD +api, api-silent/);
  for (const whole of [
    counter.counterId,
    counter.clientSecret,
    counter.webhookSecret,
    wallets[0]?.walletId ?? '',
  ])
    expect(text).not.toContain(whole);
});
