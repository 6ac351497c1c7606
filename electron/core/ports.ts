import type { Done } from '../../shared/failures.ts';
import type { NetworkSetup, NetworkUse } from '../../shared/network.ts';
import type { ListenTrouble } from '../../shared/news.ts';
import type { Phone } from '../../shared/phone.ts';
import type { Language } from '../../shared/snapshot.ts';

/**
 * What the counter needs from the machine it runs on. Core knows these shapes and nothing else, so that the
 * same code runs in Electron, beside Chromium, and on virtual time in a simulation.
 */

/** Ends a subscription, a timer or a running thing. Idempotent. */
export type Stop = () => void;

export interface Clock {
  /** This computer's wall clock, Unix milliseconds. May jump. */
  wallMs(): number;
  /** Never jumps, unknown origin. */
  monotonicMs(): number;
  /** Calls back once, no sooner than `delayMs`. */
  after(delayMs: number, run: () => void): Stop;
}

export interface Random {
  /** Unpredictable bytes. */
  bytes(count: number): Uint8Array;
}

/** Hashing is the platform's; the rules about it are ours. */
export interface Hasher {
  /** Lower-case hex. Text is hashed as UTF-8. */
  sha256Hex(data: Uint8Array | string): string;
  /** The key is used as its UTF-8 text. */
  hmacSha256Hex(key: string, data: Uint8Array | string): string;
  /** Slow on purpose, for what a person can remember. Lower-case hex, 32 bytes. */
  slowHashHex(text: string, salt: string): Promise<string>;
  /** Constant time; false when lengths differ. */
  equal(a: string, b: string): boolean;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute http(s) URL. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Sent as UTF-8. */
  body?: string;
  /** From the call to the last byte of the answer. */
  timeoutMs: number;
  /** True for every request with an effect: a fresh connection that no layer resends on. */
  fresh: boolean;
}

/** One send, as money rule 0 wants it told: was a byte written, and did a whole answer come back? */
export type HttpResult =
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string>>; text: string }
  /** The connection never completed; no byte of the request left. */
  | {
      kind: 'not-sent';
      /** `proxy`: it cannot be reached or will not connect. `proxy-password`: it wants one that it was not given. */
      why:
        | 'dns'
        | 'refused'
        | 'tls'
        | 'connect-time-out'
        | 'unreachable'
        | 'proxy'
        | 'proxy-password'
        | 'stopped';
    }
  /** A byte may have left and no whole answer came. Redirects are answers and are never followed. */
  | { kind: 'lost'; why: 'time-out' | 'cut' | 'too-large' | 'stopped' };

export interface Http {
  /** Never rejects. Answers over 1 MiB are `lost: too-large`. Header names are lower-case. */
  send(request: HttpRequest): Promise<HttpResult>;
  /** Ends every request under way and closes pooled connections. */
  close(): Promise<void>;
}

/** The way out of this computer, for everything that is sent. */
export interface Network {
  /** From now on. What cannot be used of it is left out and told by `use`. */
  apply(setup: NetworkSetup): void;
  use(): NetworkUse;
}

/** How far a connection to an address comes, and whose certificate is shown there; null without TLS. */
export type Reach =
  | { ok: true; certificate: { daysLeft: number; issuer: string } | null }
  | { ok: false; why: Extract<HttpResult, { kind: 'not-sent' }>['why'] };

/** Looks at the machine, for the diagnostics; asks and changes nothing. */
export interface Probes {
  lookUp(host: string): Promise<'found' | 'unknown' | 'no-answer'>;
  /** Connects as a request would, sends nothing and hangs up. */
  reach(url: string): Promise<Reach>;
  /** The journal's size on the disk, and up to which row it was verified. */
  journalFile(): Promise<{ bytes: number; checkedSeq: number }>;
  /** What is free where the journal is, or null where the system does not say. */
  freeBytes(): Promise<number | null>;
  versions: { app: string; node: string; system: string };
}

/** Who did it. `counter` is the machine itself; a person is told by name and the end of an id. */
export type Actor = 'cashier' | 'counter' | 'manager (unproved)' | `${'cashier' | 'manager'}: ${string}`;

export type JournalBody = Readonly<Record<string, string | number | boolean | null>>;

/** One fact, appended before its effect. */
export interface JournalRow {
  type: string;
  actor: Actor;
  /** Wall time of this computer. */
  atMs: number;
  /** FEX's time, where known. */
  serverMs: number | null;
  saleId: string | null;
  attemptId: string | null;
  reference: string | null;
  /**
   * Says whether the counter still has to look at the attempt after this row: while it is open, and then for
   * as long as it is under the standing watch. Leave out where the row does not change it.
   */
  open?: boolean;
  body: JournalBody;
}

/** A row as it was stored: with its place in the chain. */
export interface StoredRow extends Omit<JournalRow, 'open'> {
  seq: number;
  hash: string;
}

/** Where the journal ends: sequence 0 and an empty hash before the first row. */
export interface JournalHead {
  seq: number;
  hash: string;
}

