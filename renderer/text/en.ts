import { booksEn } from './books/en.ts';
import { cameraEn } from './camera/en.ts';
import { counterEn } from './counter/en.ts';
import { countersEn } from './counters/en.ts';
import { diagnosticsEn } from './diagnostics/en.ts';
import { goLiveEn } from './go-live/en.ts';
import { networkEn } from './network/en.ts';
import { newsEn } from './news/en.ts';
import { pairingEn } from './pairing/en.ts';
import { phoneEn } from './phone/en.ts';
import { recoveryEn } from './recovery/en.ts';
import { refundEn } from './refund/en.ts';
import { saleEn } from './sale/en.ts';
import { settingsEn } from './settings/en.ts';
import { staffEn } from './staff/en.ts';
import { transferEn } from './transfer/en.ts';
import { unsettledEn } from './unsettled/en.ts';
import type { Words } from './words.ts';

/** The source of all words. Keys are typed from here; the other languages must have exactly these. */
export const en = {
  ...counterEn,
  ...cameraEn,
  ...saleEn,
  ...unsettledEn,
  ...refundEn,
  ...staffEn,
  ...settingsEn,
  ...booksEn,
  ...newsEn,
  ...countersEn,
  ...networkEn,
  ...diagnosticsEn,
  ...transferEn,
  ...goLiveEn,
  ...recoveryEn,
  ...phoneEn,
  pairing: pairingEn,
};

export type Catalogue = Words<typeof en>;
