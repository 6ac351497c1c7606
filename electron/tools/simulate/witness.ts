import type { PaymentView } from '../../../shared/payment-view.ts';
import type { HttpResult, StoredRow } from '../../core/ports.ts';
import type { SimAnswer } from '../../simulator/ports.ts';
import { chainFault } from './chain-check.ts';
import type { Door } from './faults.ts';
import { notYet } from './not-yet.ts';
import type { Machine, World } from './world-types.ts';

/** What must hold whatever happens, by name; the numbers are those of the README. */
export const invariants = {
  'paid-once': '1: no sale is paid twice, and nothing is sent that may charge it twice',
  'in-the-journal': '2: every payment is in the journal',
  'screen-true': '3: the screen says paid or not charged only where FEX agrees',
  ends: '4: every attempt reaches an outcome',
  'right-amount': '5: no wrong amount is called paid',
  'one-open': '6: one open payment per till',
  chain: '7: the hash chain verifies',
  'no-secret': '8: no secret in any log line',
  'written-ahead': 'rule 1: a row is on the disk before what it announces',
  door: 'the bridge answers what a screen may ask',
  start: 'the counter starts on whatever it finds',
  calm: 'a screen is told news, not the same thing many times a second',
  surprise: 'no surprise in the counter’s own code',
} as const;
export type Invariant = keyof typeof invariants;

export interface Violation {
  invariant: Invariant;
  atMs: number;
  text: string;
}

/** One reference a till sent, and what FEX made of it. */
interface Traced {
  reference: string;
  saleId: string;
  attemptId: string;
  flow: 'standard' | 'reverse';
  shown: boolean;
  sends: number;
  /** Sends whose answer is not known to mean "not executed". */
  maybeExecuted: number;
  onWire: number;
  released: boolean;
  /** More than one where the request was doubled on the wire. */
  intents: string[];
  machine: Machine;
}

export interface Witness {
  violations: Violation[];
  excused: Map<string, number>;
  checked: Map<Invariant, number>;
  wrong(invariant: Invariant, machine: Machine | null, text: string): void;
  /** A request leaves. The answer hears what becomes of it. */
  sent(
    machine: Machine,
    door: Door,
    body: string | undefined,
  ): { arrived(answer: SimAnswer, copy: boolean): void; lost(): void; answered(result: HttpResult): void };
  seen(machine: Machine, view: PaymentView): void;
  released(machine: Machine, view: PaymentView): void;
  logged(machine: Machine, event: string, fields?: Readonly<Record<string, unknown>>): void;
  secret(text: string): void;
  token(text: string): void;
  /** Called when FEX made an intent for a wallet. */
  onRequest: (machine: Machine, intentId: string) => void;
  end(): void;
}

const silentTrip = { arrived: () => {}, lost: () => {}, answered: () => {} };

const endings = /^(outcome\.|attempt\.(released|superseded|orphaned)$)/;

