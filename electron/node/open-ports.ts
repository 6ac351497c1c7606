import { join } from 'node:path';
import { networkSetupSchema, plainNetwork } from '../../shared/network.ts';
import {
  type BegunPairing,
  begunPairingSchema,
  type PairingRecord,
  type PairingView,
} from '../../shared/pairing.ts';
import { type CounterIdentity, JournalError, type PairingPorts, type Ports } from '../core/ports.ts';
import { claimProfile } from './claim-profile.ts';
import { createClock } from './clock.ts';
import { configWarning, isLoopback } from './config-file.ts';
import { createFileStore, type OpenSettings } from './file-store.ts';
import { createHasher } from './hasher.ts';
import { createHttp } from './http.ts';
import { identityOf, openSecretsOf, uselessIn } from './identity-of.ts';
import { openJournal } from './journal.ts';
import { createKeychain, type Keychain } from './keychain.ts';
import { createLinkState } from './link-state.ts';
import { lockFileName } from './lock.ts';
import { createLogFile, logFileName } from './log-file.ts';
import { readMachineId } from './machine-id.ts';
import { createMemoryVault } from './memory-vault.ts';
import { createNetwork } from './network.ts';
import type { RunPlan } from './plan-run.ts';
import { createProbes } from './probes.ts';
import { openProfile, type ProfileStamp, readStamp } from './profile.ts';
import { createQrCodec, warmUpQrCodec } from './qr-codec.ts';
import { createRandom } from './random.ts';
import { createSettingsFolder } from './settings-folder.ts';
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

interface OpenedCounter {
  kind: 'counter';
  ports: Ports;
  identity: CounterIdentity;
  /** Ends what the counter does not: FEX of training, the log, the lock. After the counter was disposed. */
  close(): Promise<void>;
}

interface OpenedPairing {
  kind: 'pairing';
  ports: PairingPorts;
  /** What the screens begin with. */
  first: PairingView;
  close(): Promise<void>;
}

export interface OpenParts {
  /** Loads the simulator; called in training only. */
  simulator: () => Promise<TrainingParts>;
  language: CounterIdentity['defaultLanguage'];
  /** Sentences for whoever started the counter. */
  say: (sentence: string) => void;
  /** How every reference of a counter begins; with it another counter's journal is told apart. */
  tagOf?: (counterId: string) => string;
  /** Electron's settings library where it runs. */
  openSettings?: OpenSettings;
  /** The system's; a run that needs none never touches it. */
  keychain?: Keychain;
}

/** Opens a profile and everything a counter in it needs. Rejects with a StartError. */
export async function openPorts(plan: RunPlan, parts: OpenParts): Promise<OpenedCounter> {
  const opened = await openHouse(plan, parts);
  if (opened.kind === 'counter') return opened;
  await opened.close();
  throw new StartError('This profile is to be paired first.');
}

/** What is in a new profile before its pairing stamps it. */
const ownFiles = [
  lockFileName,
  logFileName,
  'journal.db',
  'journal.db-wal',
  'journal.db-shm',
  'journal.checked.json',
  'settings.json',
];

