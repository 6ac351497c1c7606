import { expect, test } from 'vitest';
import { openTill, till } from '../fakes/one-till.ts';

test.each([
  ['USD', 2999, '29.99'],
  ['USD', 10, '0.10'],
  ['JPY', 500, '500'],
  ['KWD', 1234, '1.234'],
])('asks for %s %i as %s, digit for digit', async (currency, amountMinor, text) => {
  await openTill({ settings: { currency }, identity: { currency } });
  await till.charge(amountMinor);
  expect(till.fex.posts('/payment-intents')[0]?.body).toContain(`"amount":${text},`);
  expect(till.fex.engine.control.intents()[0]).toMatchObject({ amountMinor, currency });
  expect(till.kind()).toBe('showing-qr');
});
