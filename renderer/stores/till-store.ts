import { create } from 'zustand';
import type { Done, FailureCode } from '../../shared/failures.ts';
import { deleteLast, type Entry, type EntryKey, emptyEntry, press, replace } from '../logic/amount-entry.ts';
import { type Burst, countKey, noBurst } from '../logic/key-burst.ts';
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
  sentAtMs: number;
}

/**
 * What belongs to this window alone: the amount being typed, the note, the scan field, which sheet is open.
 * None of it is a fact about money; all of it may be lost with the window.
 */
interface TillState {
  entry: Entry;
  /** The amount before the present burst of keys, put back if the burst turns out to be a scanner. */
  beforeBurst: Entry;
  burst: Burst;
  note: string | null;
  scanning: boolean;
  walletCode: string;
  notice: Notice | null;
  /** A request that starts or leaves a payment is under way: a second tap must not send a second one. */
  asking: boolean;
  sheet: 'none' | 'settings' | 'note' | 'settle' | 'same' | 'take-over';
  /** A sale that looks like an unsettled one, until somebody says that it is another. */
  doubtful: DoubtfulSale | null;
  phoneOpen: boolean;
}

const initial: TillState = {
  entry: emptyEntry,
  beforeBurst: emptyEntry,
  burst: noBurst,
  note: null,
  scanning: false,
  walletCode: '',
  notice: null,
  asking: false,
  sheet: 'none',
  doubtful: null,
  phoneOpen: false,
};

export const useTill = create<TillState>(() => initial);

function limits(): { exponent: number; capMinor: number } {
  const snapshot = useCounter.getState().snapshot;
  return { exponent: snapshot?.exponent ?? 2, capMinor: snapshot?.capMinor ?? 0 };
}

export const till = {
  press(key: EntryKey): void {
    useTill.setState(({ entry }) => ({ entry: press(entry, key, limits().capMinor), notice: null }));
  },
  /** Counts a physical key, so that a scanner can be told from a hand. */
  countKey(nowMs: number): void {
    useTill.setState(({ burst, entry, beforeBurst }) => {
      const next = countKey(burst, nowMs);
      return { burst: next, beforeBurst: next.length === 1 ? entry : beforeBurst };
    });
  },
  /** A scanner typed into the keypad: its digits are no amount. */
  undoBurst(): void {
    useTill.setState(({ beforeBurst }) => ({
      entry: { amountMinor: beforeBurst.amountMinor, problem: 'scanner' },
      burst: noBurst,
    }));
  },
  deleteLast(): void {
    useTill.setState(({ entry }) => ({ entry: deleteLast(entry), notice: null }));
  },
  clear(): void {
    useTill.setState({ entry: emptyEntry, notice: null });
  },
  paste(text: string): void {
    useTill.setState(({ entry }) => ({ entry: replace(entry, text, limits()), notice: null }));
  },
  setAmount(amountMinor: number): void {
    useTill.setState({ entry: { amountMinor, problem: null } });
  },
  setNote(note: string | null): void {
    useTill.setState({ note: note === null || note.trim() === '' ? null : note.trim(), sheet: 'none' });
  },
  setWalletCode(walletCode: string): void {
    useTill.setState({ walletCode });
  },
  openScan(): void {
    useTill.setState({ scanning: true, walletCode: '', notice: null });
  },
  closeScan(): void {
    useTill.setState({ scanning: false, walletCode: '', notice: null });
  },
  openSheet(sheet: TillState['sheet']): void {
    useTill.setState({ sheet });
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
  hush(): void {
    useTill.setState({ notice: null });
  },
  /** A sale went out with this entry: the next one starts from nothing. */
  saleStarted(): void {
    useTill.setState({ ...initial, phoneOpen: useTill.getState().phoneOpen });
  },
};
