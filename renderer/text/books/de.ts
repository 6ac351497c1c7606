import type { Words } from '../words.ts';
import type { booksEn } from './en.ts';

export const booksDe: Words<typeof booksEn> = {
  books: {
    title: 'Die Bücher',
    never:
      'Die Aufzeichnung dieser Kasse wurde noch nicht mit den Listen von FEX verglichen. Das geschieht einmal am Tag, in einem ruhigen Moment.',
    agrees: 'Alles stimmt überein.',
    inconclusive: 'Es konnte nicht alles gelesen werden. Noch einmal prüfen, wenn FEX antwortet.',
    differs: 'Nicht erklärt: {{count}}.',
    when: 'Geprüft {{time}}, zurück bis {{from}}.',
    ledgerRefused:
      'Mit den Schlüsseln dieser Kasse lässt sich das Kontobuch von FEX nicht lesen; verglichen wurde die Liste von FEX.',
    safe: 'Deswegen wird nichts belastet oder erstattet, und der Verkauf geht weiter.',
    waiting: 'Eine Zahlung ist auf dem Bildschirm. Danach geht die Prüfung weiter.',
    step: {
      list: 'Liste von FEX wird gelesen: Seite {{done}}',
      record: 'Aufzeichnung dieser Kasse wird gelesen: {{done}}',
      ledger: 'Kontobuch von FEX wird gelesen: Seite {{done}}',
      again: 'Was abweicht, wird noch einmal gelesen: {{done}}',
    },
    check: 'Bücher prüfen',
    stop: 'Anhalten',
    close: 'Schließen',
    here: 'Hier:',
    there: 'Bei FEX:',
    seen: 'Gesehen',
    seenTitle: 'Ist das geklärt?',
    seenAsk:
      'Die Leitung: Es verschwindet aus der Liste, und es wird festgehalten, wer das sagt. Es bewegt sich kein Geld.',
    seenYes: 'Gesehen, entfernen',
    back: 'Zurück',
    kind: {
      matched: 'Stimmen überein',
      'missing-here': 'FEX hat sie, diese Kasse nicht',
      'missing-there': 'Diese Kasse hat sie, FEX nicht',
      'different-amount': 'Anderer Betrag',
      'different-currency': 'Andere Währung',
      'paid-here-not-there': 'Hier bezahlt, bei FEX nicht',
      'paid-there-not-here': 'Bei FEX bezahlt, hier nicht',
      'refunded-there-not-here': 'Bei FEX zurückgegeben, hier nicht',
      'refunded-here-not-there': 'Hier zurückgegeben, bei FEX nicht',
      twice: 'Mehr als eine Zahlung für einen Verkauf',
      'other-format': 'Anderswo erstellt',
      foreign: 'Von einer anderen Kasse',
      manual: 'Von Hand geklärt',
      open: 'Wird noch bei FEX erfragt',
      test: 'Probezahlungen',
    },
    tookMore:
      'FEX hat mehr eingezogen als verlangt. Im Dashboard von FEX erstatten und den richtigen Betrag neu kassieren.',
    tookLess:
      'FEX hat weniger eingezogen als verlangt. Den Rest als neuen Verkauf kassieren oder im Dashboard von FEX erstatten.',
    todo: {
      matched: 'Nichts zu tun.',
      'missing-here':
        'Der Aufzeichnung fehlt ein Verkauf. Im Dashboard von FEX nachsehen und ihn von Hand zum Tag rechnen.',
      'missing-there': 'Mit diesem Geld nicht rechnen. Bei FEX nachfragen, was daraus wurde.',
      'different-amount': 'Den Beleg mit dem Dashboard von FEX vergleichen.',
      'different-currency': 'Beleg mit dem Dashboard von FEX vergleichen und FEX Bescheid geben.',
      'paid-here-not-there': 'Mit diesem Geld nicht rechnen. Bei FEX nachfragen, was daraus wurde.',
      'paid-there-not-here':
        'Der Kunde hat bezahlt, und der Verkauf wurde ohne das Geld abgeschlossen. Im Dashboard von FEX erstatten oder behalten.',
      'refunded-there-not-here': 'Jemand hat im Dashboard von FEX erstattet. Vom Tag abziehen.',
      'refunded-here-not-there':
        'Der Kunde wartet vielleicht noch auf das Geld. Im Dashboard von FEX nachsehen.',
      twice: 'Der Kunde hat vielleicht zweimal bezahlt. Eine Zahlung im Dashboard von FEX erstatten.',
      'other-format': 'Nichts zu tun.',
      foreign: 'Eine andere Kasse verkauft als diese. Sie finden und anhalten.',
      manual: 'Nichts zu tun.',
      open: 'FEX hat seit mehr als einem Tag nichts gesagt. Von Hand klären oder bei FEX nachfragen.',
      test: 'Nichts zu tun.',
    },
  },
};
