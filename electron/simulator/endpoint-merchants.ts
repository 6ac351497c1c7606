import { answer, refuse } from './answers.ts';
import { requiredText } from './body-fields.ts';
import type { Handler } from './endpoint.ts';
import { newSecret, newUuid } from './ids.ts';
import { readPage, sliceOf } from './paging.ts';

/** `POST /register` → 201, realm role `admin` only (FEX docs: register a new merchant). */
export const registerMerchant: Handler = (sim, call) => {
  if (call.caller().kind !== 'admin') refuse(403, 'role admin required');
  const body = call.json();
  const email = requiredText(body, 'email');
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) refuse(400, 'email must be a valid email address');
  const name = requiredText(body, 'business_name');
  const merchantId = newUuid(sim.random);
  const clientId = `merchant-${merchantId}`;
  const clientSecret = newSecret(sim.random);
  const accountId = newUuid(sim.random);
  const webhookSecret = newSecret(sim.random);
  sim.state.merchants.set(merchantId, {
    merchantId,
    name,
    email,
    clientId,
    clientSecret,
    accountId,
    webhookSecret,
  });
  sim.changed();
  return answer(201, {
    success: true,
    merchant_id: merchantId,
    client_id: clientId,
    client_secret: clientSecret,
    note: 'Store client_secret securely — it is only shown once.',
  });
};

/** `GET /public/merchants` → 200: id and business name only. Path and keys are a guess; FEX's page names neither. */
export const listMerchants: Handler = (sim, call) => {
  const page = readPage(call.query);
  const merchants = sliceOf([...sim.state.merchants.values()], page);
  return answer(200, {
    success: true,
    merchants: merchants.map(({ merchantId, name }) => ({ id: merchantId, business_name: name })),
    ...page,
  });
};
