import { expect, test } from 'vitest';
import { isActiveCurrency } from '../../shared/currencies.ts';

test.each(['USD', 'EUR', 'JPY', 'KWD', 'XOF', 'ZWG', 'XCG', 'SLE', 'VED'])('%s is in use', (code) => {
  expect(isActiveCurrency(code)).toBe(true);
});

test.each([
  ['the mark', 'DEM'],
  ['the franc', 'FRF'],
  ['the kuna', 'HRK'],
  ['the lev', 'BGN'],
  ['the Antillean guilder', 'ANG'],
  ['the Zimbabwean dollar before 2024', 'ZWL'],
  ['a fund', 'CLF'],
  ['a unit of account', 'XDR'],
  ['gold', 'XAU'],
  ['the code for tests', 'XTS'],
  ['no currency', 'XXX'],
  ['small letters', 'usd'],
  ['two codes', 'USD EUR'],
  ['nothing', ''],
])('not %s: %s', (_name, code) => {
  expect(isActiveCurrency(code)).toBe(false);
});
