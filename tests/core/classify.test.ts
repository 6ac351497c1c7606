import { describe, expect, test } from 'vitest';
import { classifyCancel, classifySend, retryAfterMs } from '../../electron/core/net/classify.ts';
import type { HttpResult } from '../../electron/core/ports.ts';

const answer = (status: number, body: unknown, headers = {}): HttpResult => ({
  kind: 'answer',
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const intent = { id: 'pi_1', status: 'pending', amount: 29.99, currency: 'USD' };
const html = '<html><body>Bad gateway</body></html>';

describe('money rule 0', () => {
  test.each<[string, HttpResult, string]>([
    ['refused connection', { kind: 'not-sent', why: 'refused' }, 'not-executed'],
    ['DNS', { kind: 'not-sent', why: 'dns' }, 'not-executed'],
    ['TLS', { kind: 'not-sent', why: 'tls' }, 'not-executed'],
    ['connect time-out', { kind: 'not-sent', why: 'connect-time-out' }, 'not-executed'],
    ['time-out', { kind: 'lost', why: 'time-out' }, 'unknown'],
    ['cut', { kind: 'lost', why: 'cut' }, 'unknown'],
    ['too large', { kind: 'lost', why: 'too-large' }, 'unknown'],
    ['201 with an intent', answer(201, { success: true, payment_intent: intent }), 'executed'],
    ['200 with an intent', answer(200, { success: true, payment_intent: intent }), 'executed'],
    ['201 without success', answer(201, { payment_intent: intent }), 'unknown'],
    ['201 with success as text', answer(201, { success: 'true', payment_intent: intent }), 'unknown'],
    ['201 with success false', answer(201, { success: false, payment_intent: intent }), 'unknown'],
    ['201 without an id', answer(201, { success: true, payment_intent: { ...intent, id: '' } }), 'unknown'],
    ['201 without an intent', answer(201, { success: true }), 'unknown'],
    ['201 half', answer(201, '{"success":true,"payment_in'), 'unknown'],
    ['200 HTML', answer(200, html), 'unknown'],
    ['302', answer(302, ''), 'unknown'],
    ['307 in FEX’s shape', answer(307, { success: false, error: 'moved' }), 'unknown'],
    ['400 in FEX’s shape', answer(400, { success: false, error: 'amount' }), 'not-executed'],
    ['400 HTML', answer(400, html), 'unknown'],
    ['401 of a proxy', answer(401, { error: 'login' }), 'unknown'],
    ['403 in FEX’s shape', answer(403, { success: false, error: 'no' }), 'not-executed'],
    ['408 in FEX’s shape', answer(408, { success: false, error: 'slow' }), 'unknown'],
    ['409 in FEX’s shape', answer(409, { success: false, error: 'conflict' }), 'not-executed'],
    ['429 in FEX’s shape', answer(429, { success: false, error: 'slow down' }), 'not-executed'],
    ['500 in FEX’s shape', answer(500, { success: false, error: 'oops' }), 'unknown'],
    ['503 HTML', answer(503, html), 'unknown'],
    ['an array', answer(201, [intent]), 'unknown'],
  ])('%s', (_name, result, kind) => {
    expect(classifySend(result).kind).toBe(kind);
  });

  test('a cancel needs no intent in its answer', () => {
    expect(classifyCancel(answer(200, { success: true, message: 'cancelled' })).kind).toBe('accepted');
    expect(classifyCancel(answer(200, html)).kind).toBe('unknown');
    expect(classifyCancel(answer(409, { success: false, error: 'x' })).kind).toBe('not-executed');
  });

  test('the amount keeps the digits FEX wrote', () => {
    const sent = classifySend(
      answer(
        201,
        '{"success":true,"payment_intent":{"id":"a","status":"pending","amount":29.990000000000002}}',
      ),
    );
    expect(sent).toMatchObject({ kind: 'executed', intent: { amountText: '29.990000000000002' } });
  });

  test('ids are opaque, unknown keys are ignored, absent fields are null', () => {
    const sent = classifySend(
      answer(201, { success: true, payment_intent: { id: 'pi_9', status: 'pending', later: { a: 1 } } }),
    );
    expect(sent).toMatchObject({
      intent: { id: 'pi_9', amountText: null, currency: null, counterId: null, reference: null },
    });
  });

  test('Retry-After is read in seconds and bounded', () => {
    expect(retryAfterMs({ 'retry-after': '7' })).toBe(7000);
    expect(retryAfterMs({ 'retry-after': '999999' })).toBe(120_000);
    expect(retryAfterMs({ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' })).toBeNull();
    expect(retryAfterMs({})).toBeNull();
  });
});
