import type { PaymentView } from '../../../shared/payment-view.ts';
import type { HttpResult, StoredRow } from '../../core/ports.ts';
import type { SimAnswer } from '../../simulator/ports.ts';
import { checkBooks } from './books.ts';
import { createDeadlines } from './deadlines.ts';
import type { Door } from './faults.ts';
import { type Invariant, invariants, type Violation } from './invariants.ts';
import { createTraces, type Trace } from './traces.ts';
import type { Machine, World } from './world-types.ts';

/** Watches everything that happens in a world, and holds it against FEX's books. */
export interface Witness {
  violations: Violation[];
  checked: Map<Invariant, number>;
  wrong(invariant: Invariant, machine: Machine | null, text: string): void;
  /** A request leaves. The answer hears what becomes of it. */
  sent(
    machine: Machine,
    door: Door,
    path: string,
    body: string | undefined,
  ): { arrived(answer: SimAnswer, copy: boolean): void; lost(): void; answered(result: HttpResult): void };
  seen(machine: Machine, view: PaymentView): void;
  /** From now on the till may charge nobody; a manager's word lifts it. */
  forbid(machine: Machine, why: string): void;
  allow(machine: Machine): void;
  /** A till was killed, or something it stands on goes wrong, for so long. */
  trouble(machine: Machine, lastsMs?: number): void;
  logged(machine: Machine, event: string, fields?: Readonly<Record<string, unknown>>): void;
  secret(text: string): void;
  token(text: string): void;
  /** Called when FEX made an intent for a wallet. */
  onRequest: (machine: Machine, intentId: string) => void;
  /** When the day is over and every watch list at its end. */
  end(): void;
}

/** A sale has at most its attempt and rule 5's one fresh create; a second tap of the cashier is a sale of its own. */
const mostAttempts = 2;
/** A read and what is decided on it take no longer. */
const longestReadMs = 20_000;
const isMoving = ({ refundStatus }: { refundStatus: string | null }) =>
  refundStatus === 'initiated' || refundStatus === 'pending';
const leaving: ReadonlySet<string> = new Set(['attempt.released', 'outcome.settled-by-hand']);
const mostNewsASecond = 60;

