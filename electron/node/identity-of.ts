import type { PairingRecord } from '../../shared/pairing.ts';
import { type CounterIdentity, vaultNames } from '../core/ports.ts';
import type { FileConfig } from './config-file.ts';
import type { RunPlan } from './plan-run.ts';
import type { Training } from './training.ts';

/** Who the counter of this run is: paired, as a config file says, or training's. */
export function identityOf(
  plan: Pick<RunPlan, 'config' | 'record'>,
  training: Training | null,
  defaultLanguage: CounterIdentity['defaultLanguage'],
): CounterIdentity {
  if (plan.record !== null) return { ...fromRecord(plan.record), defaultLanguage };
  if (plan.config !== null) return { ...fromConfig(plan.config), defaultLanguage };
  if (training === null) throw new Error('neither paired, nor a config, nor training');
  const { seed, apiUrl, tokenUrl } = training.simulator;
  return {
    environment: 'training',
    apiUrl,
    tokenUrl,
    counterId: seed.counter.counterId,
    clientId: seed.counter.clientId,
    counterName: seed.counter.name,
    location: null,
    merchantName: seed.merchant.name,
    currency: 'USD',
    webhookPort: training.webhookPort,
    defaultLanguage,
  };
}

function fromRecord(record: PairingRecord): Omit<CounterIdentity, 'defaultLanguage'> {
  const { environment, apiUrl, tokenUrl, counterId, clientId, counterName, location } = record;
  const { merchantName, currency, merchantClientId, scanWith } = record;
  const merchant = scanWith === 'merchant' && merchantClientId !== null;
  return {
    environment,
    apiUrl,
    tokenUrl,
    counterId,
    clientId,
    counterName,
    location,
    merchantName,
    currency,
    scan: merchant
      ? { with: 'merchant', clientId: merchantClientId }
      : { with: scanWith === 'none' ? 'none' : 'own' },
    unpaired: record.unpairedAtMs !== null,
    // News are polled until a manager sets up a listener.
    webhookPort: null,
  };
}

function fromConfig(config: FileConfig): Omit<CounterIdentity, 'defaultLanguage'> {
  const { apiUrl, tokenUrl, counterId, clientId } = config;
  return {
    environment: 'sandbox',
    apiUrl,
    tokenUrl,
    counterId,
    clientId,
    counterName: `Counter …${counterId.slice(-4)}`,
    location: null,
    merchantName: null,
    currency: config.currency ?? 'USD',
    // Without the secret no webhook could be verified, so none is asked for.
    webhookPort: config.webhookSecret === undefined ? null : (config.webhookPort ?? 0),
  };
}

/** What a usable config file says in vain, as a sentence, or null. */
export function uselessIn(config: FileConfig): string | null {
  if (config.webhookPort === undefined || config.webhookSecret !== undefined) return null;
  return 'The settings file names a webhookPort and no webhookSecret: nothing listens there, because no webhook could be verified. FEX is asked for news instead.';
}

/** The secrets of a run that has no keychain: they lie open in its config file, or are made up. */
export function openSecretsOf(
  config: FileConfig | null,
  training: Training | null,
): Readonly<Record<string, string>> {
  const { counter } = training?.simulator.seed ?? {};
  const webhookSecret = config ? config.webhookSecret : counter?.webhookSecret;
  return {
    [vaultNames.clientSecret]: config?.clientSecret ?? counter?.clientSecret ?? '',
    ...(webhookSecret === undefined ? {} : { [vaultNames.webhookSecret]: webhookSecret }),
  };
}
