import { type Done, failed } from '../../../shared/failures.ts';
import { holdsWalletCode } from '../../../shared/note.ts';

export interface SaleRequest {
  amountMinor: number;
  note: string | null;
  /** It is another sale than the unsettled one it looks like. */
  confirmed?: boolean | undefined;
  /** Another try for the sale on the screen that was not charged. */
  again?: string | undefined;
}

const noteLimit = 140;

export function noteOf(request: SaleRequest): string | null {
  return request.note?.trim() || null;
}

/**
 * What is wrong with the request itself, whatever the till is doing; null where nothing is. `isCode`: whether a text
 * is a wallet code this till has read.
 */
export function saleRefusal(
  request: SaleRequest,
  capMinor: number,
  isCode: (text: string) => boolean,
): Done | null {
  if (request.amountMinor <= 0) return failed('amount-zero');
  if (request.amountMinor > capMinor) return failed('amount-over-cap');
  const note = noteOf(request);
  if (note === null) return null;
  if (note.length > noteLimit) return failed('note-too-long');
  return holdsWalletCode(note) || isCode(note) ? failed('note-wallet-code') : null;
}
