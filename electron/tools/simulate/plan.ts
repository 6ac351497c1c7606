import type { SimulatorSettings } from '../../../shared/sim-settings.ts';
import { createDice, type Dice } from './dice.ts';
import { type Door, type FaultPlan, plannedKinds } from './faults.ts';

/**
 * A world's whole script, drawn from its seed before anything runs. Because nothing is drawn later that another
 * thing could shift, leaving a fault or a sale out leaves the rest as it was: that is how histories are shrunk.
 */
export interface SalePlan {
  /** Unique in its world. */
  id: number;
  flow: 'standard' | 'reverse';
  amountMinor: number;
  note: string | null;
  /** Before the tap. */
  thinkMs: number;
  customer: {
    does: 'pays' | 'pays-around-expiry' | 'pays-around-cancel' | 'declines' | 'nothing' | 'at-once';
    /** After the code or the request was seen; or beside the expiry or the cancel. */
    ms: number;
  };
  cashier: {
    /** After the code or the request is on the screen; null: never. */
    cancelAfterMs: number | null;
    /** Presses Check this often while the outcome is not known; null: never. */
    checkEveryMs: number | null;
    /** Presses Next as soon as the till lets it. */
    releases: boolean;
    /** Calls the manager, who settles by hand as soon as the till lets it. */
    callsManager: boolean;
    /** Presses everything, again and again. */
    hammers: boolean;
    /** The scanner reads the code twice. */
    scansTwice: boolean;
  };
  faults: FaultPlan[];
}

export interface TillPlan {
  driftPpm: number;
  syncMs: number;
  sales: SalePlan[];
  /** What the network does to this till's refunds. */
  refundFaults: FaultPlan[];
}

export interface WorldPlan {
  seed: number;
  settings: Partial<SimulatorSettings>;
  tills: TillPlan[];
  /** Whether the tills are switched off for the night; if not they watch on, and ask FEX every half minute. */
  darkNight: boolean;
}

/** What a shrunk replay leaves out or keeps; absent = everything. */
export interface Cut {
  sales?: ReadonlySet<number>;
  faults?: ReadonlySet<number>;
}

export function drawWorld(seed: number, salesPerWorld: number): WorldPlan {
  const dice = createDice(seed, 'plan');
  const tills = dice.whole(1, 3);
  let ids = 0;
  const nextId = () => ++ids;
  return {
    seed,
    settings: drawSettings(dice),
    darkNight: dice.chance(0.95),
    tills: Array.from({ length: tills }, (_, till) => ({
      driftPpm: dice.chance(0.5) ? dice.whole(-500, 500) : 0,
      syncMs: dice.whole(1, 15),
      sales: Array.from(
        { length: Math.floor(salesPerWorld / tills) + (till < salesPerWorld % tills ? 1 : 0) },
        () => drawSale(dice, nextId),
      ),
      refundFaults: Array.from({ length: 3 }, (_, at) => drawRefundFault(dice, at + 1, nextId())),
    })),
  };
}

/** Keeps the rest exactly as it was. */
export function cutWorld(plan: WorldPlan, cut: Cut): WorldPlan {
  return {
    ...plan,
    tills: plan.tills.map((till) => ({
      ...till,
      sales: till.sales
        .filter(({ id }) => cut.sales?.has(id) ?? true)
        .map((sale) => ({ ...sale, faults: sale.faults.filter(({ id }) => cut.faults?.has(id) ?? true) })),
      refundFaults: till.refundFaults.filter(({ id }) => cut.faults?.has(id) ?? true),
    })),
  };
}

