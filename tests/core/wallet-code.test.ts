import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../electron/core/ports.ts';
import { wordsOf } from '../../electron/tools/journal-words.ts';
import { ada, openTill as open, till } from '../fakes/one-till.ts';
import { second } from '../fakes/times.ts';

/** A wallet code is a key to somebody's money: nothing of it but a digest and four characters stays here. */

/** Answers these requests in FEX's place. */
function answerIn(applies: (request: HttpRequest) => boolean, change: (body: never) => [number, unknown]) {
  const send = till.fex.http.send;
  till.fex.http.send = async (request) => {
    const result = await send(request);
    if (!applies(request) || result.kind !== 'answer') return result;
    const [status, body] = change(JSON.parse(result.text) as never);
    return { ...result, status, text: JSON.stringify(body) };
  };
}
const isScan = (request: HttpRequest) => request.url.endsWith('/scan-payment');
const isGet = (request: HttpRequest) =>
  request.method === 'GET' && /payment-intents\/[^?]+$/.test(request.url);
const refusing = (words: string, status = 400) =>
  answerIn(isScan, () => [status, { success: false, error: words }]);

/** Everything that was recorded, shown or logged. */
const told = () => JSON.stringify([till.memory.disk.rows, till.events, till.log.lines]);
const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

function expectNothingOf(code: string) {
  const [text, all] = [letters(told()), letters(code)];
  for (let at = 0; at + 8 <= all.length; at += 1) expect(text).not.toContain(all.slice(at, at + 8));
}

const code = 'wlt_aBcDeFgHiJkLmNoP42';
const long = `fex://wallet?token=${'SECRET7'.repeat(40)}`;
const hex = (letter: string) => letter.charCodeAt(0).toString(16).padStart(2, '0');
const percent = Array.from(code, (letter) => `%${hex(letter)}`).join('');

describe('a wallet code that FEX repeats in its refusal is told nowhere', () => {
  test.each([
    ['as it is', code, code],
    ['longer than what is kept', long, long],
    ['over the end of what is kept', code, 'no such '.repeat(21) + code],
    ['in capitals', code, code.toUpperCase()],
    ['in small letters', 'Abcdefgh-Ijklmnop', 'abcdefgh-ijklmnop'],
    ['percent-encoded where it must be', `${code}/+ä`, encodeURIComponent(`${code}/+ä`)],
    ['percent-encoded', code, percent],
    ['percent-encoded twice', code, encodeURIComponent(percent)],
    ['escaped as in JSON', code, Array.from(code, (letter) => `\\u00${hex(letter)}`).join('')],
    ['with quotes escaped', '{"w":"abcdef","k":"ghijkl"}', JSON.stringify('{"w":"abcdef","k":"ghijkl"}')],
    ['escaped as in HTML', code, Array.from(code, (letter) => `&#x${hex(letter)};`).join('')],
    ['without its prefix', code, code.slice(4)],
    ['without its first and last letters', 'hello-dear-old-purse', 'dear-old-pur'],
    ['spaced out', 'hello-dear-old-purse', Array.from('hello-dear-old-purse').join(' ')],
    ['in wide letters', 'hellodearpurse', 'ｈｅｌｌｏｄｅａｒｐｕｒｓｅ'],
    ['in Base64', code, Buffer.from(code).toString('base64')],
  ])('%s', async (_, sent, echo) => {
    await open();
    refusing(`invalid scan_token: ${echo}`);
    await till.scan(4950, sent);
    await till.clock.advance(second);
    expect(till.view('not-charged').reason).toBe('refused-wallet');
    expect(till.memory.disk.rows.at(-1)).toMatchObject({ body: { reason: 'refused-wallet', status: 400 } });
    expectNothingOf(sent);
    expect(told()).not.toContain(JSON.stringify(echo).slice(1, -1));
  });

  test.each(['Insufficient funds in this wallet', 'invalid wallet token', 'Das Wallet ist gesperrt.'])(
    'and what is no code stays: %s',
    async (words) => {
      await open();
      refusing(words);
      await till.scan(4950, 'fex://wallet?token=9f3Kq81Zb7');
      await till.clock.advance(second);
      expect(till.memory.disk.rows.at(-1)?.body.said).toBe(words);
    },
  );
});

