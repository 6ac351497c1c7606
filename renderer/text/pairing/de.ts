import type { Words } from '../words.ts';
import type { pairingEn } from './en.ts';

export const pairingDe: Words<typeof pairingEn> = {
  title: 'Diese Kasse koppeln',
  fromTraining: 'Eine echte Kasse koppeln',
  once: 'Einmal, etwa zwei Minuten',
  goOn: 'Weiter',
  back: 'Zurück',
  again: 'Noch einmal',
  busy: 'Einen Moment …',
  steps: {
    where: 'Wo FEX ist',
    keys: 'Die Schlüssel des Händlers',
    counter: 'Diese Kasse',
    proof: 'Eine Testzahlung',
  },
  where: {
    title: 'Wo FEX ist',
    hint: 'Die FEX-Verwaltung hat Ihnen mit den Schlüsseln zwei Adressen gegeben.',
    before:
      'Dieser Computer enthält die Verkäufe von {{name}}. Dieselbe Kasse wieder koppeln oder einen anderen Profilordner nehmen.',
    environment: 'Umgebung',
    sandbox: 'Sandbox, Testgeld',
    live: 'Live, echtes Geld',
    api: 'Adresse der API',
    token: 'Adresse der Anmeldung (Token)',
    plainHttp:
      'Unverschlüsseltes http zur Sandbox erlauben. Nur für Testschlüssel: Jeder auf dem Weg kann sie lesen.',
  },
  keys: {
    title: 'Die Schlüssel des Händlers',
    hint: 'Mit ihnen wird diese Kasse gekoppelt; sie werden nie wieder gezeigt.',
    clientId: 'Client-ID',
    clientSecret: 'Client-Secret',
    code: 'Oder die ganze Nachricht von FEX in eines der Felder einfügen, oder sie als einen Code scannen.',
    foreign:
      'Das ist nicht die Nachricht von FEX mit client_id und client_secret. Nichts davon wurde übernommen.',
  },
  counter: {
    title: 'Diese Kasse',
    new: 'Eine neue Kasse',
    existing: 'Eine vorhandene ({{count}})',
    name: 'Name der Kasse',
    first: 'Kasse {{number}}',
    begun:
      'FEX hat schon eine Kasse namens {{name}}, angelegt hier um {{time}}, ohne die Kopplung zu beenden. Sie lässt sich übernehmen.',
    location: 'Standort',
    currency: 'Währung',
    create: 'Anlegen und testen',
    takeOver: 'Übernehmen und testen',
    search: 'Nach Name, Standort oder ID suchen',
    inactive: 'deaktiviert',
    more: 'Und {{count}} weitere. Über die Suche zu finden.',
    none: 'So heißt keine Kasse.',
    oldSecret: 'Ihr Client-Secret, falls vorhanden',
    oldSecretHint:
      'Ohne es wird der Schlüssel des Händlers für diese Kasse verwahrt. Die andere Kasse, die sie benutzte, bekommt keine Webhooks mehr.',
  },
  proof: {
    title: 'Eine Testzahlung',
    hint: 'Eine Zahlung über den kleinsten Betrag wird angelegt und storniert. Niemand kann sie bezahlen, und sie zählt nicht als Verkauf.',
  },
  done: {
    title: '{{name}} ist gekoppelt',
    sandbox: 'Sie nimmt Testgeld aus der Sandbox von FEX.',
    live: 'Sie nimmt echtes Geld.',
    start: 'Verkauf beginnen',
    scan: {
      own: 'Kunden können Ihren Code scannen, und Sie ihren.',
      merchant:
        'Kunden können Ihren Code scannen. Wallet-Codes werden mit dem Schlüssel des Händlers gescannt, der im Schlüsselbund liegt.',
      none: 'Kunden scannen Ihren Code. Wallet-Codes können hier nicht gescannt werden.',
    },
  },
  checks: {
    keychain: {
      running: 'Schlüsselbund wird geöffnet',
      good: 'Der Schlüsselbund ist offen',
      bad: 'Der Schlüsselbund öffnet sich nicht',
      noted: 'Der Schlüsselbund ist offen',
    },
    keys: {
      running: 'Anmeldung läuft',
      good: 'FEX nimmt die Schlüssel',
      bad: 'FEX nimmt die Schlüssel nicht',
      noted: 'FEX nimmt die Schlüssel',
    },
    counters: {
      running: 'Kassen werden gelesen',
      good: 'Kassen des Händlers',
      bad: 'Die Kassen sind nicht lesbar',
      noted: 'Kassen des Händlers',
    },
    created: {
      running: 'Kasse wird angelegt',
      good: 'Die Kasse ist angelegt',
      bad: 'Die Kasse ist nicht angelegt',
      noted: 'Die Kasse ist angelegt',
    },
    rotated: {
      running: 'Neues Webhook-Secret wird geholt',
      good: 'FEX gab ein neues Webhook-Secret',
      bad: 'Kein neues Webhook-Secret',
      noted: 'FEX gab ein neues Webhook-Secret',
    },
    kept: {
      running: 'Schlüssel kommen in den Schlüsselbund',
      good: 'Die Schlüssel sind im Schlüsselbund',
      bad: 'Die Schlüssel sind nicht im Schlüsselbund',
      noted: 'Die Schlüssel sind im Schlüsselbund',
    },
    token: {
      running: 'Die Kasse meldet sich an',
      good: 'Die Kasse meldet sich an',
      bad: 'Die Kasse kann sich nicht anmelden',
      noted: 'Die Kasse meldet sich an',
    },
    payment: {
      running: 'Zahlung wird angelegt und storniert',
      good: 'Eine Zahlung wurde angelegt und storniert',
      bad: 'Die Testzahlung ging nicht',
      noted: 'Eine Zahlung wurde angelegt und storniert',
    },
    scan: {
      running: 'Scannen wird versucht',
      good: 'Wallet-Codes können gescannt werden',
      bad: 'Mit diesem Schlüssel geht Scannen nicht',
      noted: 'Nur QR: Wallet-Codes werden nicht gescannt',
    },
    ledger: {
      running: 'Kontobuch wird gelesen',
      good: 'Das Kontobuch von FEX ist lesbar',
      bad: 'Das Kontobuch von FEX ist nicht lesbar',
      noted:
        'Dieser Schlüssel darf das Kontobuch von FEX nicht lesen; Berichte nehmen die Liste der Zahlungen',
    },
  },
  question: {
    'lost-answer': {
      title: 'Die Kasse existiert, ihre Schlüssel sind verloren',
      text: 'FEX hat die Kasse angelegt, die Antwort mit den Schlüsseln kam nicht an. FEX zeigt Schlüssel nur einmal. Die Kasse mit dem Schlüssel des Händlers übernehmen, oder eine andere anlegen und diese später deaktivieren.',
    },
    'no-counter-keys': {
      title: 'Diese Kasse hat hier keine eigenen Schlüssel',
      text: 'FEX gibt sie nicht noch einmal. Die Kasse kann sich mit dem Schlüssel des Händlers anmelden, der dann im Schlüsselbund dieses Computers liegt. Wer an ihn kommt, kann für den ganzen Händler handeln.',
    },
    'no-webhook-secret': {
      title: 'FEX gab kein Webhook-Secret',
      text: 'Ohne es sind Nachrichten von FEX nicht prüfbar. FEX kann jetzt ein neues machen.',
    },
    'sold-elsewhere': {
      title: 'Eine andere Kasse verkaufte heute unter diesem Namen',
      text: 'Zwei Geräte auf einer Kasse verlieren Zahlungen aus den Augen. Nur übernehmen, wenn das andere nicht mehr benutzt wird.',
    },
    scan: {
      title: 'Der Schlüssel dieser Kasse darf keine Wallet-Codes scannen',
      text: 'FEX erlaubt es nur mit dem Schlüssel des Händlers. Nur QR-Codes zeigen, oder den Schlüssel des Händlers im Schlüsselbund dieses Computers verwahren, zum Scannen und für die Liste der Kassen, wenn die Leitung sie öffnet. Wer an ihn kommt, kann für den ganzen Händler handeln.',
    },
  },
  choice: {
    'take-over': 'Diese Kasse übernehmen',
    another: 'Eine andere anlegen',
    'merchant-key': 'Schlüssel des Händlers verwahren',
    rotate: 'FEX eines machen lassen',
    'go-on': 'Trotzdem übernehmen',
    'qr-only': 'Nur QR',
    stop: 'Eine andere Kasse wählen',
  },
  trouble: {
    'address-wrong':
      'Das ist keine Adresse. Sie beginnt mit https:// und enthält weder Namen noch Passwort noch Fragezeichen.',
    'address-insecure':
      'Diese Adresse ist nicht verschlüsselt, und so werden Schlüssel nie gesendet. https benutzen.',
    'address-not-here':
      'Dieses Fenster ist von außen steuerbar, daher kann darin nur eine Sandbox auf diesem Computer gekoppelt werden.',
    'sign-in-unreachable': 'Die Adresse der Anmeldung antwortet nicht. Netz und Adresse prüfen.',
    'sign-in-tls':
      'Das Zertifikat der Anmeldeadresse ist nicht gültig: abgelaufen, für einen anderen Namen oder von unbekannter Stelle. Es wurde nichts gesendet.',
    'sign-in-not-fex':
      'An der Anmeldeadresse antwortet etwas anderes, vielleicht die Anmeldeseite dieses Netzes. Im Browser am Netz anmelden, dann noch einmal versuchen.',
    'sign-in-realm':
      'Der Server antwortet und kennt diese Adresse nicht. Den Pfad mit der Nachricht von FEX vergleichen, vor allem den Realm.',
    'api-unreachable': 'Die Adresse der API antwortet nicht. Netz und Adresse prüfen.',
    'api-tls':
      'Das Zertifikat der API-Adresse ist nicht gültig: abgelaufen, für einen anderen Namen oder von unbekannter Stelle. Es wurde nichts gesendet.',
    'api-not-fex': 'Was an der API-Adresse antwortet, spricht nicht wie FEX. Adresse prüfen.',
    'proxy-password':
      'Der Proxy des Netzes verlangt ein Passwort. In den Proxy-Einstellungen dieses Computers eintragen, dann noch einmal versuchen.',
    'keys-refused':
      'FEX kennt diese Schlüssel nicht. Client-ID und Client-Secret prüfen, und ob sie zu dieser Umgebung gehören.',
    'keys-not-merchant':
      'Diese Schlüssel dürfen keine Kassen verwalten. Die Schlüssel des Händlers nehmen, sie beginnen mit merchant-.',
    'keychain-locked':
      'Der Schlüsselbund dieses Computers ist gesperrt. Entsperren und „Noch einmal“ drücken. Es ging nichts verloren.',
    'keychain-missing':
      'Dieser Computer hat keinen Schlüsselbund, der antwortet. Unter Linux gnome-keyring installieren und an einer Desktop-Sitzung anmelden. Schlüssel werden nirgendwo sonst verwahrt.',
    'keychain-plain':
      'Der Schlüsselbund dieses Computers hat kein Passwort und würde die Schlüssel offen ablegen. Ein Passwort setzen, dann noch einmal versuchen.',
    'profile-taken':
      'Dieser Profilordner enthält die Verkäufe einer anderen Kasse. Diese Kasse wieder koppeln oder mit einem anderen --profile starten.',
    'settings-not-saved':
      'Die Einstellungen sind nicht zu speichern: Die Festplatte ist voll oder schreibgeschützt.',
    'journal-unwritable':
      'Dieser Computer kann nicht aufzeichnen, was geschieht: Die Festplatte ist voll oder schreibgeschützt.',
    'name-empty': 'Der Kasse einen Namen geben.',
    'currency-unproved':
      'Diese Währung ist bei FEX für echtes Geld nicht erprobt. Eine mit zwei Nachkommastellen wählen.',
    'create-refused': 'FEX hat die Kasse nicht angelegt.',
    'create-unanswered':
      'FEX hat nicht geantwortet, und dort ist keine neue Kasse zu sehen. Noch einmal versuchen.',
    'create-unknown':
      'FEX hat nicht geantwortet und kann nicht gefragt werden, ob die Kasse angelegt ist. Zurückgehen, sobald die Verbindung da ist, und zuerst die vorhandenen Kassen ansehen.',
    'counter-gone': 'FEX kennt diese Kasse nicht mehr. Eine andere wählen.',
    'counter-inactive': 'Diese Kasse wurde vom Händler deaktiviert. Eine andere wählen.',
    'counter-open-payments':
      'Zahlungen dieser Kasse sind noch offen. Warten, bis sie beendet sind, dann noch einmal versuchen.',
    'counter-unread':
      'Ob Zahlungen dieser Kasse offen sind, ist bei FEX nicht zu lesen. Noch einmal versuchen.',
    'counter-secret-wrong':
      'FEX nimmt das Client-Secret dieser Kasse nicht. Zurückgehen und das richtige eingeben oder das Feld leer lassen.',
    'paired-elsewhere':
      'Eine andere Kasse koppelt diese gerade. Klären, wer sie behält, dann noch einmal versuchen.',
    'rotate-refused': 'FEX hat kein neues Webhook-Secret gemacht.',
    'rotate-unanswered':
      'FEX hat nicht geantwortet. Ein inzwischen gemachtes Webhook-Secret ist verloren; noch einmal versuchen holt ein neues.',
    'canary-refused': 'FEX hat die Testzahlung abgelehnt.',
    'canary-unanswered':
      'FEX hat auf die Testzahlung nicht geantwortet. Niemand kann sie bezahlen. Noch einmal versuchen.',
    'canary-not-cancelled':
      'Die Testzahlung war nicht zu stornieren. Niemand kann sie bezahlen; in einer Minute endet sie von selbst. Dann noch einmal versuchen.',
    'probe-unanswered':
      'FEX hat nicht gesagt, ob Wallet-Codes gescannt werden können. Noch einmal versuchen.',
    'probe-refused':
      'Auch der Schlüssel des Händlers darf keine Wallet-Codes scannen. FEX fragen, oder zurückgehen und nur QR koppeln.',
  },
};
