import type { Words } from '../words.ts';
import type { cameraEn } from './en.ts';

export const cameraDe: Words<typeof cameraEn> = {
  camera: {
    on: 'Kamera an',
    button: 'Kamera',
    title: 'Kamera',
    hint: 'Sie ist nur an, solange ein Wallet-Code gescannt wird. Kein Bild wird behalten, keines verlässt diesen Computer.',
    which: 'Kamera für Wallet-Codes',
    any: 'Irgendeine Kamera',
    numbered: 'Kamera {{number}}',
    absent: '{{name}} (nicht angeschlossen)',
    none: 'Keine Kamera, nur Scanner',
    facing: 'Die Kamera sieht',
    facings: { customer: 'Den Kunden', cashier: 'Die Kasse, gespiegelt' },
    starting: 'Die Kamera startet. Der Scanner geht schon.',
    picture: {
      fine: 'Den Code des Kunden vor die Kamera halten oder den Scanner benutzen.',
      black: 'Das Bild ist schwarz. Die Linse frei machen oder Licht machen. Der Scanner geht.',
      frozen: 'Das Bild steht still. Die Kamera abziehen und wieder anstecken. Der Scanner geht.',
    },
    advice: {
      closer: 'Näher heran: Der Code ist klein.',
      still: 'Das Telefon still halten.',
      brighter: 'Das Telefon heller stellen.',
      tilt: 'Zu hell: Das Telefon etwas kippen.',
    },
    trouble: {
      missing: 'Keine Kamera ist angeschlossen. Den Scanner auf den Code in der FEX-App des Kunden richten.',
      'chosen-missing':
        'Die gewählte Kamera ist nicht angeschlossen. Anstecken oder unter Kamera eine andere wählen.',
      denied:
        'Dieser Computer lässt die Kasse die Kamera nicht benutzen. In seinen Datenschutz-Einstellungen erlauben.',
      busy: 'Ein anderes Programm benutzt die Kamera. Es schließen; die Kasse versucht es von selbst wieder.',
      failed: 'Die Kamera startet nicht. Abziehen und wieder anstecken. Der Scanner geht.',
      'no-reader': 'Dieser Computer kann keine Codes von der Kamera lesen. Den Scanner benutzen.',
    },
  },
};
