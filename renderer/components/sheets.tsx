import { useTill } from '../stores/till-store.ts';
import { NoteSheet } from './note-sheet.tsx';
import { SameSaleSheet } from './same-sale-sheet.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { SettleSheet } from './settle-sheet.tsx';
import { TakeOverSheet } from './take-over-sheet.tsx';

/** Whichever sheet is open, if any. */
export function Sheets() {
  const sheet = useTill((state) => state.sheet);
  if (sheet === 'settings') return <SettingsSheet />;
  if (sheet === 'note') return <NoteSheet />;
  if (sheet === 'settle') return <SettleSheet />;
  if (sheet === 'same') return <SameSaleSheet />;
  if (sheet === 'take-over') return <TakeOverSheet />;
  return null;
}
