import type { Words } from '../words.ts';
import type { countersEn } from './en.ts';

export const countersDe: Words<typeof countersEn> = {
  counters: {
    title: 'Kassen',
    enterHint:
      'Alle Kassen des Händlers: Name, Standort, Webhook-Adresse, und wann jede zuletzt verkauft hat. Die Leitung öffnet dies mit den Schlüsseln des Händlers.',
    open: 'Kassen öffnen',
    keysHint: 'Sie werden benutzt, bis dies geschlossen wird, und nirgends verwahrt.',
    close: 'Schließen',
    back: 'Zurück',
    search: 'Nach Name, Standort oder ID suchen',
    thisTill: 'Diese Kasse',
    inactive: 'Deaktiviert',
    lastPayment: 'Letzte Zahlung {{time}}',
    noneSince: 'Keine Zahlung seit {{time}}',
    never: 'Noch keine Zahlung',
    readingCounters: 'Kassen werden gelesen: Seite {{pages}}',
    readingActivity: 'Letzte Verkäufe werden gelesen: Seite {{pages}}',
    waiting: 'Eine Zahlung ist auf dem Schirm. Danach wird weitergelesen.',
    stop: 'Anhalten',
    again: 'Neu lesen',
    total: 'Kassen: {{count}}',
    partly: 'Nicht alle wurden gelesen.',
    more: 'Weitere {{count}} zeigen',
    none: 'So heißt keine Kasse.',
    name: 'Name der Kasse',
    location: 'Standort',
    webhookUrl: 'Webhook-Adresse',
    save: 'Bei FEX speichern',
    saved: 'FEX zeigt es so.',
    deactivate: 'Deaktivieren',
    endTitle: '{{name}} deaktivieren?',
    endText: 'Sie nimmt keine Zahlung mehr an, an keinem Gerät. FEX kann das nicht rückgängig machen.',
    endThis:
      'Es ist die Kasse, an der Sie stehen: Ihre Schlüssel verlassen den Schlüsselbund dieses Computers, und sie muss neu gekoppelt werden.',
    endReading: 'Offene Zahlungen werden gelesen',
    endNone: 'Dort ist keine Zahlung offen.',
    endOpen: 'Dort noch offene Zahlungen: {{count}}. Sie können noch bezahlt werden.',
    endUnread: 'Ob dort Zahlungen offen sind, ist von FEX nicht zu erfahren.',
    endYes: 'Endgültig deaktivieren',
    rotate: 'Neues Webhook-Secret',
    rotateTitle: 'FEX ein neues Webhook-Secret machen lassen?',
    rotateText:
      'FEX signiert seine Webhooks an diese Kasse dann damit. Es kommt sofort in den Schlüsselbund dieses Computers, und das alte gilt noch zehn Minuten. Zahlungen gehen weiter.',
    rotateYes: 'Ein neues machen',
    rotation: {
      asked:
        'Ein neues Webhook-Secret wurde {{time}} verlangt, und die Antwort von FEX ging verloren. Bis ein weiteres gemacht ist, lassen sich Webhooks vielleicht nicht prüfen; nach Zahlungen wird stattdessen gefragt.',
      unkept:
        'Das neue Webhook-Secret ist in Gebrauch und noch nicht im Schlüsselbund. Den Schlüsselbund entsperren und die Kasse laufen lassen.',
      unconfirmed: 'Neues Webhook-Secret seit {{time}}. Der erste Webhook von FEX bestätigt es.',
      confirmed: 'Das neue Webhook-Secret wurde {{time}} durch einen Webhook von FEX bestätigt.',
    },
    oldUntil: 'Das alte gilt noch bis {{time}}.',
    trouble: {
      'merchant-differs':
        'Das sind die Schlüssel eines anderen Händlers, oder FEX kennt diese Kasse nicht mehr. Nichts wurde geändert.',
      'webhook-url-wrong':
        'An diese Adresse kann FEX nichts schicken. Sie beginnt mit https:// und enthält weder Name noch Passwort noch Fragezeichen.',
      'activity-unread': 'Wann die Kassen zuletzt verkauft haben, war von FEX nicht zu erfahren.',
      'update-refused': 'FEX hat die Änderung nicht angenommen.',
      'update-unanswered':
        'FEX hat nicht geantwortet und zeigt die Änderung nicht. Erst nachsehen, dann noch einmal versuchen.',
      'update-not-shown':
        'FEX hat die Änderung angenommen und zeigt etwas anderes. Gleich noch einmal nachsehen.',
      'deactivate-refused': 'FEX hat die Kasse nicht deaktiviert.',
      'deactivate-unanswered':
        'FEX hat nicht geantwortet und zeigt die Kasse nicht als deaktiviert. Erst nachsehen, dann noch einmal versuchen.',
    },
  },
};