/** Why a row could not be stored. */
export class JournalError extends Error {
  readonly reason: 'disk-full' | 'read-only' | 'damaged' | 'failed';
  constructor(reason: JournalError['reason'], message: string) {
    super(message);
    this.name = 'JournalError';
    this.reason = reason;
  }
}

/** What a check of the journal found, or an earlier start did. */
export interface JournalDamage {
  /**
   * `changed`: rows are not what was written, the file still works. `broken`: the file itself; the next start sets
   * it aside. `set-aside`: a file that could not be used was renamed and this journal is a new one.
   */
  kind: 'changed' | 'broken' | 'set-aside';
  /** For the log and a manager, in English. */
  sentence: string;
  /** The last row it is about; what was appended later stands on its own. */
  throughSeq: number;
  /** Where a file that was set aside is kept, as a whole path. */
  file?: string;
}

/** What the journal holds of one attempt. */
export interface AttemptRows {
  attemptId: string;
  /** Its last word on `open` was true: it is open, or under the standing watch. */
  open: boolean;
  /** Oldest first; of more than 200 the newest. */
  rows: StoredRow[];
}

/** Where a page of attempts ended. */
export interface AttemptsPlace {
  timeMs: number;
  seq: number;
}

/** The durable record. Resolves only once the bytes are on the disk; rejects with a JournalError. */
export interface Journal {
  append(rows: readonly JournalRow[]): Promise<JournalHead>;
  head(): Promise<JournalHead>;
  /** The hash the row with this sequence was stored with, or null where there is none; '' before the first. */
  hashAt(seq: number): Promise<string | null>;
  /** All rows of every attempt whose last word on `open` was true, oldest first: open ones and watched ones. */
  openAttempts(): Promise<StoredRow[]>;
  /** The newest row of one of these types, or null. */
  newest(types: readonly string[]): Promise<StoredRow | null>;
  /** Whether any row belongs to this attempt. */
  hasAttempt(attemptId: string): Promise<boolean>;
  /**
   * Attempts with a row from `fromMs` on and before `toMs`, by FEX’s time where the row knows it and this computer’s
   * where not: each once, in the order of their first such row, at most `limit` after `after`. `next`: null at the end.
   */
  attemptsIn(
    range: { fromMs: number; toMs: number },
    after: AttemptsPlace | null,
    limit: number,
  ): Promise<{ attempts: AttemptRows[]; next: AttemptsPlace | null }>;
  /** Those of these attempts that the journal knows. */
  attempts(attemptIds: readonly string[]): Promise<AttemptRows[]>;
  /** Hears what is known already, then what is found later. Nobody may be charged until a manager saw it. */
  onDamage(hear: (damage: JournalDamage) => void): Stop;
  close(): Promise<void>;
}

/** A webhook that was verified, kept until it was acted on. Same durability as the journal. */
export interface InboxEntry {
  bodyHash: string;
  intentId: string;
  event: string;
  reference: string | null;
  receivedAtMs: number;
}

/** What the counter most wants to hear about; null where it wants nothing. */
export interface InboxSubject {
  intentId: string | null;
  reference: string | null;
}

export interface Inbox {
  /** False when the same body was stored before; the oldest that are done may have been forgotten. */
  store(entry: InboxEntry): Promise<boolean>;
  /** Stored and not yet done, at most 100: those about `first`, then the others, each oldest first. */
  waiting(first: InboxSubject): Promise<InboxEntry[]>;
  done(bodyHash: string): Promise<void>;
}

/** Why the keychain gives nothing. None of them means that a secret is absent. */
export class VaultError extends Error {
  /**
   * `locked`: it has to be unlocked by its owner. `no-answer`: it, or its prompt, does not come back.
   * `no-provider`: this computer has none. `plain-text`: it would lay secrets open. `failed`: anything else.
   */
  readonly reason: 'locked' | 'no-answer' | 'no-provider' | 'plain-text' | 'failed';
  constructor(reason: VaultError['reason'], message: string) {
    super(message);
    this.name = 'VaultError';
    this.reason = reason;
  }
}

