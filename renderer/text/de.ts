import { booksDe } from './books/de.ts';
import { cameraDe } from './camera/de.ts';
import { counterDe } from './counter/de.ts';
import { countersDe } from './counters/de.ts';
import { diagnosticsDe } from './diagnostics/de.ts';
import type { Catalogue } from './en.ts';
import { goLiveDe } from './go-live/de.ts';
import { networkDe } from './network/de.ts';
import { newsDe } from './news/de.ts';
import { pairingDe } from './pairing/de.ts';
import { phoneDe } from './phone/de.ts';
import { recoveryDe } from './recovery/de.ts';
import { refundDe } from './refund/de.ts';
import { saleDe } from './sale/de.ts';
import { settingsDe } from './settings/de.ts';
import { staffDe } from './staff/de.ts';
import { transferDe } from './transfer/de.ts';
import { unsettledDe } from './unsettled/de.ts';

export const de: Catalogue = {
  ...counterDe,
  ...cameraDe,
  ...saleDe,
  ...unsettledDe,
  ...refundDe,
  ...staffDe,
  ...settingsDe,
  ...booksDe,
  ...newsDe,
  ...countersDe,
  ...networkDe,
  ...diagnosticsDe,
  ...transferDe,
  ...goLiveDe,
  ...recoveryDe,
  ...phoneDe,
  pairing: pairingDe,
};