/** Opens a profile for the counter it holds, or for the pairing that makes it one. Rejects with a StartError. */
export async function openHouse(plan: RunPlan, parts: OpenParts): Promise<OpenedCounter | OpenedPairing> {
  const { profile, config, environment, record } = plan;
  const counterId = record?.counterId ?? config?.counterId ?? null;
  const claim = claimProfile(
    profile,
    plan.pairing
      ? null
      : {
          environment,
          apiUrl: record?.apiUrl ?? config?.apiUrl ?? null,
          counterId,
        },
  );
  if (!claim.ok) throw new StartError(claim.message);
  if (claim.warning !== undefined) parts.say(claim.warning);
  if (plan.begun)
    parts.say('A counter was created here and its pairing not ended: npm start -- --pair goes on with it.');
  const openFile = plan.options.config ? configWarning(plan.options.config) : null;
  if (openFile !== null) parts.say(openFile);
  const closers: (() => void | Promise<void>)[] = [() => claim.lock.release()];
  const close = async () => {
    for (const end of closers.reverse()) await end();
    closers.length = 0;
  };
  try {
    const log = createLogFile({ folder: profile, say: parts.say });
    closers.push(() => log.close());
    const useless = config && uselessIn(config);
    if (useless) parts.say(useless);
    const opening = openJournal({
      folder: profile,
      ...(counterId !== null && parts.tagOf ? { tag: parts.tagOf(counterId) } : {}),
      onChecked: ({ rows, tookMs, damage }) =>
        log.info('journal.checked', { rows, tookMs, damage: damage?.kind ?? null }),
    });
    const real = plan.pairing || record !== null;
    const training =
      config === null && !real
        ? parts.simulator().then((loaded) => startTraining(profile, loaded))
        : Promise.resolve(null);
    const [opened, trained] = await Promise.allSettled([opening, training]);
    if (opened.status === 'fulfilled') closers.push(() => opened.value.journal.close());
    if (trained.status === 'fulfilled' && trained.value) closers.push(trained.value.close);
    if (opened.status === 'rejected') throw opened.reason;
    if (trained.status === 'rejected') throw trained.reason;
    const { journal, inbox } = opened.value;

    const store = createFileStore({
      folder: profile,
      onBroken: (aside) =>
        parts.say(`The settings could not be read and start anew; the old file is ${aside}.`),
      ...(parts.openSettings ? { openSettings: parts.openSettings } : {}),
    });
    const keychain = parts.keychain ?? createKeychain();
    const setup = networkSetupSchema.safeParse(store.read('network') ?? plainNetwork).data;
    if (setup === undefined) log.warn('settings.unreadable', { part: 'network' });
    const network = createNetwork(setup ?? plainNetwork);
    const shared = {
      clock: createClock(),
      random: createRandom(),
      hasher: createHasher(),
      http: createHttp({ network }),
      log,
      store,
    };
    // A counter that was given up is watched while anything of it is open, unless somebody wants to pair again.
    const idle = record?.unpairedAtMs != null && (await journal.openAttempts()).length === 0;
    if (plan.pairing || idle || (plan.options.pair && record?.unpairedAtMs != null)) {
      const loopbackOnly = plan.options.devtoolsPort !== null;
      const ports: PairingPorts = {
        ...shared,
        journal,
        keychain,
        stamp: (whose) => openProfile(profile, whose, ownFiles).ok,
        loopbackOnly,
        language: parts.language,
      };
      return {
        kind: 'pairing',
        ports,
        first: firstPairingView(
          record,
          readStamp(profile),
          begunPairingSchema.safeParse(store.read('pairingBegun')).data ?? null,
          loopbackOnly,
        ),
        close,
      };
    }
    const qr = createQrCodec();
    warmUpQrCodec(qr);
    const identity = identityOf(plan, trained.value, parts.language);
    const seed = trained.value?.simulator.seed;
    if (trained.value)
      parts.say(`Training: FEX is played at ${trained.value.simulator.origin} (control: /__sim).`);
    const ports: Ports = {
      ...shared,
      network,
      probes: createProbes({ folder: profile, network }),
      journal,
      inbox,
      keychain: record !== null,
      vault:
        record === null
          ? createMemoryVault(openSecretsOf(config, trained.value))
          : keychain.vaultOf(record.counterId),
      qr,
      settingsFolder: createSettingsFolder(join(profile, 'exchange')),
      webhookDoor: createWebhookDoor(),
      link: createLinkState({ loopbackOnly: isLoopback(identity.apiUrl) }),
      machineId: readMachineId,
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
    return { kind: 'counter', ports, identity, close };
  } catch (error) {
    await close();
    if (error instanceof JournalError) throw new StartError(journalSentence(error, profile));
    throw error;
  }
}

/** Where FEX is, as far as this folder knows; a manager may change it. */
function firstPairingView(
  record: PairingRecord | null,
  stamp: ProfileStamp | null,
  begun: BegunPairing | null,
  loopbackOnly: boolean,
): PairingView {
  const real = stamp !== null && stamp.environment !== 'training' ? stamp : null;
  const beforeId = record?.counterId ?? real?.counterId ?? null;
  return {
    step: 'where',
    where: {
      environment:
        record?.environment ?? begun?.environment ?? (real?.environment === 'live' ? 'live' : 'sandbox'),
      apiUrl: record?.apiUrl ?? begun?.apiUrl ?? real?.apiUrl ?? '',
      tokenUrl: record?.tokenUrl ?? begun?.tokenUrl ?? '',
      plainHttp: false,
    },
    loopbackOnly,
    busy: false,
    merchant: null,
    counter: null,
    checks: [],
    question: null,
    trouble: null,
    scanWith: null,
    begun: null,
    before: beforeId === null ? null : { id: beforeId, name: record?.counterName ?? beforeId },
  };
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
