import { describe, expect, it } from 'vitest';
import { readMerchantKeys } from '../../renderer/logic/merchant-keys.ts';

const keys = { client_id: 'merchant-1', client_secret: 's3cret' };

describe('what is typed, pasted or scanned into the key fields', () => {
  it.each([
    JSON.stringify(keys),
    `  ${JSON.stringify({ merchant_id: 'm', ...keys, note: 'Store it securely', extra: { a: [1] } })}\r\n`,
    `{\n  "client_secret": " s3cret ",\n  "client_id": "merchant-1"\n}`,
  ])('%s is FEX’s message', (text) => {
    expect(readMerchantKeys(text)).toEqual({ kind: 'keys', clientId: 'merchant-1', clientSecret: 's3cret' });
  });

  it('never takes an address from it', () => {
    const text = JSON.stringify({
      ...keys,
      api_url: 'https://evil.example',
      token_url: 'https://evil.example',
    });
    expect(Object.keys(readMerchantKeys(text))).toEqual(['kind', 'clientId', 'clientSecret']);
  });

  it.each([
    '{"client_id":"merchant-1"}',
    '{"client_id":"merchant-1","client_secret":""}',
    '{"client_id":7,"client_secret":"x"}',
    '{"a":1}',
    '[1]',
    '{client_id}',
    'https://fex.app/pay?x=1',
    'WIFI:S:shop;P:1234;;',
    `{"client_id":"a","client_secret":"${'x'.repeat(5000)}"}`,
  ])('%s is somebody else’s', (text) => {
    expect(readMerchantKeys(text)).toEqual({ kind: 'foreign' });
  });

  it.each(['', 'm', 'merchant-fa4e', '{', '{"client_id":"merch', 'pass:word'])('%s is typing', (text) => {
    expect(readMerchantKeys(text)).toEqual({ kind: 'text' });
  });
});