function drawSettings(dice: Dice): Partial<SimulatorSettings> {
  return {
    scanByCounterToken: 'accept',
    qrData: dice.pick(['json', 'json', 'uri', 'absent']),
    qrPng: dice.pick(['agrees', 'agrees', 'absent', 'broken']),
    idForm: dice.pick(['uuid', 'prefixed']),
    scanStatus: dice.pick(['pending_approval', 'pending_approval', 'pending']),
    declineBecomes: dice.pick(['nothing', 'nothing', 'cancelled', 'declined', 'rejected', 'failed']),
    cancelPendingApproval: dice.pick(['refuse', 'refuse', 'allow']),
    wrongStatusCode: dice.pick([409, 400, 422]),
    amountStyle: dice.pick(['plain', 'ugly']),
    createAnswer: dice.pick(['full', 'guide']),
    completedAtInIntent: dice.chance(0.5),
    cancelledWebhook: dice.chance(0.5),
    signatureStyle: dice.pick(['hex', 'upper', 'prefixed']),
    refund: dice.pick([
      'normal',
      'stays-initiated',
      'stuck',
      'stuck',
      'fails',
      'fails',
      'refuse-409',
      'refuse-409',
      'refuse-422',
      'refuse-422',
    ]),
    refundFirstStatus: dice.pick(['initiated', 'pending']),
    refundIntentStatus: dice.pick(['refunded', 'completed']),
    refundLedgerId: dice.pick(['at-once', 'when-settled']),
    refundByCounterToken: dice.pick(['accept', 'accept', 'accept', 'accept', 'accept', '403']),
    refundAnswer: dice.pick(['guide', 'full']),
    refundSettleMs: dice.pick([0, 3_000, 90_000]),
    listOrder: dice.pick(['newest', 'newest', 'oldest', 'shuffled']),
    listLagMs: dice.pick([0, 0, 0, 1_500, 4_000]),
    listReference: dice.pick(['kept', 'kept', 'kept', 'dropped']),
    listMaxLimit: dice.pick([100, 100, 20, 7]),
    expiryDelayMs: dice.pick([0, 0, 0, 2_000, 20_000]),
    tokenLifetimeS: dice.pick([300, 300, 90, 45]),
  };
}

function drawSale(dice: Dice, nextId: () => number): SalePlan {
  const flow = dice.chance(0.6) ? 'standard' : 'reverse';
  const does = dice.pick([
    'pays',
    'pays',
    'pays',
    'pays',
    'pays-around-expiry',
    'pays-around-cancel',
    'declines',
    'nothing',
    'at-once',
  ] as const);
  const cancels = does === 'pays-around-cancel' || dice.chance(0.15);
  const beside = dice.whole(-1_000, 1_000);
  return {
    id: nextId(),
    flow,
    amountMinor: dice.chance(0.2) ? dice.pick([1, 2999, 500_000, 1010, 100]) : dice.whole(1, 500_000),
    note: dice.chance(0.1) ? 'two coffees' : null,
    thinkMs: dice.whole(500, 20_000),
    customer: {
      does,
      ms: does.includes('around') ? beside : does === 'at-once' ? 0 : dice.whole(800, 25_000),
    },
    cashier: {
      cancelAfterMs: cancels ? dice.whole(0, 20_000) : null,
      checkEveryMs: dice.chance(0.5) ? dice.whole(1_000, 15_000) : null,
      releases: dice.chance(0.4),
      callsManager: dice.chance(0.4),
      hammers: dice.chance(0.1),
      scansTwice: flow === 'reverse' && dice.chance(0.15),
    },
    faults: [
      ...Array.from({ length: dice.pick([0, 1, 1, 2, 3, 4, 6]) }, () => drawFault(dice, flow, nextId())),
      ...drawProfileFault(dice, nextId),
      ...drawSecondRequest(dice, flow, nextId),
    ],
  };
}

/** Rare: each stops a till until a manager comes. */
function drawProfileFault(dice: Dice, nextId: () => number): FaultPlan[] {
  if (!dice.chance(0.015)) return [];
  const kind = dice.pick(['profile-restored', 'profile-restored', 'profile-cloned'] as const);
  const [afterMs, ms] = [drawMoment(dice), dice.whole(300, 90_000)];
  return [{ id: nextId(), kind, on: 'time', nth: 1, afterMs, ms }];
}

