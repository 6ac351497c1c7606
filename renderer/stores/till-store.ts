import { create } from 'zustand';
import type { CallName } from '../../shared/contract.ts';
import type { Done, FailureCode } from '../../shared/failures.ts';
import {
  deleteLast,
  type Entry,
  type EntryKey,
  emptyEntry,
  isMeant,
  type Limits,
  press,
  replace,
} from '../logic/amount-entry.ts';
import { type Burst, noBurst, settle, typeEnter, typeKey } from '../logic/key-burst.ts';
import { digitOf } from '../logic/keyboard.ts';
import { useCounter } from './counter-store.ts';

/** A failed request, to be said in words until the next step. */
interface Notice {
  code: FailureCode | 'refused';
  detail: string | null;
}

/** What was asked for, and when the sale was sent that it looks like. */
export interface DoubtfulSale {
  amountMinor: number;
  note: string | null;
  walletCode: string | null;
  again: string | null;
  sentAtMs: number;
}

/** What a manager is asked to approve, and the sale it is about. */
export interface Approving {
  call: CallName;
  sale: { amountMinor: number; currency: string } | null;
}

/**
 * What belongs to this window alone: the amount being typed, the note, the scan field, which sheet is open.
 * None of it is a fact about money; all of it may be lost with the window.
 */
interface TillState {
  entry: Entry;
  burst: Burst;
  note: string | null;
  scanning: boolean;
  walletCode: string;
  notice: Notice | null;
  /** A request that starts or leaves a payment is under way: a second tap must not send a second one. */
  asking: boolean;
  sheet:
    | 'none'
    | 'settings'
    | 'note'
    | 'settle'
    | 'same'
    | 'recovery'
    | 'unsettled'
    | 'books'
    | 'news'
    | 'counters'
    | 'network'
    | 'diagnostics'
    | 'camera'
    | 'transfer'
    | 'go-live'
    | 'unpair'
    | 'people'
    | 'approve'
    | 'recover';
  /** The sheet a manager’s approval leads back to. */
  behind: TillState['sheet'];
  /** Which payment the settle sheet is about. */
  settling: string | null;
  /** The scan is another try for this sale, which was not charged. */
  again: string | null;
  /** A sale that looks like an unsettled one, until somebody says that it is another. */
  doubtful: DoubtfulSale | null;
  /** What the open approve sheet is about. */
  approving: Approving | null;
  phoneOpen: boolean;
}

/** What shows there what was approved. */
const comesBack: ReadonlySet<TillState['sheet']> = new Set(['counters', 'transfer', 'news', 'network']);

const initial: TillState = {
  entry: emptyEntry,
  burst: noBurst,
  note: null,
  scanning: false,
  walletCode: '',
  notice: null,
  asking: false,
  sheet: 'none',
  behind: 'none',
  settling: null,
  again: null,
  doubtful: null,
  approving: null,
  phoneOpen: false,
};

export const useTill = create<TillState>(() => initial);

function limits(): Limits {
  const snapshot = useCounter.getState().snapshot;
  return {
    exponent: snapshot?.exponent ?? 2,
    capMinor: snapshot?.capMinor ?? 0,
    currency: snapshot?.currency ?? '',
  };
}

export const till = {
  press(key: EntryKey): void {
    useTill.setState(({ entry, burst }) => ({
      entry: press(entry, key, limits()),
      burst: settle(burst),
      notice: null,
    }));
  },
  /** Takes one key of the keyboard, where a scanner may be typing. Tells whether the amount took it. */
  type(key: string, nowMs: number): boolean {
    const before = useTill.getState();
    const { entry, burst } = typeKey(before, key, nowMs, limits());
    const took = !burst.isVoid && digitOf(key) !== null;
    useTill.setState({ entry, burst, notice: took ? null : before.notice });
    return took;
  },
  /** Whether an Enter or a Tab is a hand's. A scanner's also takes back what the scanner typed. */
  typeEnter(nowMs: number): boolean {
    const { entry, burst, meant } = typeEnter(useTill.getState(), nowMs);
    useTill.setState({ entry, burst });
    return meant;
  },
  deleteLast(): void {
    useTill.setState(({ entry, burst }) => ({
      entry: deleteLast(entry, limits()),
      burst: settle(burst),
      notice: null,
    }));
  },
  clear(): void {
    useTill.setState(({ burst }) => ({ entry: emptyEntry, burst: settle(burst), notice: null }));
  },
  paste(text: string): void {
    useTill.setState(({ entry, burst }) => ({
      entry: replace(entry, text, limits()),
      burst: settle(burst),
      notice: null,
    }));
  },
  setAmount(amountMinor: number): void {
    useTill.setState(({ burst }) => ({ entry: { amountMinor, problem: null }, burst: settle(burst) }));
  },
  setNote(note: string | null): void {
    useTill.setState({ note: note === null || note.trim() === '' ? null : note.trim(), sheet: 'none' });
  },
  setWalletCode(walletCode: string): void {
    useTill.setState({ walletCode });
  },
  openScan(): void {
    if (!isMeant(useTill.getState().entry)) return;
    if (useTill.getState().entry.amountMinor === 0) {
      till.say({ ok: false, failure: 'amount-zero' });
      return;
    }
    useTill.setState({ scanning: true, walletCode: '', notice: null });
  },
  /** Scans again for a sale that was not charged: its amount and its note, until somebody goes back. */
  scanAgain({
    attemptId,
    amountMinor,
    note,
  }: {
    attemptId: string;
    amountMinor: number;
    note: string | null;
  }) {
    till.setAmount(amountMinor);
    till.setNote(note);
    till.openScan();
    useTill.setState({ again: attemptId });
  },
  closeScan(): void {
    // The amount was that of the sale on the screen behind; the next one starts from nothing.
    if (useTill.getState().again !== null) till.saleStarted();
    useTill.setState({ scanning: false, walletCode: '', notice: null });
  },
  openSettle(settling: string): void {
    useTill.setState({ settling, sheet: 'settle', notice: null });
  },
  openSheet(sheet: TillState['sheet']): void {
    useTill.setState({ sheet });
  },
  /** A manager’s PIN is wanted. What belongs to a visit is gone back to, with or without it. */
  openApproval(approving: Approving): void {
    const { sheet } = useTill.getState();
    useTill.setState({
      approving,
      sheet: 'approve',
      behind: comesBack.has(sheet) ? sheet : 'none',
    });
  },
  closeApproval(): void {
    useTill.setState(({ behind }) => ({ sheet: behind, behind: 'none' }));
  },
  askWhetherSame(doubtful: DoubtfulSale): void {
    useTill.setState({ doubtful, sheet: 'same', notice: null });
  },
  setPhoneOpen(phoneOpen: boolean): void {
    useTill.setState({ phoneOpen });
  },
  setAsking(asking: boolean): void {
    useTill.setState({ asking });
  },
  say(done: Done): void {
    if (!done.ok) useTill.setState({ notice: { code: done.failure, detail: done.detail ?? null } });
  },
  sayRefused(): void {
    useTill.setState({ notice: { code: 'refused', detail: null } });
  },
  /** What was said of the connection, or of what stopped charging, is over with it. */
  hushIf(code: FailureCode): void {
    if (useTill.getState().notice?.code === code) till.hush();
  },
  hush(): void {
    useTill.setState({ notice: null });
  },
  /** A sale went out with this entry: the next one starts from nothing. */
  saleStarted(): void {
    useTill.setState({ ...initial, phoneOpen: useTill.getState().phoneOpen });
  },
};
