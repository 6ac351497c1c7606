import type { Words } from '../words.ts';
import type { transferEn } from './en.ts';

export const transferDe: Words<typeof transferEn> = {
  transfer: {
    title: 'Einstellungsdatei',
    hint: 'Einstellungen kommen als Datei in diesem Ordner zur nächsten Kasse. Keine Schlüssel, keine Personen und keine PINs sind darin, und nichts davon, wer diese Kasse ist.',
    none: 'Diese Kasse hat keinen Ordner dafür.',
    export: 'Diese Einstellungen sichern',
    exported: 'Im Ordner gesichert.',
    files: 'Dateien im Ordner',
    noFiles: 'Dort ist keine Datei. Eine hineinkopieren, oder diese Einstellungen sichern.',
    close: 'Schließen',
    back: 'Zurück',
    lookTitle: 'Diese Einstellungen übernehmen?',
    same: 'Alles darin ist hier schon so.',
    changes: 'Das würde sich ändern:',
    otherCurrency: 'Der größte Verkauf darin ist in {{currency}} und bleibt hier, wie er ist.',
    take: 'Übernehmen',
    taken: 'Die Kasse öffnet sich neu damit.',
    on: 'Ja',
    off: 'Nein',
    seconds: '{{count}} Sek.',
    minutes: '{{count}} Min.',
    key: {
      language: 'Sprache',
      theme: 'Farben',
      volume: 'Lautstärke',
      muted: 'Ton aus',
      capMinor: 'Größter Verkauf',
      standardExpiresS: 'Ein Code ist bezahlbar',
      reverseExpiresS: 'Ein Telefon wird gefragt',
      lockAfterMinutes: 'Gesperrt nach',
      refundLateByItself: 'Verspätetes Geld von selbst erstatten',
    },
    trouble: {
      'file-gone': 'Diese Datei ist nicht mehr da.',
      'file-too-large': 'Diese Datei ist zu groß für Einstellungen. Nichts wurde geändert.',
      'not-settings': 'Das ist keine Einstellungsdatei von FEX Counter. Nichts wurde geändert.',
      'from-the-future':
        'Ein neuerer FEX Counter hat diese Datei geschrieben. Erst diesen aktualisieren, dann übernehmen. Nichts wurde geändert.',
      broken: 'Etwas in dieser Datei ist beschädigt oder unmöglich. Nichts wurde geändert.',
    },
  },
};
