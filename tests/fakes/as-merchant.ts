import type { HttpRequest, HttpResult } from '../../electron/core/ports.ts';
import { type VirtualFex, virtualOrigin, virtualTokenUrl } from './virtual-fex.ts';

/** Somebody else acts in the merchant's name. */
export async function asMerchant(
  fex: VirtualFex,
  method: HttpRequest['method'],
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const { clientId, clientSecret } = fex.engine.control.seed().merchant;
  const common = { timeoutMs: 5000, fresh: true };
  const token = parsed(
    await fex.http.send({
      method: 'POST',
      url: virtualTokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`,
      ...common,
    }),
  );
  const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' };
  const url = `${virtualOrigin}/merchant/api/v1${path}`;
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return parsed(await fex.http.send({ method, url, headers, ...text, ...common }));
}

function parsed(result: HttpResult): Record<string, unknown> {
  if (result.kind !== 'answer') throw new Error(`FEX did not answer: ${result.kind}`);
  return JSON.parse(result.text);
}