/** A scan that reaches FEX twice, and a customer who approves both: the most frequent way to late money. */
function drawSecondRequest(dice: Dice, flow: SalePlan['flow'], nextId: () => number): FaultPlan[] {
  if (flow === 'standard' || !dice.chance(0.04)) return [];
  const ms = dice.whole(0, 9_000);
  return [{ id: nextId(), kind: 'request-doubled', on: 'scan', nth: 1, afterMs: 0, ms }];
}

const refundFaultKinds = [
  'request-lost',
  'request-cut',
  'refused',
  'answer-lost',
  'answer-cut',
  'request-30s-late',
  'answer-late',
  'error-before',
  'error-after',
  'html-before',
  'html-after',
  'captive-portal',
  'rate-limited',
  'token-dies-mid-call',
  'kill-on-send',
  'kill-on-answer',
] as const;

function drawRefundFault(dice: Dice, nth: number, id: number): FaultPlan {
  const kind = dice.pick(refundFaultKinds);
  // Not each time, or no refund would ever go the plain way.
  return { id, kind, on: 'refund', nth: dice.chance(0.5) ? nth : 0, afterMs: 0, ms: drawLength(dice, kind) };
}

const wireHomes: Partial<Record<FaultPlan['kind'], readonly Door[]>> = {
  'list-shifts': ['list'],
  'wrong-amount': ['create', 'scan', 'get'],
};

function drawFault(dice: Dice, flow: SalePlan['flow'], id: number): FaultPlan {
  const home = dice.pick(['wire', 'wire', 'wire', 'wire', 'disk', 'webhook', 'timed', 'timed'] as const);
  const kind = dice.pick<FaultPlan['kind']>(plannedKinds[home]);
  const effectful: Door = flow === 'standard' ? 'create' : 'scan';
  const door = dice.pick<Door>(
    wireHomes[kind] ?? [effectful, effectful, effectful, 'cancel', 'get', 'list', 'token'],
  );
  const on = home === 'wire' ? door : home === 'disk' ? 'append' : home === 'webhook' ? 'webhook' : 'time';
  const nth = on === effectful || on === 'cancel' ? dice.pick([1, 1, 1, 2]) : dice.whole(1, 5);
  return { id, kind, on, nth, afterMs: drawMoment(dice), ms: drawLength(dice, kind) };
}

const drawMoment = (dice: Dice) => (dice.chance(0.5) ? dice.whole(0, 3_000) : dice.whole(0, 120_000));

function drawLength(dice: Dice, kind: FaultPlan['kind']): number {
  switch (kind) {
    case 'partition':
    case 'token-server-down':
      return dice.pick([2_000, 9_000, 30_000, 120_000, 420_000]);
    case 'computer-sleeps':
    case 'sleep-on-send':
      return dice.pick([5_000, 90_000, 140_000, 240_000, 600_000, 7_200_000]);
    case 'disk-full':
      return dice.pick([3_000, 20_000, 60_000]);
    case 'clock-jump':
      return dice.pick([-3_600_000, 3_600_000, 45_000, -45_000, 172_800_000]);
    case 'request-doubled':
    case 'webhook-replayed':
      return dice.whole(0, 25_000);
    case 'request-30s-late':
      return dice.whole(15_000, 38_000);
    case 'answer-late':
      return dice.whole(500, 9_000);
    case 'webhook-late':
      return dice.whole(500, 9_500);
    case 'wrong-amount':
      return dice.pick([1, 100, 99_999]);
    case 'list-shifts':
      return dice.whole(1, 12);
    case 'rate-limited':
      return dice.pick([0, 1_000, 5_000]);
    case 'refunded-elsewhere':
      return 0;
    default:
      // How long a killed till stays dark; which way a lost write fell.
      return dice.chance(0.5) ? dice.whole(300, 3_000) : dice.whole(3_000, 200_000);
  }
}
