import { useTill } from '../stores/till-store.ts';
import { NoteSheet } from './note-sheet.tsx';
import { SettingsSheet } from './settings-sheet.tsx';

/** Whichever sheet is open, if any. */
export function Sheets() {
  const sheet = useTill((state) => state.sheet);
  if (sheet === 'settings') return <SettingsSheet />;
  if (sheet === 'note') return <NoteSheet />;
  return null;
}
