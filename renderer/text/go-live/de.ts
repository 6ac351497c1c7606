import type { Words } from '../words.ts';
import type { goLiveEn } from './en.ts';

export const goLiveDe: Words<typeof goLiveEn> = {
  goLive: {
    title: 'Vor dem Start mit echtem Geld',
    reading: 'Was hier gesehen wurde, wird gelesen',
    ready: 'Alles auf der Liste von FEX wurde hier gesehen.',
    missing: 'Noch nicht gesehen: {{count}} der zwölf Punkte von FEX.',
    seen: 'Gesehen {{time}}',
    now: 'Eben nachgesehen',
    notNeeded: 'Nicht nötig: Diese Kasse zeigt nur Codes.',
    again: 'Noch einmal nachsehen',
    close: 'Schließen',
    point: {
      'merchant-keys': {
        title: 'FEX gab die Schlüssel des Händlers und nimmt sie an',
        missing: 'Bei der Verwaltung von FEX danach fragen, dann diese Kasse damit koppeln.',
      },
      'secret-kept': {
        title: 'Das Client-Secret liegt im Schlüsselbund',
        missing: 'Diese Kasse koppeln: Dann kommen ihre Schlüssel in den Schlüsselbund dieses Computers.',
      },
      token: {
        title: 'FEX gibt für die Schlüssel ein Token',
        missing: 'Eben gab FEX keines. Die Diagnose sagt, warum.',
      },
      counter: {
        title: 'Eine Kasse ist da, mit einer Testzahlung geprüft',
        missing: 'Diese Kasse koppeln: Dabei wird eine angelegt oder übernommen und getestet.',
      },
      'webhook-secret': {
        title: 'Das Webhook-Secret liegt im Schlüsselbund',
        missing: 'Diese Kasse koppeln, oder unter Kassen ein neues Webhook-Secret machen lassen.',
      },
      'token-renewed': {
        title: 'Das Token wird erneuert, bevor es endet',
        missing: 'Die Kasse fünf Minuten laufen lassen.',
      },
      'webhook-door': {
        title: 'Webhooks werden erwartet und geprüft',
        missing: 'Den Empfang unter Nachrichten von FEX einschalten.',
      },
      'asked-again': {
        title: 'FEX wird noch einmal gefragt, wenn es nicht antwortete',
        missing: 'Das Netz für eine Minute wegnehmen und wiedergeben.',
      },
      'standard-sale': {
        title: 'Ein Kunde hat einen Code gescannt und bezahlt',
        missing: 'Einen Testverkauf machen und mit einem Wallet der Sandbox von FEX bezahlen lassen.',
      },
      'reverse-sale': {
        title: 'Ein Wallet-Code wurde gescannt, bestätigt und bezahlt',
        missing: 'Den Code eines Wallets der Sandbox von FEX scannen und bestätigen lassen.',
      },
      'webhook-verified': {
        title: 'Ein Webhook von FEX kam an, richtig signiert',
        missing: 'FEX die Webhook-Adresse dieser Kasse nennen, dann einen Testverkauf bezahlen lassen.',
      },
      live: {
        title: 'FEX hat den Betrieb mit echtem Geld freigeschaltet',
        missing: 'Bei der Verwaltung von FEX danach fragen, dann diese Kasse mit den neuen Adressen koppeln.',
      },
    },
  },
};
