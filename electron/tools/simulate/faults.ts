/** Everything that may go wrong, by name, and how a plan says it. */

/** What the network does to one request, the nth of its door in its sale. */
const wire = [
  'request-lost',
  'request-cut',
  'refused',
  'answer-lost',
  'answer-cut',
  'request-30s-late',
  'request-doubled',
  'answer-late',
  'error-before',
  'error-after',
  'html-before',
  'html-after',
  'captive-portal',
  'rate-limited',
  'token-dies-mid-call',
  'wrong-amount',
  'list-shifts',
  'sleep-on-send',
  'kill-on-send',
  'kill-on-answer',
] as const;
/** What happens at the nth append of a sale. */
const disk = ['kill-before-commit', 'kill-after-commit', 'power-cut', 'disk-full'] as const;
/** What happens to the nth webhook of a sale. */
const webhook = [
  'webhook-lost',
  'webhook-doubled',
  'webhook-late',
  'webhook-replayed',
  'webhook-changed',
  'webhook-forged',
] as const;
/** What happens some time after the tap. */
const timed = [
  'partition',
  'token-server-down',
  'kill-at-a-moment',
  'computer-sleeps',
  'clock-jump',
  'flat-battery',
  'old-webhook-secret',
  'refunded-elsewhere',
] as const;
/** What happens to a till's folder, some time after the tap. */
const profile = ['profile-restored', 'profile-cloned'] as const;
/** How FEX takes a refund; counted at every one it was asked for. */
const refund = ['refund-stuck', 'refund-fails', 'refund-409', 'refund-422', 'refund-forbidden'] as const;
/** What people do. */
const people = [
  'hammering',
  'scanned-twice',
  'silent-decline',
  'paid-around-expiry',
  'paid-around-cancel',
  'webhook-early',
  'late-money-kept',
  'late-money-refunded',
  'settled-by-hand',
] as const;
/** How a whole world is; counted where it was met. */
const climate = [
  'clock-drift',
  'list-unordered',
  'list-late',
  'list-without-references',
  'cancel-refused',
  'ugly-amount',
] as const;

export type WireFault = (typeof wire)[number];
export type DiskFault = (typeof disk)[number];
export type WebhookFault = (typeof webhook)[number];
export type TimedFault = (typeof timed)[number];
export type ProfileFault = (typeof profile)[number];
export type FaultKind =
  | WireFault
  | DiskFault
  | WebhookFault
  | TimedFault
  | ProfileFault
  | (typeof refund)[number]
  | (typeof people)[number]
  | (typeof climate)[number];

export const faultKinds: readonly FaultKind[] = [
  ...wire,
  ...disk,
  ...webhook,
  ...timed,
  ...profile,
  ...refund,
  ...people,
  ...climate,
];
export const plannedKinds = { wire, disk, webhook, timed } as const;
/** Not counted into faults per sale: they would flatter it. */
export const climateKinds: ReadonlySet<FaultKind> = new Set(climate);

/** The doors of FEX a request can knock at. */
export const doors = ['token', 'create', 'scan', 'get', 'list', 'cancel', 'refund'] as const;
export type Door = (typeof doors)[number];

export interface FaultPlan {
  /** Unique in its world; a shrunk replay names the ones it keeps. */
  id: number;
  kind: WireFault | DiskFault | WebhookFault | TimedFault | ProfileFault;
  /** Where: a door, the disk, a webhook, or only a time. */
  on: Door | 'append' | 'webhook' | 'time';
  /** The nth there in this sale, from 1; of refunds the nth of its till. */
  nth: number;
  /** For `time`: since the tap. */
  afterMs: number;
  /** How long, how late, or how far: as the kind needs it. */
  ms: number;
}
