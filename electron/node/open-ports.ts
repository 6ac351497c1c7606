import { join } from 'node:path';
import { type CounterIdentity, JournalError, type Ports, vaultNames } from '../core/ports.ts';
import { claimProfile } from './claim-profile.ts';
import { createClock } from './clock.ts';
import { isLoopback } from './config-file.ts';
import { createFileStore, type OpenSettings } from './file-store.ts';
import { createHasher } from './hasher.ts';
import { createHttp } from './http.ts';
import { openJournal } from './journal.ts';
import { createLinkState } from './link-state.ts';
import { createLogFile, logFileName } from './log-file.ts';
import { readMachineId } from './machine-id.ts';
import { createMemoryVault } from './memory-vault.ts';
import type { RunPlan } from './plan-run.ts';
import { createQrCodec, warmUpQrCodec } from './qr-codec.ts';
import { createRandom } from './random.ts';
import { startTraining, type TrainingParts } from './training.ts';
import { createTrainingPhone } from './training-phone.ts';
import { createWebhookDoor } from './webhook-door.ts';

/** Why the counter cannot open, as one sentence for a person. */
export class StartError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'StartError';
  }
}

export interface OpenedPorts {
  ports: Ports;
  identity: CounterIdentity;
  /** Ends what the counter does not: FEX of training, the log, the lock. After the counter was disposed. */
  close(): Promise<void>;
}

/** Opens a profile and everything a counter in it needs. Rejects with a StartError. */
export async function openPorts(
  plan: RunPlan,
  parts: {
    /** Loads the simulator; called in training only. */
    simulator: () => Promise<TrainingParts>;
    language: CounterIdentity['defaultLanguage'];
    /** Sentences for whoever started the counter. */
    say: (sentence: string) => void;
    /** How every reference of a counter begins; with it another counter's journal is told apart. */
    tagOf?: (counterId: string) => string;
    /** Electron's settings library where it runs. */
    openSettings?: OpenSettings;
  },
): Promise<OpenedPorts> {
  const { profile, config, environment } = plan;
  const claim = claimProfile(profile, {
    environment,
    apiUrl: config?.apiUrl ?? null,
    counterId: config?.counterId ?? null,
  });
  if (!claim.ok) throw new StartError(claim.message);
  const closers: (() => void | Promise<void>)[] = [() => claim.lock.release()];
  const close = async () => {
    for (const end of closers.reverse()) await end();
    closers.length = 0;
  };
  try {
    const log = createLogFile({ folder: profile, say: parts.say });
    closers.push(() => log.close());
    const opening = openJournal({
      folder: profile,
      ...(config !== null && parts.tagOf ? { tag: parts.tagOf(config.counterId) } : {}),
      onChecked: ({ rows, tookMs, damage }) =>
        log.info('journal.checked', { rows, tookMs, damage: damage?.kind ?? null }),
    });
    const training =
      config === null
        ? parts.simulator().then((loaded) => startTraining(profile, loaded))
        : Promise.resolve(null);
    const [opened, trained] = await Promise.allSettled([opening, training]);
    if (opened.status === 'fulfilled') closers.push(() => opened.value.journal.close());
    if (trained.status === 'fulfilled' && trained.value) closers.push(trained.value.close);
    if (opened.status === 'rejected') throw opened.reason;
    if (trained.status === 'rejected') throw trained.reason;

    const store = createFileStore({
      folder: profile,
      onBroken: (aside) =>
        parts.say(`The settings could not be read and start anew; the old file is ${aside}.`),
      ...(parts.openSettings ? { openSettings: parts.openSettings } : {}),
    });
    const qr = createQrCodec();
    warmUpQrCodec(qr);
    const identity = identityOf(plan, trained.value, parts.language);
    const seed = trained.value?.simulator.seed;
    const secrets = {
      [vaultNames.clientSecret]: config?.clientSecret ?? seed?.counter.clientSecret ?? '',
      ...secretOf(config ? config.webhookSecret : seed?.counter.webhookSecret),
    };
    if (trained.value)
      parts.say(`Training: FEX is played at ${trained.value.simulator.origin} (control: /__sim).`);
    const ports: Ports = {
      clock: createClock(),
      random: createRandom(),
      hasher: createHasher(),
      http: createHttp(),
      journal: opened.value.journal,
      inbox: opened.value.inbox,
      vault: createMemoryVault(secrets),
      store,
      qr,
      webhookDoor: createWebhookDoor(),
      link: createLinkState({ loopbackOnly: isLoopback(identity.apiUrl) }),
      machineId: readMachineId,
      log,
      phone:
        trained.value && seed
          ? createTrainingPhone({
              customers: trained.value.simulator.engine.control,
              merchantId: seed.merchant.merchantId,
              currency: identity.currency,
              qr,
            })
          : null,
    };
    return { ports, identity, close };
  } catch (error) {
    await close();
    if (error instanceof JournalError) throw new StartError(journalSentence(error, profile));
    throw error;
  }
}

function identityOf(
  plan: RunPlan,
  training: Awaited<ReturnType<typeof startTraining>> | null,
  defaultLanguage: CounterIdentity['defaultLanguage'],
): CounterIdentity {
  const { config, environment } = plan;
  if (config !== null) {
    const { apiUrl, tokenUrl, counterId, clientId } = config;
    return {
      environment,
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
      defaultLanguage,
    };
  }
  if (training === null) throw new Error('neither a config nor training');
  const { seed, apiUrl, tokenUrl } = training.simulator;
  return {
    environment,
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

function secretOf(webhookSecret: string | undefined): Record<string, string> {
  return webhookSecret === undefined ? {} : { [vaultNames.webhookSecret]: webhookSecret };
}

function journalSentence(error: JournalError, profile: string): string {
  const end = `Nothing can be charged without its record. Details: ${join(profile, logFileName)}.`;
  switch (error.reason) {
    case 'disk-full':
      return `The disk is full: the journal in ${profile} cannot be opened. Make room on it and start again; nothing was lost. ${end}`;
    case 'read-only':
      return `The journal in ${profile} is read-only. Let this user write to it and start again; nothing was lost. ${end}`;
    case 'damaged':
      return `The journal in ${profile} is damaged and could not be set aside. ${end}`;
    case 'failed':
      return `${error.message} ${end}`;
  }
}
