import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWalletCode } from '../../electron/core/payments/wallet-code.ts';
import { ada, intents, openTill, till } from '../fakes/one-till.ts';

/** What scanners, cameras and hands give as a wallet code, and what is none. */

const id = '3f2b8c1e-9d47-4f6a-8b2e-1c5d7e9f0a3b';
const other = '7b0c4b0e-3f7c-4d7c-9b0e-1f2a3b4c5d6e';

describe('a wallet code is', () => {
  test.each([
    ['its id', id],
    ['in capitals', id.toUpperCase()],
    ['with a scanner’s prefix', `]Q1${id}`],
    ['with a prefix in control characters', `\u0002]Q1\u001d${id}\u0003\r\n`],
    ['with a byte order mark', `\ufeff${id}`],
    ['with characters nobody sees inside', `${id.slice(0, 9)}\u200b\u001d${id.slice(9)}`],
    ['between blanks', `\t ${id} \r\n`],
    ['in JSON', JSON.stringify({ type: 'wallet', id }, null, 2)],
    ['twice the same in JSON', JSON.stringify({ id, wallet_id: id.toUpperCase() })],
    ['in FEX’s own form', `fex://wallet?id=${id}`],
    ['in FEX’s own form, in capitals', `FEX://WALLET/${id.toUpperCase()}`],
    ['as a name', `urn:uuid:${id}`],
    ['in words', `wallet ${id}`],
  ])('%s', (_what, text) => {
    const read = readWalletCode(text);
    expect(read.ok && read.code.toLowerCase()).toBe(id);
  });

  test('anything else that may be one, unchanged but for what a scanner puts round it', () => {
    expect(readWalletCode(']Q3 wlt_aBcDeFgHiJkLmNoP42\r')).toEqual({
      ok: true,
      code: 'wlt_aBcDeFgHiJkLmNoP42',
    });
    expect(readWalletCode('fex://wallet?token=9f3Kq81Zb7')).toMatchObject({ ok: true });
  });
});

const foreign: readonly [string, string, string][] = [
  ['product', 'EAN-13', '4006381333931'],
  ['product', 'EAN-8 with a scanner’s prefix', ']E496385074'],
  ['product', 'UPC-A', '\u0002012345678905\u0003'],
  ['product', 'GS1', ']d2010400638133393117261231'],
  ['product', 'GS1 as it is printed', '(01)04006381333931(10)AB12'],
  ['payment', 'our own code', `fex://pay?intent=${id}&amount=29.99&currency=USD&merchant=Corner`],
  [
    'payment',
    'our own code in JSON',
    JSON.stringify({ payment_intent_id: id, amount: 29.99, merchant_id: other }),
  ],
  [
    'bank',
    'EMV',
    '00020101021226580014BR.GOV.BCB.PIX0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR6304B14F',
  ],
  ['bank', 'a transfer in Europe', 'BCD\n002\n1\nSCT\n\nCorner Café\nDE02120300000000202051\nEUR12.5'],
  ['bank', 'a bill in Switzerland', 'SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\n'],
  ['url', 'a menu', 'https://shop.example/menu'],
  ['url', 'an order with an id in it', `HTTPS://shop.example/orders/${id}`],
  ['url', 'an address without its scheme', 'www.shop.example'],
  ['url', 'another', 'shop.example/table/5'],
  ['other', 'bitcoin', 'bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.1'],
  ['other', 'an address alone', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
  ['other', 'ether', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ['other', 'a bill of Lightning', `LNBC20M1PVJLUEZ${'PP5QQQSYQCYQ5RQWZQF'.repeat(3)}`],
  ['other', 'UPI', 'upi://pay?pa=shop@bank&pn=Shop'],
  ['other', 'an app nobody knows', `somewallet://pay/${id}`],
  ['other', 'a network’s password', 'WIFI:S:Shop;T:WPA;P:secret;;'],
  ['other', 'a business card', 'BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada\nEND:VCARD'],
];

test.each(foreign)('as %s is named %s', (name, _what, text) => {
  expect(readWalletCode(text)).toEqual({ ok: false, failure: `wallet-code-${name}` });
});

test('two ids are two customers', () => {
  for (const text of [`${id} ${other}`, JSON.stringify({ id, other }), `fex://wallet?id=${id}&for=${other}`])
    expect(readWalletCode(text)).toEqual({ ok: false, failure: 'wallet-code-two' });
});

test('none of them is sent, and the next code is', async () => {
  await openTill();
  for (const [name, , text] of foreign)
    expect(await till.scan(500, text)).toEqual({ ok: false, failure: `wallet-code-${name}` });
  expect(intents()).toHaveLength(0);
  expect(till.fex.posts('/scan-payment')).toHaveLength(0);
  await till.scan(500, `]Q1${ada()}\r\n`);
  expect(JSON.parse(till.fex.posts('/scan-payment')[0]?.body ?? '')).toMatchObject({ scan_token: ada() });
});

test('the counter’s own code of this very sale is named, too', async () => {
  for (const qrData of ['json', 'uri'] as const) {
    await openTill({ settings: { qrData } });
    await till.charge(2999);
    const text = till.qr.read(till.view('showing-qr').qr) ?? '';
    expect(readWalletCode(text)).toEqual({ ok: false, failure: 'wallet-code-payment' });
    await till.stop();
  }
});

test('any text at all is read or named, at once, and what is read holds nothing unseen', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 4096 }), fc.json(), fc.webUrl());
  fc.assert(
    fc.property(text, (raw) => {
      const read = readWalletCode(raw);
      if (read.ok) {
        expect(read.code).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(read.code.length).toBeLessThanOrEqual(512);
      }
    }),
  );
});
