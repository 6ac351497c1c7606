import { describe, expect, test } from 'vitest';
import { parseAnswer, parseFexJson } from '../../electron/core/net/fex-json.ts';

describe('an answer of FEX', () => {
  test.each([
    ['{"amount":29.990000000000002}', { amount: '29.990000000000002' }],
    ['{"amount" : 12 , "x":1}', { amount: '12', x: 1 }],
    ['{"x":[{"amount":-0.5e+3},{"amount":1E2}]}', { x: [{ amount: '-0.5e+3' }, { amount: '1E2' }] }],
    ['{"amount":9007199254740993}', { amount: '9007199254740993' }],
    ['{"amount":"29.99"}', { amount: '29.99' }],
    ['{"amount":null}', { amount: null }],
    ['{"amount":{"amount":1}}', { amount: { amount: '1' } }],
    ['{"net_amount":1.10,"amounts":2}', { net_amount: 1.1, amounts: 2 }],
  ])('keeps the digits of %s', (text, value) => {
    expect(parseFexJson(text)).toEqual(value);
  });

  test.each([
    String.raw`{"note":"say \"amount\":5, please"}`,
    String.raw`{"note":"\\","amount":1}`,
    String.raw`{"amount":"amount\":5,"}`,
    String.raw`{"note":"x\\\"amount\":5}"}`,
  ])('is never changed inside a string: %s', (text) => {
    const plain = JSON.parse(text) as Record<string, unknown>;
    const read = parseFexJson(text) as Record<string, unknown>;
    for (const [key, value] of Object.entries(plain)) expect(String(read[key])).toBe(String(value));
  });

  test.each([
    '{"amount":01}',
    '{"amount":1.}',
    '{"amount":.5}',
    '{"amount":1.2.3}',
    '{"amount":0x10}',
    '<html>',
  ])('is nothing where it is no JSON: %s', (text) => {
    expect(parseFexJson(text)).toBeUndefined();
  });

  test('is parsed once for everybody who looks at it', () => {
    const answer = { text: '{"amount":1}' };
    expect(parseAnswer(answer)).toBe(parseAnswer(answer));
    expect(parseAnswer({ text: '{"amount":1}' })).not.toBe(parseAnswer(answer));
  });
});
