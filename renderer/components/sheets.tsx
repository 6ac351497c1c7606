import { CountersSheet } from '../counters/counters-sheet.tsx';
import { DiagnosticsSheet } from '../diagnostics/diagnostics-sheet.tsx';
import { GoLiveSheet } from '../go-live/go-live-sheet.tsx';
import { NetworkSheet } from '../network/network-sheet.tsx';
import { NewsSheet } from '../news/news-sheet.tsx';
import { CameraSheet } from '../scan/camera-sheet.tsx';
import { TransferSheet } from '../settings/transfer-sheet.tsx';
import { ApproveSheet } from '../staff/approve-sheet.tsx';
import { PeopleSheet } from '../staff/people-sheet.tsx';
import { RecoverSheet } from '../staff/recover-sheet.tsx';
import { useTill } from '../stores/till-store.ts';
import { BooksSheet } from './books-sheet.tsx';
import { NoteSheet } from './note-sheet.tsx';
import { RecoverySheet } from './recovery-sheet.tsx';
import { SameSaleSheet } from './same-sale-sheet.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { SettleSheet } from './settle-sheet.tsx';
import { UnpairSheet } from './unpair-sheet.tsx';
import { UnsettledSheet } from './unsettled-sheet.tsx';

/** Whichever sheet is open, if any. */
export function Sheets() {
  const sheet = useTill((state) => state.sheet);
  if (sheet === 'settings') return <SettingsSheet />;
  if (sheet === 'note') return <NoteSheet />;
  if (sheet === 'settle') return <SettleSheet />;
  if (sheet === 'same') return <SameSaleSheet />;
  if (sheet === 'recovery') return <RecoverySheet />;
  if (sheet === 'unsettled') return <UnsettledSheet />;
  if (sheet === 'books') return <BooksSheet />;
  if (sheet === 'news') return <NewsSheet />;
  if (sheet === 'go-live') return <GoLiveSheet />;
  if (sheet === 'transfer') return <TransferSheet />;
  if (sheet === 'counters') return <CountersSheet />;
  if (sheet === 'diagnostics') return <DiagnosticsSheet />;
  if (sheet === 'camera') return <CameraSheet />;
  if (sheet === 'network') return <NetworkSheet />;
  if (sheet === 'unpair') return <UnpairSheet />;
  if (sheet === 'people') return <PeopleSheet />;
  if (sheet === 'approve') return <ApproveSheet />;
  if (sheet === 'recover') return <RecoverSheet />;
  return null;
}
