import type { Words } from '../words.ts';
import type { recoveryEn } from './en.ts';

export const recoveryDe: Words<typeof recoveryEn> = {
  recovery: {
    button: 'Was geschehen ist',
    title: {
      'set-aside': 'Die Aufzeichnung der Verkäufe wurde beiseitegelegt',
      changed: 'Die Aufzeichnung der Verkäufe wurde verändert',
      broken: 'Die Aufzeichnung der Verkäufe ist beschädigt',
      copied: 'Diese Aufzeichnungen sehen kopiert oder zurückgespielt aus',
      another: 'Vielleicht verkauft eine andere Kasse unter diesem Zugang',
    },
    journal: {
      'set-aside':
        'Sie war nicht zu gebrauchen. Sie ist aufbewahrt, nichts davon wurde gelöscht, und eine neue wurde begonnen.',
      changed: 'Zeilen sind nicht so, wie dieses Programm sie schrieb. Sie bleiben, wie sie sind.',
      broken:
        'Der Datei ist nicht mehr zu trauen. FEX Counter schließen und neu starten: Dann wird die Datei beiseitegelegt und ihr Inhalt aus der Liste von FEX wiederhergestellt.',
    },
    keptAs: 'Die alte Datei:',
    copied: {
      'mark-ahead':
        'Diese Aufzeichnung endet vor dem letzten Verkauf dieser Kasse: Eine ältere wurde zurückgespielt oder nur die Hälfte kopiert.',
      'mark-differs': 'Diese Aufzeichnung ist nicht die, die diese Kasse zuletzt schrieb.',
      'mark-missing':
        'Was dieser Computer aufbewahrt, um diese Aufzeichnung von einer älteren zu unterscheiden, fehlt.',
      'other-machine': 'Dieses Profil lag vorher auf einem anderen Computer.',
      'foreign-intent':
        'FEX hat eine Zahlung dieses Zugangs, die hier fehlt: Eine andere Kasse hat sie gemacht, oder die Aufzeichnung verlor sie.',
    },
    rebuild: {
      looking: 'In der Liste von FEX wird nach Verkäufen gesucht, die hier fehlen.',
      waiting: 'Die Liste von FEX war noch nicht zu lesen. Alle 15 Sekunden ein neuer Versuch.',
      whole: 'Die Liste von FEX wurde bis {{time}} zurück gelesen.',
      partly:
        'Die Liste von FEX wurde bis {{time}} zurück gelesen, mit Lücken. Sie wird noch einmal gelesen, und was sich findet, kommt hinzu.',
    },
    rebuilt: 'Daraus wiederhergestellt: {{count}}.',
    rebuiltNone: 'Sie zeigt keinen Verkauf, der hier fehlt.',
    ended: {
      watched: 'FEX wird gefragt',
      paid: 'Bei FEX abgeschlossen',
      'not-charged': 'Nicht belastet',
      refunded: 'Zurückgegeben',
      settled: 'Von Hand geklärt',
    },
    lost: 'Wer kassiert hat, was verlangt wurde, Notizen und was ein Bildschirm sagte, lässt sich nicht wiederherstellen: Die Beträge sind die von FEX. Ältere Verkäufe stehen in der alten Datei und bei FEX.',
    unreadable: 'Zahlungen bei FEX mit unlesbarem Betrag, unverändert: {{count}}.',
    askAlone:
      'Die Leitung: Benutzt nur diese Kasse diesen Zugang? Dann beginnt sie mit neuer Nummer, und die Aufzeichnung geht weiter.',
    askSeen: 'Die Leitung: Ist das zur Kenntnis genommen? Dann geht das Kassieren weiter.',
    yesAlone: 'Nur diese Kasse',
    yesSeen: 'Gesehen, weiter',
    back: 'Zurück',
  },
};
