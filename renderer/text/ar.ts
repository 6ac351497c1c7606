import { booksAr } from './books/ar.ts';
import { cameraAr } from './camera/ar.ts';
import { counterAr } from './counter/ar.ts';
import { countersAr } from './counters/ar.ts';
import { diagnosticsAr } from './diagnostics/ar.ts';
import type { Catalogue } from './en.ts';
import { goLiveAr } from './go-live/ar.ts';
import { networkAr } from './network/ar.ts';
import { newsAr } from './news/ar.ts';
import { pairingAr } from './pairing/ar.ts';
import { phoneAr } from './phone/ar.ts';
import { recoveryAr } from './recovery/ar.ts';
import { refundAr } from './refund/ar.ts';
import { saleAr } from './sale/ar.ts';
import { settingsAr } from './settings/ar.ts';
import { staffAr } from './staff/ar.ts';
import { transferAr } from './transfer/ar.ts';
import { unsettledAr } from './unsettled/ar.ts';

export const ar: Catalogue = {
  ...counterAr,
  ...cameraAr,
  ...saleAr,
  ...unsettledAr,
  ...refundAr,
  ...staffAr,
  ...settingsAr,
  ...booksAr,
  ...newsAr,
  ...countersAr,
  ...networkAr,
  ...diagnosticsAr,
  ...transferAr,
  ...goLiveAr,
  ...recoveryAr,
  ...phoneAr,
  pairing: pairingAr,
};