export function createWitness(getWorld: () => World): Witness {
  const violations: Violation[] = [];
  const excused = new Map<string, number>();
  const checked = new Map<Invariant, number>();
  const traced = new Map<Machine, Map<string, Traced>>();
  const secrets: string[] = [];
  /** The last ones given out. */
  const tokens: string[] = [];

  const of = (machine: Machine) => {
    let map = traced.get(machine);
    if (map === undefined) {
      map = new Map();
      traced.set(machine, map);
    }
    return map;
  };

  function wrong(invariant: Invariant, machine: Machine | null, text: string): void {
    const world = getWorld();
    violations.push({ invariant, atMs: world.timeline.nowMs(), text: `${machine?.name ?? 'FEX'}: ${text}` });
    world.note(machine?.name ?? 'FEX', `VIOLATION of ${invariants[invariant]}: ${text}`);
  }
  function must(invariant: Invariant, machine: Machine, holds: boolean, text: () => string): void {
    checked.set(invariant, (checked.get(invariant) ?? 0) + 1);
    if (!holds) wrong(invariant, machine, text());
  }
  /** Excuses what a rule that is not built yet would have caught. */
  function excuse(rule: string): boolean {
    if (!Object.hasOwn(notYet, rule)) return false;
    excused.set(rule, (excused.get(rule) ?? 0) + 1);
    return true;
  }

  const intent = (id: string) => getWorld().engine.control.intent(id);

  /** Made by a copy of the request that the till knows nothing of. */
  function isTwin(one: Traced, id: string): boolean {
    if (one.intents.length < 2) return false;
    const rows = one.machine.disk.byAttempt.get(one.attemptId) ?? [];
    const bound = rows.findLast((row) => typeof row.body.intentId === 'string' && row.type !== 'cancel.sent');
    return id !== (bound?.body.intentId ?? one.intents[0]);
  }

  /** Whether somebody can still be charged under this reference. */
  function payable(one: Traced, twins: boolean): boolean {
    if (one.flow === 'standard' && !one.shown) return false;
    if (one.flow === 'reverse' && one.onWire > 0) return true;
    return one.intents.some((id) => {
      if (!twins && isTwin(one, id)) return false;
      const made = intent(id);
      return made?.status.startsWith('pending') === true && made.expiresAtMs > getWorld().fexMs();
    });
  }

  function sentRow(machine: Machine, reference: string): StoredRow | undefined {
    return machine.disk.rows.findLast(
      (row) => row.reference === reference && row.type.startsWith('attempt.sent'),
    );
  }

  function sent(machine: Machine, door: Door, body: string | undefined): ReturnType<Witness['sent']> {
    if ((door !== 'create' && door !== 'scan') || body === undefined) return silentTrip;
    const reference = String((JSON.parse(body) as { reference?: unknown }).reference);
    const row = sentRow(machine, reference);
    must('written-ahead', machine, row !== undefined, () => `${door} left without its row: ${reference}`);
    const mine = of(machine);
    let one = mine.get(reference);
    if (one === undefined) {
      one = {
        reference,
        saleId: row?.saleId ?? reference,
        attemptId: row?.attemptId ?? reference,
        flow: door === 'scan' ? 'reverse' : 'standard',
        shown: false,
        sends: 0,
        maybeExecuted: 0,
        onWire: 0,
        released: false,
        intents: [],
        machine,
      };
      mine.set(reference, one);
    }
    const trace = one;
    checkSend(machine, trace);
    trace.sends += 1;
    trace.maybeExecuted += 1;
    trace.onWire += 1;
    return {
      arrived(answer, copy) {
        if (!copy) trace.onWire -= 1;
        if (answer.status !== 201) return;
        const { payment_intent: made } = JSON.parse(answer.body) as { payment_intent: { id: string } };
        trace.intents.push(made.id);
        if (door === 'scan') witness.onRequest(machine, made.id);
      },
      lost() {
        trace.onWire -= 1;
      },
      answered(result) {
        const refused = result.kind === 'answer' && result.status >= 400 && result.status < 500;
        if (result.kind === 'not-sent' || refused) trace.maybeExecuted -= 1;
      },
    };
  }

  /** Nothing is sent while an older attempt may still charge somebody (rules 2 and 5). */
  function checkSend(machine: Machine, now: Traced): void {
    must('paid-once', machine, now.maybeExecuted === 0, () => `${now.reference} was sent twice`);
    let inSale = 1;
    for (const older of of(machine).values()) {
      if (older === now) continue;
      if (older.saleId === now.saleId) {
        inSale += 1;
        const harmless = older.maybeExecuted === 0 || (older.flow === 'standard' && !older.shown);
        must(
          'paid-once',
          machine,
          harmless,
          () => `${now.reference} follows ${older.reference}, which may charge`,
        );
      }
      if (older.intents.length + older.onWire === 0) continue;
      must(
        'one-open',
        machine,
        older.released || !payable(older, false),
        () => `${now.reference} leaves while ${older.reference} can be paid`,
      );
      if (!older.released && payable(older, true) && !excuse('second-row')) {
        wrong(
          'one-open',
          machine,
          `${now.reference} leaves while a second row of ${older.reference} can be paid`,
        );
      }
    }
    must('paid-once', machine, inSale <= 2, () => `sale ${now.saleId} has ${inSale} attempts`);
    forget(machine);
  }

  /** Old references that can do nothing any more are not looked at with every send. */
  function forget(machine: Machine): void {
    const mine = of(machine);
    if (mine.size < 8) return;
    for (const [reference, one] of mine) {
      if (mine.size < 8) return;
      if (one.onWire > 0 || one.intents.some((id) => intent(id)?.status.startsWith('pending'))) continue;
      mine.delete(reference);
      settled.push({ machine, one });
    }
  }
  const settled: { machine: Machine; one: Traced }[] = [];

  /** The second that is being counted, and the news told in it. */
  const told = new Map<Machine, { second: number; count: number }>();
  const mostNewsASecond = 60;

  function seen(machine: Machine, view: PaymentView): void {
    const second = Math.floor(getWorld().timeline.nowMs() / 1000);
    const news = told.get(machine);
    const count = news?.second === second ? news.count + 1 : 1;
    told.set(machine, { second, count });
    must(
      'calm',
      machine,
      count <= mostNewsASecond,
      () => `the screen was told ${view.kind} ${count} times in a second`,
    );
    if (view.kind === 'idle' || view.kind === 'sending') return;
    const one = of(machine).get(view.reference);
    const says = `the screen says ${view.kind} for ${view.reference}`;
    switch (view.kind) {
      case 'showing-qr': {
        const stored = machine.disk.newest.get('attempt.shown')?.attemptId === view.attemptId;
        must('written-ahead', machine, stored, () => `${says} and no row says so`);
        const text = view.qr.kind === 'modules' ? machine.qrText(view.qr.bits) : view.qr.dataUrl;
        const ours = one?.intents.some((id) => text?.includes(id)) ?? false;
        must('screen-true', machine, ours, () => `${says} with a code of something else: ${text}`);
        if (one !== undefined) one.shown = true;
        return;
      }
      case 'paid': {
        const paid = one?.intents.map((id) => intent(id)).filter((it) => it?.completedAtMs != null) ?? [];
        must('screen-true', machine, paid.length > 0, () => `${says} and FEX does not`);
        const right = paid.some(
          (it) =>
            it?.amountMinor === view.amountMinor &&
            it.currency === view.currency &&
            it.counterId === machine.identity.counterId,
        );
        must('right-amount', machine, right, () => `${says}: FEX has another amount, currency or counter`);
        const stored = machine.disk.newest.get('outcome.paid')?.attemptId === view.attemptId;
        must('written-ahead', machine, stored, () => `${says} and no row says so`);
        return;
      }
      case 'mismatch': {
        const other = one?.intents.some((id) => intent(id)?.amountMinor !== view.amountMinor) ?? false;
        must('right-amount', machine, other, () => `${says} and the amount is right`);
        return;
      }
      case 'refunded': {
        const back = one?.intents.some((id) => intent(id)?.status === 'refunded') ?? false;
        must('screen-true', machine, back, () => `${says} and FEX does not`);
        return;
      }
      case 'not-charged':
        notCharged(machine, view.saleId, says);
        return;
      default:
    }
  }

  function notCharged(machine: Machine, saleId: string, says: string): void {
    for (const one of of(machine).values()) {
      if (one.saleId !== saleId) continue;
      const charged = one.intents.some((id) => !isTwin(one, id) && intent(id)?.status === 'completed');
      must('screen-true', machine, !charged, () => `${says} and ${one.reference} is paid`);
      must('screen-true', machine, !payable(one, false), () => `${says} and ${one.reference} can be paid`);
    }
  }

  function released(machine: Machine, view: PaymentView): void {
    if (view.kind !== 'unknown') return;
    const one = of(machine).get(view.reference);
    if (one === undefined) return;
    // Released is watched and no longer open (money rule 2); what comes of it must still be in the journal.
    one.released = true;
  }

  function logged(machine: Machine, event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const line = JSON.stringify(fields);
    must(
      'no-secret',
      machine,
      !secrets.some((one) => line.includes(one)),
      () => `a secret in ${event}: ${line}`,
    );
    getWorld().note(machine.name, `log ${event} ${line}`);
    if (event === 'payment.surprise') wrong('surprise', machine, line);
  }

  function end(): void {
    for (const machine of getWorld().tills) {
      for (const one of of(machine).values()) settled.push({ machine, one });
      const fault = chainFault(machine.disk.rows);
      must('chain', machine, fault === null, () => fault ?? '');
      const kind = machine.view?.kind ?? 'dark';
      const over = ['idle', 'paid', 'paid-late', 'mismatch', 'refunded', 'not-charged'].includes(kind);
      const absent = machine.view?.kind === 'unknown' && machine.view.found === 'not-found';
      if (absent && excuse('two-clean-passes')) continue;
      must(
        'ends',
        machine,
        over,
        () => `still ${kind} long after everything was well again: ${JSON.stringify(machine.view)}`,
      );
      // An attempt that ended may be watched on for a day; what must not be left is one without an ending.
      const ended = new Set(
        machine.disk.rows.filter((row) => endings.test(row.type)).map((row) => row.attemptId),
      );
      for (const [attemptId, open] of machine.disk.open) {
        must('ends', machine, !open || ended.has(attemptId), () => `attempt ${attemptId} has no ending`);
      }
    }
    const paidOf = new Map<string, { known: number; twins: number }>();
    for (const { machine, one } of settled) endOf(machine, one, paidOf);
  }

  function endOf(machine: Machine, one: Traced, paidOf: Map<string, { known: number; twins: number }>): void {
    for (const id of one.intents) {
      const twin = isTwin(one, id);
      const made = intent(id);
      if (made === null || made.completedAtMs === null) continue;
      const rows = machine.disk.byAttempt.get(one.attemptId) ?? [];
      const told = rows.some(
        (row) =>
          ['outcome.paid', 'outcome.mismatch', 'outcome.refunded', 'outcome.paid-late'].includes(row.type) &&
          row.body.intentId === id,
      );
      checked.set('in-the-journal', (checked.get('in-the-journal') ?? 0) + 1);
      const left = rows.some((row) => row.type === 'attempt.released');
      const excusedBy = twin ? 'second-row' : left ? 'standing-watch' : '';
      if (!told && !excuse(excusedBy)) {
        wrong('in-the-journal', machine, `intent ${id} of ${one.reference} was paid and no row says so`);
      }
      if (made.status !== 'completed') continue;
      const paid = paidOf.get(one.saleId) ?? { known: 0, twins: 0 };
      paidOf.set(one.saleId, paid);
      paid[twin ? 'twins' : 'known'] += 1;
      checked.set('paid-once', (checked.get('paid-once') ?? 0) + 1);
      if (paid.known + paid.twins > 1 && !(paid.known < 2 && excuse('second-row'))) {
        wrong('paid-once', machine, `sale ${one.saleId} was paid twice, at last by ${id}`);
      }
    }
  }

  const witness: Witness = {
    violations,
    excused,
    checked,
    wrong,
    sent,
    seen,
    released,
    logged,
    secret: (text) => void secrets.push(text),
    token(text) {
      tokens.push(text);
      if (tokens.length > 6) tokens.shift();
    },
    onRequest: () => {},
    end,
  };
  return witness;
}
