import type { Words } from '../words.ts';
import type { newsEn } from './en.ts';

export const newsDe: Words<typeof newsEn> = {
  news: {
    title: 'Nachrichten von FEX',
    live: 'Live: Nachrichten kommen von selbst an.',
    polling: 'Abfrage: FEX wird alle 2 s gefragt, solange eine Zahlung offen ist.',
    charges: 'Kassiert wird so oder so.',
    training: 'In der Übung wird das von selbst eingerichtet.',
    listens: 'Hört auf',
    off: 'An dieser Kasse hört nichts zu.',
    fexUrl: 'Adresse, die bei FEX einzutragen ist',
    proved: 'Der Selbsttest kam {{time}} an, hin und zurück {{ms}} ms.',
    running: 'Der Selbsttest ist unterwegs.',
    never: 'Mit einer öffentlichen Adresse wird der Weg hierher von selbst geprüft.',
    missed:
      'Der Webhook von FEX zur letzten Zahlung kam nicht an. Die Adresse bei FEX mit der hier vergleichen.',
    deliveries: 'Was ankam',
    none: 'Seit dem Start der Kasse kam nichts an.',
    times: '{{count}} Mal',
    test: 'Jetzt testen',
    change: 'Ändern',
    close: 'Schließen',
    back: 'Zurück',
    save: 'Speichern',
    changeTitle: 'Wo Webhooks ankommen',
    who: 'Das entscheidet die Leitung, und es wird festgehalten, wer.',
    mode: 'Empfang',
    modes: { off: 'Aus', loopback: 'Nur dieser Computer', address: 'Eine Adresse' },
    modeHint: {
      off: 'FEX wird nach Nachrichten gefragt. Von außen erreicht nichts diese Kasse.',
      loopback: 'Ein Tunnel oder Reverse-Proxy auf diesem Computer reicht weiter, was FEX schickt.',
      address:
        'Wer diese Adresse erreicht, kann ihr etwas schicken; es zählt nur, was FEX unterschrieben hat.',
    },
    address: 'Adresse dieses Computers',
    port: 'Port; 0 ist irgendein freier',
    publicUrl: 'Öffentliche Adresse, https://…',
    certFile: 'Zertifikat, Pfad einer PEM-Datei',
    keyFile: 'Sein privater Schlüssel, Pfad einer PEM-Datei',
    trouble: {
      'port-in-use':
        'Ein anderes Programm auf diesem Computer benutzt diesen Port. Einen anderen wählen oder das Programm beenden.',
      'address-not-ours': 'Diese Adresse hat dieser Computer nicht. Eine eigene eintragen.',
      'not-permitted': 'Das System lässt diesen Benutzer nicht auf den Port. Einen über 1023 wählen.',
      'certificate-unreadable':
        'Die Datei des Zertifikats lässt sich nicht lesen oder enthält kein PEM-Zertifikat.',
      'certificate-expired':
        'Das Zertifikat ist abgelaufen. Ein neues an seine Stelle legen und neu speichern.',
      'certificate-not-yet': 'Das Zertifikat gilt noch nicht. Auf die Uhr dieses Computers sehen.',
      'certificate-other-name': 'Das Zertifikat gilt nicht für den Namen der öffentlichen Adresse.',
      'key-unreadable': 'Die Datei des Schlüssels lässt sich nicht lesen oder enthält keinen PEM-Schlüssel.',
      'key-open-to-others':
        'Andere auf diesem Computer können den Schlüssel lesen. Nur diesem Benutzer erlauben (chmod 600) und neu speichern.',
      'key-password':
        'Der Schlüssel ist mit einem Passwort gesichert. Ohne Passwort ablegen, lesbar nur für diesen Benutzer.',
      'key-not-matching': 'Der Schlüssel gehört nicht zu diesem Zertifikat.',
      'listener-failed': 'Der Empfang ließ sich nicht starten. Warum, steht im Protokoll.',
    },
    why: {
      dns: 'Der Selbsttest ging nicht hinaus: Den Namen der öffentlichen Adresse gibt es nicht.',
      refused:
        'Der Selbsttest kam nicht an: An der öffentlichen Adresse nimmt niemand etwas an. Den Tunnel starten.',
      unreachable: 'Der Selbsttest kam nicht an: Die öffentliche Adresse ist von hier nicht erreichbar.',
      tls: 'Der Selbsttest kam nicht an: Dem Zertifikat an der öffentlichen Adresse ist nicht zu trauen.',
      proxy:
        'Der Selbsttest ging nicht hinaus: Der Proxy ins Internet ist nicht erreichbar oder verbindet nicht. In den Einstellungen unter Netzwerk nachsehen.',
      'proxy-password':
        'Der Selbsttest ging nicht hinaus: Der Proxy will Namen und Passwort. Wer ihn betreibt, muss diese Kasse ohne hinauslassen.',
      'time-out': 'Der Selbsttest kam nicht binnen 10 s an.',
      redirect:
        'Die öffentliche Adresse verweist auf eine andere, und FEX folgt nicht. Gleich diese eintragen.',
      elsewhere:
        'An der öffentlichen Adresse antwortet etwas, aber hier kam nichts an. Es muss zum Port dieser Kasse weiterreichen, samt Pfad.',
      'answer-changed':
        'Der Selbsttest kam an, seine Antwort aber nicht zurück. FEX würde dasselbe immer wieder schicken.',
      'no-secret':
        'Er kam an, aber das Webhook-Geheimnis lässt sich nicht lesen. Nach dem Schlüsselbund dieses Computers sehen.',
    },
    outcome: {
      verified: 'Geprüft',
      again: 'Geprüft, kam schon einmal',
      'self-test': 'Selbsttest',
      unsigned: 'Abgewiesen: nicht unterschrieben',
      forged: 'Abgewiesen: falsche Unterschrift',
      unreadable: 'Abgewiesen: nicht die Form von FEX',
      'not-stored': 'Ließ sich nicht ablegen; FEX schickt es noch einmal',
      'no-secret': 'Kein Webhook-Geheimnis, um es zu prüfen',
      'other-path': 'Abgewiesen: anderer Pfad',
    },
  },
};