export function createWitness(getWorld: () => World): Witness {
  const violations: Violation[] = [];
  const checked = new Map<Invariant, number>();
  const traces = createTraces(getWorld);
  const secrets: string[] = [];
  /** The last ones given out. */
  const tokens: string[] = [];
  const forbidden = new Map<Machine, string>();
  /** Attempts whose late money was shown. */
  const lateShown = new Set<string>();
  /** The second that is being counted, and the news told in it. */
  const told = new Map<Machine, { second: number; count: number }>();

  function wrong(invariant: Invariant, machine: Machine | null, text: string): void {
    const world = getWorld();
    violations.push({ invariant, atMs: world.timeline.nowMs(), text: `${machine?.name ?? 'FEX'}: ${text}` });
    world.note(machine?.name ?? 'FEX', `VIOLATION of ${invariants[invariant]}: ${text}`);
  }
  function must(invariant: Invariant, machine: Machine, holds: boolean, text: () => string): void {
    checked.set(invariant, (checked.get(invariant) ?? 0) + 1);
    if (!holds) wrong(invariant, machine, text());
  }
  const deadlines = createDeadlines(getWorld, traces, must);
  const intent = (id: string) => getWorld().engine.control.intent(id);

  function sentRow(machine: Machine, reference: string): StoredRow | undefined {
    return machine.disk.rows.findLast(
      (row) => row.reference === reference && row.type.startsWith('attempt.sent'),
    );
  }

  function charging(machine: Machine, door: 'create' | 'scan', body: string): Trace {
    const reference = String((JSON.parse(body) as { reference?: unknown }).reference);
    const row = sentRow(machine, reference);
    must('written-ahead', machine, row !== undefined, () => `${door} left without its row: ${reference}`);
    let trace = traces.get(reference);
    if (trace === undefined) {
      trace = {
        reference,
        saleId: row?.saleId ?? reference,
        attemptId: row?.attemptId ?? reference,
        flow: door === 'scan' ? 'reverse' : 'standard',
        maybeExecuted: 0,
        onWire: 0,
        intents: [],
        codesShown: new Set(),
        machine,
      };
      traces.add(trace);
    }
    checkSend(machine, trace);
    trace.maybeExecuted += 1;
    trace.onWire += 1;
    return trace;
  }

  /** The decision to cancel is on the disk before it leaves (money rule 1). */
  function cancelling(machine: Machine, intentId: string): void {
    const trace = traces.byIntent(intentId);
    if (trace === undefined) return;
    const rows = machine.disk.byAttempt.get(trace.attemptId) ?? [];
    const written = rows.some((row) => row.type === 'cancel.sent' || row.type === 'watch.cancel-sent');
    must('written-ahead', machine, written, () => `a cancel of ${intentId} left without its row`);
  }

  /** A refund is decided and written first, and not sent where FEX shows one already (money rule 12). */
  function refunding(machine: Machine, intentId: string): void {
    const rows = machine.disk.rows.filter((row) => row.body.intentId === intentId);
    const decided = rows.find((row) => row.type === 'refund.decided');
    must('written-ahead', machine, decided?.actor.startsWith('manager') === true, () => {
      return `${intentId} is refunded and nobody decided it`;
    });
    const written = rows.findLast((row) => row.type.startsWith('refund.'))?.type === 'refund.sent';
    must('written-ahead', machine, written, () => `a refund of ${intentId} left without its row`);
    const made = intent(intentId);
    const shown =
      made !== null && (made.refundLedgerTxId !== null || made.status === 'refunded' || isMoving(made));
    // A read that began before it happened, or our own request that arrived late.
    const justNow = made !== null && getWorld().fexMs() - made.updatedAtMs < longestReadMs;
    must(
      'paid-once',
      machine,
      !shown || justNow,
      () => `${intentId} is refunded although FEX shows a refund`,
    );
    must('one-open', machine, !forbidden.has(machine), () => `a copy refunds ${intentId}`);
  }

  function sent(
    machine: Machine,
    door: Door,
    path: string,
    body: string | undefined,
  ): ReturnType<Witness['sent']> {
    if (door === 'cancel') cancelling(machine, path.split('/').at(-2) ?? '');
    if (door === 'refund') refunding(machine, path.split('/').at(-2) ?? '');
    const effectful = (door === 'create' || door === 'scan') && body !== undefined;
    const trace = effectful ? charging(machine, door, body) : null;
    return {
      arrived(answer, copy) {
        if (trace === null) return;
        if (!copy) trace.onWire -= 1;
        if (answer.status !== 201) return;
        const { payment_intent: made } = JSON.parse(answer.body) as { payment_intent: { id: string } };
        traces.made(trace, made.id);
        if (door === 'scan') witness.onRequest(machine, made.id);
      },
      lost() {
        if (trace !== null) trace.onWire -= 1;
      },
      answered(result) {
        deadlines.answered(machine, door, result);
        if (trace === null) return;
        const refused = result.kind === 'answer' && result.status >= 400 && result.status < 500;
        if (result.kind === 'not-sent' || refused) trace.maybeExecuted -= 1;
      },
    };
  }

  /** Nothing is sent while an older attempt may still charge somebody (money rules 2 and 5). */
  function checkSend(machine: Machine, now: Trace): void {
    must('paid-once', machine, now.maybeExecuted === 0, () => `${now.reference} was sent twice`);
    const ban = forbidden.get(machine);
    must('one-open', machine, ban === undefined, () => `${now.reference} leaves though ${ban}`);
    let inSale = 1;
    for (const older of traces.live(machine)) {
      if (older === now) continue;
      if (older.saleId === now.saleId) {
        inSale += 1;
        const harmless =
          older.maybeExecuted === 0 || (older.flow === 'standard' && older.codesShown.size === 0);
        must('paid-once', machine, harmless, () => {
          return `${now.reference} follows ${older.reference}, which may charge`;
        });
      }
      if (isLeftOpen(older) || older.intents.length + older.onWire === 0) continue;
      // Of a request doubled on the wire the till learns at its next look through the list.
      must('one-open', machine, !traces.payable(older), () => {
        return `${now.reference} leaves while ${older.reference} can be paid`;
      });
    }
    must('paid-once', machine, inSale <= mostAttempts, () => `sale ${now.saleId} has ${inSale} attempts`);
  }

  /** Released or settled by somebody: watched on, and no longer open (money rule 2). */
  function isLeftOpen({ machine, attemptId }: Trace): boolean {
    const rows = machine.disk.byAttempt.get(attemptId);
    // Lost with the journal it stood in: a manager confirmed the till without it.
    if (rows === undefined || rows[0]?.type === 'attempt.rebuilt') return true;
    return rows.some((row) => leaving.has(row.type) && row.actor !== 'counter');
  }

  function seen(machine: Machine, view: PaymentView): void {
    const second = Math.floor(getWorld().timeline.nowMs() / 1000);
    const news = told.get(machine);
    const count = news?.second === second ? news.count + 1 : 1;
    told.set(machine, { second, count });
    must('calm', machine, count <= mostNewsASecond, () => {
      return `the screen was told ${view.kind} ${count} times in a second`;
    });
    if (view.kind === 'idle' || view.kind === 'sending') return;
    deadlines.seen(machine, view);
    const one = traces.get(view.reference);
    const says = `the screen says ${view.kind} for ${view.reference}`;
    switch (view.kind) {
      case 'showing-qr': {
        const stored = machine.disk.newest.get('attempt.shown')?.attemptId === view.attemptId;
        must('written-ahead', machine, stored, () => `${says} and no row says so`);
        const text = machine.qrText(view.qr.bits);
        const ours = one?.intents.filter((id) => text?.includes(id)) ?? [];
        must('screen-true', machine, ours.length > 0, () => `${says} with another code: ${text}`);
        for (const id of ours) one?.codesShown.add(id);
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
        const rows = machine.disk.byAttempt.get(view.attemptId) ?? [];
        const stored = rows.some((row) => row.type === 'outcome.paid');
        must('written-ahead', machine, stored, () => `${says} and no row says so`);
        return;
      }
      case 'paid-late':
        lateShown.add(view.attemptId);
        return;
      case 'mismatch': {
        const other = one?.intents.some((id) => intent(id)?.amountMinor !== view.amountMinor) ?? true;
        must('right-amount', machine, other, () => `${says} and the amount is right`);
        lateShown.add(view.attemptId);
        return;
      }
      case 'refunded': {
        const back =
          one?.intents.some((id) => {
            const made = intent(id);
            return made?.status === 'refunded' || (made?.refundLedgerTxId ?? null) !== null;
          }) ?? false;
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
    for (const one of traces.live(machine)) {
      if (one.saleId !== saleId) continue;
      const charged = one.intents.some(
        (id) => !traces.isTwin(one, id, machine) && intent(id)?.status === 'completed',
      );
      must('screen-true', machine, !charged, () => `${says} and ${one.reference} is paid`);
      must('screen-true', machine, !traces.payable(one, machine), () => {
        return `${says} and ${one.reference} can be paid`;
      });
    }
  }

  function logged(machine: Machine, event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const line = JSON.stringify(fields);
    const clean = ![...secrets, ...tokens].some((one) => line.includes(one));
    must('no-secret', machine, clean, () => `a secret in ${event}: ${line}`);
    getWorld().note(machine.name, `log ${event} ${line}`);
    if (event.endsWith('.surprise')) wrong('surprise', machine, line);
  }

  const witness: Witness = {
    violations,
    checked,
    wrong,
    sent,
    seen,
    forbid: (machine, why) => void forbidden.set(machine, why),
    allow: (machine) => void forbidden.delete(machine),
    trouble: deadlines.trouble,
    logged,
    secret: (text) => void secrets.push(text),
    token(text) {
      tokens.push(text);
      if (tokens.length > 6) tokens.shift();
    },
    onRequest: () => {},
    end: () => checkBooks(getWorld(), traces, lateShown, must),
  };
  return witness;
}
