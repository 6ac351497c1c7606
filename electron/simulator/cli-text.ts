import { defaultSimulatorSettings } from '../../shared/sim-settings.ts';
import type { RunningSimulator } from './start.ts';

export const helpText = `FEX simulator: a local stand-in for the FEX merchant API. Loopback only, fake money, fake credentials.

  --port N            port on 127.0.0.1 (default: any free one)
  --settings FILE     JSON file of settings
  --set name=value    one setting, may be repeated
  --webhook-url URL   webhook_url of the seeded counter
  --tls-key FILE --tls-cert FILE
                      serve https with this throw-away certificate
  --help              this text

Settings and their defaults:
${Object.entries(defaultSimulatorSettings)
  .map(([name, value]) => `  ${name}=${value}`)
  .join('\n')}
`;

/** What a counter needs to be pointed at this simulator. */
export function counterConfig(running: RunningSimulator, kind: 'counter' | 'merchant') {
  const { merchant, counter } = running.seed;
  const { clientId, clientSecret } = kind === 'counter' ? counter : merchant;
  return {
    apiUrl: running.apiUrl,
    tokenUrl: running.tokenUrl,
    counterId: counter.counterId,
    clientId,
    clientSecret,
    webhookSecret: counter.webhookSecret,
    currency: running.engine.control.settings().currency,
  };
}

/** The first line is for programs, the rest for people. */
export function startText(running: RunningSimulator): string {
  const { origin, apiUrl, tokenUrl, controlUrl, seed } = running;
  const wallet = seed.wallets[0]?.walletId ?? '';
  const form = `grant_type=client_credentials&client_id=${seed.merchant.clientId}&client_secret=${seed.merchant.clientSecret}`;
  return `SIMULATOR ${JSON.stringify({ origin, apiUrl, tokenUrl, controlUrl, seed })}

FEX simulator on ${origin} (loopback only, no real money)

  API       ${apiUrl}
  Token     ${tokenUrl}
  Control   ${controlUrl}

FAKE credentials, good for this simulator and nothing else:
  merchant  ${seed.merchant.clientId}  ${seed.merchant.clientSecret}
            webhooks without a counter are signed with ${seed.merchant.webhookSecret}
  counter   ${seed.counter.clientId}  ${seed.counter.clientSecret}
            webhook secret ${seed.counter.webhookSecret}
  admin     ${seed.admin.clientId}  ${seed.admin.clientSecret}
  wallets   ${seed.wallets.map(({ walletId, name }) => `${walletId}  ${name}`).join('\n            ')}

Start a counter with (its own token, then the merchant's):
  ${JSON.stringify(counterConfig(running, 'counter'))}
  ${JSON.stringify(counterConfig(running, 'merchant'))}

Try:
  curl -s ${tokenUrl} -d '${form}'
  curl -s ${controlUrl}/intents
  curl -s ${controlUrl}/wallets/${wallet}/pay -d '{"intentId":"…"}'

Ctrl+C stops it.
`;
}
