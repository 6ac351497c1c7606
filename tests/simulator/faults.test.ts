import { expect, test } from 'vitest';
import { api, createShop, createTestSim, merchant } from './support.ts';

const path = `${api}/payment-intents`;

test('a status before the effect does nothing, after it only hides the answer', () => {
  const { sim, as, control } = createShop();
  const create = () => sim.call(as, 'POST', path, { amount: 1 });
  control.addFault({ endpoint: 'intents.create', times: 1, status: 503 });
  expect(create()).toMatchObject({ status: 503, json: { success: false } });
  expect(control.intents()).toHaveLength(0);
  control.addFault({ endpoint: 'intents.create', times: 1, status: 500, when: 'after' });
  expect(create().status).toBe(500);
  expect(control.intents()).toHaveLength(1);
  expect(create().status).toBe(201);
});

test('a cut says on which side of the effect it happened', () => {
  const { sim, as, control } = createShop();
  control.addFault({ endpoint: 'intents.create', times: 1, cut: 'before' });
  control.addFault({ endpoint: 'intents.create', times: 1, cut: 'after' });
  const create = () => sim.call(as, 'POST', path, { amount: 1 }).answer.fault;
  expect(create()).toMatchObject({ cut: 'before', silent: false });
  expect(control.intents()).toHaveLength(0);
  expect(create()).toMatchObject({ cut: 'after' });
  expect(control.intents()).toHaveLength(1);
});

test('a partition loses the request or the answer', () => {
  const { sim, as, control } = createShop();
  control.addFault({ endpoint: '*', times: 1, partition: 'request' });
  control.addFault({ endpoint: '*', times: 1, partition: 'answer' });
  const silent = () => sim.call(as, 'POST', path, { amount: 1 }).answer.fault?.silent;
  expect([silent(), control.intents().length, silent(), control.intents().length]).toEqual([
    true,
    0,
    true,
    1,
  ]);
});

test('latency lies before the effect', () => {
  const { sim, as, control } = createShop();
  control.addFault({ endpoint: 'intents.create', latencyMs: 2_000, answerDelayMs: 300, slowBodyMs: 40 });
  const request = { method: 'POST', path, headers: { authorization: `Bearer ${as}` }, body: '{"amount":1}' };
  const admission = sim.engine.admit(request);
  expect([admission.latencyMs, control.intents().length]).toEqual([2_000, 0]);
  sim.clock.advance(2_000);
  const answer = admission.run();
  expect(answer.fault).toMatchObject({ answerDelayMs: 300, slowBodyMs: 40, cut: 'no' });
  expect(JSON.parse(answer.body).payment_intent.created_at).toBe('2026-01-15T12:00:02Z');
});

test.each([502, 503, 504])('a gateway speaks HTML with %i', (status) => {
  const { sim, as, control } = createShop();
  control.addFault({ endpoint: 'intents.list', status, body: 'html' });
  const { answer } = sim.call(as, 'GET', path);
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  expect(answer.body).toContain('<html>');
});

test('bodies can be HTML with 201, empty, torn or untrue', () => {
  const { sim, as, control } = createShop();
  const create = () => sim.call(as, 'POST', path, { amount: 1 }).answer;
  const once = { endpoint: 'intents.create', times: 1 } as const;
  control.addFault({ ...once, body: 'html' });
  expect(create()).toMatchObject({ status: 201, body: expect.stringContaining('<html>') });
  control.addFault({ ...once, body: 'empty' });
  expect(create().body).toBe('');
  control.addFault({ ...once, body: 'success-false' });
  expect(create()).toMatchObject({ status: 201, body: expect.stringContaining('"success":false') });
  control.addFault({ ...once, body: 'truncated' });
  const torn = sim.engine.handle({
    method: 'POST',
    path,
    headers: { authorization: `Bearer ${as}` },
    body: '{"amount":1}',
  });
  expect(() => JSON.parse(torn.body)).toThrow();
  expect(control.intents()).toHaveLength(4);
});

test('429 carries Retry-After, from the dial and from the rate limit', () => {
  const { sim, as, control } = createShop();
  control.addFault({ endpoint: 'intents.list', times: 1, status: 429, retryAfterS: 7 });
  const list = () => sim.call(as, 'GET', path);
  expect(list().answer).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
  control.set({ rateLimitPerMinute: 2, rateLimitRetryAfterS: 9 });
  expect([list().status, list().status]).toEqual([200, 200]);
  expect(list().answer).toMatchObject({ status: 429, headers: { 'retry-after': '9' } });
  sim.clock.advance(60_000);
  expect(list().status).toBe(200);
});

test('a redirect has a Location', () => {
  const { sim, as, control } = createShop();
  control.addFault({ endpoint: 'intents.get', status: 302, location: 'http://elsewhere.invalid/' });
  expect(sim.call(as, 'GET', `${path}/x`).answer.headers.location).toBe('http://elsewhere.invalid/');
});

test('faults count, skip, match their endpoint only and can be taken away', () => {
  const { sim, as, control } = createShop();
  const list = () => sim.call(as, 'GET', path).status;
  control.addFault({ endpoint: 'intents.list', skip: 1, times: 2, status: 500 });
  expect(sim.call(as, 'GET', `${api}/counters`).status).toBe(200);
  expect([list(), list(), list(), list()]).toEqual([200, 500, 500, 200]);
  const { faultId } = control.addFault({ endpoint: '*', status: 500 });
  expect(list()).toBe(500);
  expect(control.removeFault(faultId)).toBe(true);
  expect([list(), control.faults().length]).toEqual([200, 0]);
  control.addFault({ endpoint: '*', status: 500, probability: 0 });
  expect(list()).toBe(200);
});

test('the token endpoint fails like any other', () => {
  const sim = createTestSim();
  sim.engine.control.addFault({ endpoint: 'token', times: 1, status: 500 });
  expect(sim.token(merchant)).toBeUndefined();
  expect(sim.token(merchant)).toBeTypeOf('string');
});

test('unknown paths are 404, known paths with another verb 405', () => {
  const { sim, as } = createShop();
  expect(sim.call(as, 'GET', `${api}/nothing`).status).toBe(404);
  expect(sim.call(as, 'DELETE', path)).toMatchObject({ status: 405, json: { success: false } });
});