test('one FEX calls a wrong field is a code it does not know, in our words and not in its own', async () => {
  await open();
  refusing('scan_token must be a uuid', 422);
  await till.scan(4950, 'hello wallet');
  await till.clock.advance(second);
  expect(till.view('not-charged').reason).toBe('refused-wallet');
  // Support finds FEX's own in the journal.
  expect(JSON.stringify([till.events, till.view('not-charged')])).not.toContain('uuid');
  const [row] = till.memory.disk.rows.slice(-1);
  expect(row).toMatchObject({ body: { said: 'scan_token must be a uuid' } });
  expect(row && wordsOf(row)).toContain('FEX’s words: “scan_token must be a uuid”');
});

test.each([code, '7b0c4b0e-3f7c-4d7c-9b0e-1f2a3b4c5d6e', 'A1'.repeat(2000)])(
  'what stands in a field of an intent and is not of its kind is told nowhere',
  async (value) => {
    await open();
    await till.charge(2999);
    let completed = false;
    answerIn(isGet, (body: { payment_intent: object }) => {
      const strange = { currency: value, amount: value, merchant_name: value };
      const payment_intent = {
        ...body.payment_intent,
        ...(completed ? { status: 'completed', ...strange } : { status: value.slice(0, 60) }),
      };
      return [200, { ...body, payment_intent }];
    });
    await till.clock.advance(3 * second);
    expect(till.view('unknown').found).toBe('in-progress');
    completed = true;
    await till.clock.advance(30 * second);
    expect(till.view('mismatch').charged).toEqual({ amount: '?', currency: '?' });
    expectNothingOf(value.slice(0, 60));
  },
);

test('a charged amount of any length is told in sixty characters', async () => {
  await open();
  await till.charge(2999);
  answerIn(isGet, (body: { payment_intent: object }) => [
    200,
    { ...body, payment_intent: { ...body.payment_intent, status: 'completed', amount: '1'.repeat(900) } },
  ]);
  await till.clock.advance(3 * second);
  expect(till.view('mismatch').charged.amount).toBe('1'.repeat(60));
  expect(told()).not.toContain('1'.repeat(61));
});

describe('a wallet code where a note belongs is refused, sent nowhere and told nowhere', () => {
  const refused = { ok: false, failure: 'note-wallet-code' };
  test.each([
    ['a wallet’s id', () => ada()],
    ['an id among words', () => `for Ada ${ada()} thanks`],
    ['an id in capitals without hyphens', () => ada().replaceAll('-', '').toUpperCase()],
    ['two ids', () => ada() + ada()],
    ['FEX’s own link', () => 'fex://pay/hello'],
    ['JSON', () => `{"wallet":"${ada()}"}`],
    ['another key', () => code],
    ['a long number', () => '4929123456789012'],
  ])('%s', async (_, note) => {
    await open();
    expect(await till.charge(500, note())).toEqual(refused);
    expect(await till.call('payment.scan', { amountMinor: 500, note: note(), walletCode: ada() })).toEqual(
      refused,
    );
    expect(till.rows()).toEqual([]);
    expect(till.fex.seen.filter((one) => one.method === 'POST' && !one.path.endsWith('/token'))).toEqual([]);
    expectNothingOf(note());
  });

  test('also the very code that this sale, or one before it, was scanned with', async () => {
    await open();
    const scan = { amountMinor: 500, note: 'hello-purse', walletCode: 'hello-purse' };
    expect(await till.call('payment.scan', scan)).toEqual(refused);
    till.fex.engine.control.addFault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(700, 'hello-purse');
    await till.call('payment.next', { attemptId: till.view('unknown').attemptId });
    expect(await till.charge(500, 'hello-purse')).toEqual(refused);
  });

  test('also in what a manager writes of a sale', async () => {
    await open();
    till.fex.engine.control.addFault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(500, ada());
    const { attemptId } = till.view('unknown');
    const word = { attemptId, paid: false, who: 'Mia', why: 'asked', confirmed: true };
    expect(await till.call('payment.settle', { ...word, why: `it was ${ada()}` })).toEqual(refused);
    expect(await till.call('payment.settle', { ...word, who: ada() })).toEqual(refused);
  });

  test.each([
    'Two flat whites',
    'INV-2026-00012345',
    'Tisch 5, Frau Müller-Lüdenscheidt',
    '+49 30 1234567890',
    'order 100200300400500',
    'https://shop.example/orders/2026-11',
    'Ring 4006381333931',
    'الطاولة ٥',
  ])('and a note is taken: %s', async (note) => {
    await open();
    expect(await till.charge(500, note)).toEqual({ ok: true });
    expect(till.view('showing-qr').note).toBe(note);
  });
});
