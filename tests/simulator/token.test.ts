import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createRsaSigner } from '../../electron/simulator/rsa-signer.ts';
import { admin, api, counter, createTestSim, merchant, startMs, tokenPath } from './support.ts';

function ask(form: Record<string, string>, contentType = 'application/x-www-form-urlencoded') {
  const sim = createTestSim();
  const body = new URLSearchParams(form).toString();
  return sim.engine.handle({
    method: 'POST',
    path: tokenPath,
    headers: { 'content-type': contentType },
    body,
  });
}

test('a token is an RS256 JWT of 300 s with merchant, counter and roles', async () => {
  const signer = await createRsaSigner();
  const sim = createTestSim({}, { signer });
  const jwks = createLocalJWKSet(JSON.parse(JSON.stringify(signer.jwks())));
  const options = { currentDate: new Date(startMs), issuer: 'http://sim/realms/payment-platform' };
  const { payload, protectedHeader } = await jwtVerify(sim.token(counter), jwks, options);
  expect(protectedHeader.alg).toBe('RS256');
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  expect(payload).toMatchObject({ merchant_id: merchant.merchantId, counter_id: counter.counterId });
  const { payload: shop } = await jwtVerify(sim.token(merchant), jwks, options);
  expect(shop).toMatchObject({ merchant_id: merchant.merchantId, realm_access: { roles: ['merchant'] } });
  expect(shop).not.toHaveProperty('counter_id');
  const { payload: chief } = await jwtVerify(sim.token(admin), jwks, options);
  expect(chief).toMatchObject({ realm_access: { roles: ['admin'] } });
});

test('the token answer has the three documented fields and the identity provider has its own errors', () => {
  const good = {
    grant_type: 'client_credentials',
    client_id: merchant.clientId,
    client_secret: merchant.clientSecret,
  };
  expect(JSON.parse(ask(good).body)).toEqual({
    access_token: expect.any(String),
    expires_in: 300,
    token_type: 'Bearer',
  });
  const wrong = ask({ ...good, client_secret: 'x' });
  expect([wrong.status, JSON.parse(wrong.body).error]).toEqual([401, 'invalid_client']);
  const grant = ask({ ...good, grant_type: 'password' });
  expect([grant.status, JSON.parse(grant.body).error]).toEqual([400, 'unsupported_grant_type']);
  expect(ask(good, 'application/json').status).toBe(415);
});

test('no token, a foreign token, a bent token and an expired one are 401 in the error shape of FEX', () => {
  const sim = createTestSim();
  const token = sim.token(merchant);
  const list = (as: string | null) => sim.call(as, 'GET', `${api}/payment-intents`);
  expect(list(token).status).toBe(200);
  expect(list(null)).toMatchObject({ status: 401, json: { success: false, error: expect.any(String) } });
  expect(list(`${token.slice(0, -2)}xx`).status).toBe(401);
  expect(list('a.b.c').status).toBe(401);
  sim.clock.advance(299_000);
  expect(list(token).status).toBe(200);
  sim.clock.advance(1_000);
  expect(list(token).status).toBe(401);
});