/** Secrets. Null means absent and only that; anything else that goes wrong rejects with a VaultError. */
export interface Vault {
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Small facts that are no secret, stored whole. `read` returns null where nothing was stored. */
export interface Store {
  read(key: string): unknown;
  /** Throws where the file cannot be written. */
  write(key: string, value: unknown): void;
}

/** A square of modules, row by row, '1' is black. */
export interface QrMatrix {
  size: number;
  bits: string;
}

/** Drawing and reading codes; the libraries are the platform's, the rules about them are core's. */
export interface QrCodec {
  /** Byte mode, UTF-8; null where the text does not fit. */
  encode(text: string, level: 'L' | 'M'): QrMatrix | null;
  /** What the matrix says when it is read as a picture, or null. */
  read(matrix: QrMatrix): string | null;
  /** What a PNG data URL says, or null where it is no picture or holds no code. */
  readPng(dataUrl: string): string | null;
}

/** The raw request a webhook arrived as. */
export interface IncomingWebhook {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

export interface WebhookListener {
  /** Where it can be reached, e.g. http://127.0.0.1:40001, once listening. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where the door for webhooks is. */
export interface WebhookPlace {
  /** An address of this computer; null is loopback. */
  address: string | null;
  /** 0: any free port. */
  port: number;
  /** PEM files. `publicHost`: whom the certificate has to be for, or null where somebody else shows one to FEX. */
  tls: { certFile: string; keyFile: string; publicHost: string | null } | null;
}

/** Why the door cannot be opened. The message is for the log, in English. */
export class WebhookDoorError extends Error {
  readonly reason: ListenTrouble;
  constructor(reason: ListenTrouble, message: string) {
    super(message);
    this.name = 'WebhookDoorError';
    this.reason = reason;
  }
}

export interface WebhookDoor {
  /**
   * Listens. `answer` gives the HTTP status; bodies over 64 KiB and slow senders never reach it. Rejects with a
   * WebhookDoorError.
   */
  open(place: WebhookPlace, answer: (request: IncomingWebhook) => Promise<number>): Promise<WebhookListener>;
}

/** Structured, one line an event; never a secret, never a whole body. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/** Training only: the other side of the sale, played by the embedded simulator. */
export interface CustomerPhone {
  read(): Promise<Phone>;
  pay(walletId: string, code: string): Promise<Done>;
  approve(intentId: string): Promise<Done>;
  decline(intentId: string): Promise<Done>;
  fund(walletId: string, empty: boolean): Promise<Done>;
  onChange(hear: () => void): Stop;
}

/** Whether this computer has a network link at all. Hears every change. */
export interface LinkState {
  up(): boolean;
  onChange(hear: (up: boolean) => void): Stop;
}

/** Who this counter is and where FEX is. Secrets are in the vault under the names below. */
export interface CounterIdentity {
  environment: 'training' | 'sandbox' | 'live';
  /** Origin or base of the API; `/merchant/api/v1/…` is appended. */
  apiUrl: string;
  /** The whole token endpoint. */
  tokenUrl: string;
  counterId: string;
  clientId: string;
  counterName: string;
  location: string | null;
  /** Where it is known before FEX said it. */
  merchantName: string | null;
  currency: string;
  /** Which token asks a customer's phone; `none`: this counter shows codes only. Its own where left out. */
  scan?: { with: 'own' } | { with: 'none' } | { with: 'merchant'; clientId: string };
  /** A manager gave the counter up: it has no keys, and watches what is open. */
  unpaired?: boolean;
  /** Where nothing was set up: null is no listener, 0 any free port on loopback. */
  webhookPort: number | null;
  defaultLanguage: Language;
}

/** What pairing needs of the machine; the same folder, journal and keychain as the counter it makes. */
export interface PairingPorts extends Pick<Ports, 'clock' | 'random' | 'hasher' | 'http' | 'log' | 'store'> {
  journal: Pick<Journal, 'append'>;
  keychain: {
    /** Writes, reads and deletes an item of no meaning. Rejects with a VaultError where that does not work. */
    check(): Promise<{ tookMs: number }>;
    vaultOf(counterId: string): Vault;
  };
  /** Marks the folder as this counter's, once and for all; false where it is another's. */
  stamp(whose: { environment: 'sandbox' | 'live'; apiUrl: string; counterId: string }): boolean;
  /** This window is driven from outside: only a FEX on this computer may be paired. */
  loopbackOnly: boolean;
  language: Language;
}

/** Names under which secrets lie in the vault. */
export const vaultNames = {
  clientSecret: 'client-secret',
  webhookSecret: 'webhook-secret',
  /** A new webhook secret, until it takes the old one's place. */
  webhookRotation: 'webhook-rotation',
  /** The merchant's key, where a manager had it kept for scanning. */
  merchantSecret: 'merchant-secret',
  /** Key of the digests that stand for wallet codes in the journal. */
  digestKey: 'digest-key',
  /** Goes into the digest of every PIN. */
  pinPepper: 'pin-pepper',
  /** Installation id and high-water mark of a real counter (money rule 11). */
  installation: 'installation',
} as const;

/** Where settings lie on their way from till to till. Names are of files in it; nothing else can be reached. */
export interface SettingsFolder {
  /** As a whole path, for a person. */
  readonly path: string;
  list(): Promise<{ name: string; atMs: number }[]>;
  /** Null where there is no such file. */
  read(name: string, largest: number): Promise<{ content: string } | 'too-large' | null>;
  /** Rejects where it cannot be written. */
  write(name: string, content: string): Promise<void>;
}

export interface Ports {
  clock: Clock;
  random: Random;
  hasher: Hasher;
  http: Http;
  network: Network;
  probes: Probes;
  journal: Journal;
  inbox: Inbox;
  vault: Vault;
  /** True for a real counter, whose vault is the system's keychain; it alone can be closed to us. */
  keychain?: boolean;
  /** Settings, preferences; besides, where there is no keychain, installation id and high-water mark. */
  store: Store;
  /** Absent where settings neither come nor go. */
  settingsFolder?: SettingsFolder;
  qr: QrCodec;
  webhookDoor: WebhookDoor;
  link: LinkState;
  /** The operating system's name for this machine, or null where it has none. */
  machineId(): Promise<string | null>;
  log: Log;
  /** Null outside training. */
  phone: CustomerPhone | null;
}
