import type { Words } from '../words.ts';
import type { counterEn } from './en.ts';

export const counterDe: Words<typeof counterEn> = {
  app: {
    noAnswer: 'Diese Seite erreicht das Kassenprogramm nicht.',
    noAnswerHint: 'Fenster schließen und FEX Counter neu starten. Frühere Verkäufe sind sicher.',
    broken: 'Dieser Bildschirm konnte nicht gezeichnet werden.',
    brokenHint: 'Die Kasse beobachtet die Zahlung weiter. Bildschirm neu laden.',
    reload: 'Neu laden',
  },
  connection: {
    starting: 'Verbindet',
    live: 'Live',
    polling: 'Abfrage',
    unstable: 'Instabil',
    offline: 'Offline',
  },
  band: {
    training: 'Training',
    trainingText: 'Es fließt kein echtes Geld. Jede Wallet hier ist erfunden.',
    sandbox: 'Sandbox',
    sandboxText: 'Nur Testgeld.',
    offlineSince: 'FEX ist seit {{time}} nicht erreichbar.',
    offlineLast: 'Letzte Antwort {{time}}',
    offlineNever: 'Noch keine Antwort',
    halt: 'Kassieren ist gestoppt',
    tryAgain: 'Noch einmal',
    keysInFile: 'FEX hat die Schlüssel der --config-Datei abgelehnt. Dort berichtigen und neu starten.',
    phone: 'Kundenhandy',
  },
  header: {
    settings: 'Einstellungen',
    muted: 'Ton aus',
  },
  halt: {
    'journal-unwritable':
      'Dieser Computer kann keine Verkäufe aufzeichnen: die Platte ist voll oder schreibgeschützt.',
    'journal-damaged': 'Die Aufzeichnung ist beschädigt oder verändert. Die Leitung rufen.',
    'journal-set-aside': 'Die beschädigte Aufzeichnung liegt beiseite. Die Leitung rufen.',
    'credentials-refused': 'FEX hat die Schlüssel dieser Kasse abgelehnt. Die Leitung muss sie neu koppeln.',
    'counter-inactive':
      'Der Händler hat diese Kasse abgeschaltet. Offene Zahlungen werden weiter beobachtet.',
    'keychain-locked':
      'Der Schlüsselbund dieses Computers ist gesperrt, die Schlüssel der Kasse sind nicht lesbar. Entsperren und „Noch einmal“ drücken. Bisherige Verkäufe sind sicher.',
    'keychain-missing':
      'Der Schlüsselbund dieses Computers antwortet nicht, die Schlüssel der Kasse sind nicht lesbar. Offene Zahlungen werden weiter beobachtet.',
    'keychain-plain':
      'Der Schlüsselbund dieses Computers hat kein Passwort und würde die Schlüssel der Kasse offen ablegen. Ein Passwort setzen und „Noch einmal“ drücken.',
    unpaired:
      'Diese Kasse wurde entkoppelt. Offene Zahlungen werden weiter beobachtet. Die Leitung kann sie neu koppeln.',
    'keys-gone':
      'Die Schlüssel der Kasse sind nicht im Schlüsselbund dieses Computers. Die Leitung muss sie neu koppeln.',
    'copied-or-restored': 'Die Aufzeichnungen sehen kopiert oder zurückgespielt aus. Die Leitung rufen.',
  },
  confirm: {
    back: 'Zurück',
  },
  failure: {
    busy: 'An dieser Kasse ist noch eine Zahlung offen.',
    'refund-open': 'Eine Erstattung ist noch offen. Warten, bis sie erledigt ist, oder sie zurückziehen.',
    'sale-unknown':
      'FEX hat noch nicht gesagt, was aus einem ungeklärten Verkauf wurde. Warten oder ihn von Hand klären.',
    'not-open': 'Diese Zahlung steht nicht mehr auf dem Bildschirm.',
    'not-possible-now': 'Das geht gerade nicht.',
    'amount-zero': 'Zuerst einen Betrag eingeben.',
    'amount-over-cap': 'Der Betrag liegt über dem größten Verkauf dieser Kasse.',
    'amount-not-whole': 'Der Betrag hat mehr Nachkommastellen als die Währung.',
    'note-too-long': 'Die Notiz ist länger als 140 Zeichen.',
    'note-wallet-code': 'Das ist ein Wallet-Code, keine Notiz. Nichts davon wurde behalten.',
    'wallet-code-empty': 'Es wurde kein Wallet-Code gelesen. Scannen oder eintippen.',
    'wallet-code-product': 'Das ist ein Produkt-Strichcode. Nach dem Wallet-Code fragen.',
    'wallet-code-payment': 'Das ist ein Code zum Zahlen an einer Kasse. Nach dem Wallet-Code fragen.',
    'wallet-code-bank': 'Das ist ein Zahlcode einer Bank. Nach dem Wallet-Code fragen.',
    'wallet-code-url': 'Das ist eine Internetadresse. Nach dem Wallet-Code fragen.',
    'wallet-code-other': 'Das ist der Code einer anderen App. Nach dem Wallet-Code fragen.',
    'wallet-code-two': 'Das waren zwei Wallet-Codes. Einen davon noch einmal scannen.',
    'wallet-code-too-long': 'Das ist zu lang für einen Wallet-Code. Noch einmal scannen.',
    offline: 'FEX ist nicht erreichbar. Nichts wurde gesendet.',
    'charging-stopped': 'Kassieren ist an dieser Kasse gestoppt. Nichts wurde gesendet.',
    'not-in-training': 'Das Kundenhandy gibt es nur im Training.',
    'phone-refused': 'Die Trainings-Wallet hat abgelehnt.',
    locked: 'Zuerst anmelden.',
    'pin-wrong': 'Diese PIN stimmt nicht.',
    'pin-wait': 'Zu viele falsche PINs. Der nächste Versuch geht in {{seconds}} s.',
    'name-missing': 'Einen Namen eingeben.',
    'name-taken': 'So heißt schon jemand. Etwas anfügen, das beide unterscheidet.',
    'pin-weak':
      'Diese PIN ist leicht zu erraten oder fehlt. Vier bis acht Ziffern, keine Reihe, nicht alle gleich.',
    'last-manager': 'Es muss eine Leitung geben.',
    'keys-missing': 'Client-ID und Client-Secret des Händlers eingeben.',
    'merchant-unproved': 'Das sind nicht die Schlüssel des Händlers dieser Kasse.',
    'qr-only': 'Diese Kasse zeigt nur Codes; ihr Schlüssel darf keine Wallet-Codes scannen.',
    'keychain-closed':
      'Der Schlüsselbund dieses Computers tut nicht, was er soll. Entsperren und noch einmal versuchen.',
    'not-recorded':
      'Das ließ sich nicht festhalten: Die Festplatte dieses Computers ist voll oder schreibgeschützt. Es geschah nichts.',
    'public-url-wrong':
      'Die öffentliche Adresse muss mit https:// beginnen und darf weder Name noch Passwort noch Fragezeichen enthalten. Auf diesem Rechner genügt http://.',
    'listen-address-wrong': 'Eine solche Adresse kann kein Rechner haben.',
    'certificate-incomplete':
      'Zu einem Zertifikat gehört sein Schlüssel, zu einem Schlüssel sein Zertifikat.',
    'proxy-url-wrong': 'Die Adresse des Proxys ist http://host:port, ohne Namen und Passwort.',
    'settings-not-saved': 'Die Einstellung konnte auf diesem Computer nicht gespeichert werden.',
    'same-as-released': 'Das sieht aus wie ein Verkauf, der noch nicht geklärt ist.',
    'needs-manager':
      'Das muss die Leitung entscheiden, und an dieser Kasse kann sich noch niemand so ausweisen.',
    'rebuild-first': 'Zuerst muss die Liste von FEX gelesen werden. Das wird gerade versucht.',
    'not-confirmed': 'Das muss zuerst bestätigt werden.',
  },
  refused: 'Die Kasse konnte das nicht tun. Nichts wurde geändert.',
};
