import { type Done, failed } from '../../../shared/failures.ts';

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

/** What is wrong with the request itself, whatever the till is doing; null where nothing is. */
export function saleRefusal(request: SaleRequest, capMinor: number): Done | null {
  if (request.amountMinor <= 0) return failed('amount-zero');
  if (request.amountMinor > capMinor) return failed('amount-over-cap');
  return (noteOf(request)?.length ?? 0) > noteLimit ? failed('note-too-long') : null;
}
