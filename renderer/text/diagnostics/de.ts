import type { Words } from '../words.ts';
import type { diagnosticsEn } from './en.ts';

export const diagnosticsDe: Words<typeof diagnosticsEn> = {
  diagnostics: {
    title: 'Diagnose',
    running: 'Wird geprüft…',
    fine: 'Alles funktioniert.',
    wrong: 'Zu tun: {{count}}.',
    checked: 'Geprüft {{time}}.',
    close: 'Schließen',
    again: 'Noch einmal prüfen',
    stop: 'Anhalten',
    asText: 'Als Text',
    textTitle: 'Für den Support',
    textHint: 'Enthält keine Schlüssel, keine Tokens und keine Wallet eines Kunden.',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    back: 'Zurück',
    noProxy: 'Keiner wird benutzt.',
    journalPartly:
      'Geprüft bis Zeile {{rows}} von {{total}}, die neueren bei der nächsten Prüfung binnen eines Tages; {{megabytes}} MB; offen: {{open}}, ungeklärt: {{unsettled}}',
    state: { waiting: 'Noch nicht geprüft.', running: 'Wird geprüft…', stopped: 'Angehalten.' },
    name: {
      api: 'FEX selbst',
      token: 'Anmeldung',
      dns: 'Namen',
      proxy: 'Proxyserver',
      tls: 'Zertifikat',
      clock: 'Uhr',
      keychain: 'Schlüsselbund',
      journal: 'Aufzeichnung',
      disk: 'Festplatte',
      webhooks: 'Nachrichten (Webhooks)',
      scanner: 'Lesegerät',
      camera: 'Kamera',
      versions: 'Versionen',
    },
    good: {
      api: 'nach {{ms}} ms',
      token: 'nach {{ms}} ms',
      dns: '{{host}}, nach {{ms}} ms',
      proxy: '{{proxy}}, nach {{ms}} ms',
      tls: '{{issuer}}, endet in {{days}} Tagen',
      clock: '{{seconds}} s von FEX entfernt',
      keychain: 'Öffnet sich in {{ms}} ms',
      journal:
        'Geprüft bis Zeile {{rows}}, der neuesten; {{megabytes}} MB; offen: {{open}}, ungeklärt: {{unsettled}}',
      disk: '{{gigabytes}} GB frei',
      webhooks: 'Hin und zurück {{ms}} ms',
      scanner: 'Zuletzt gelesen {{time}}',
      camera: 'Letztes Bild {{time}}',
      versions: 'FEX Counter {{app}} mit Node {{node}}, {{system}}',
    },
    why: {
      'time-out': 'Kein Ende binnen 15 s. Noch einmal prüfen; bleibt es so, diesen Computer neu starten.',
      failed: 'Das ließ sich nicht prüfen. Noch einmal prüfen; mehr steht im Protokoll.',
      'api-unreachable':
        '{{host}} ist nicht erreichbar. Nach Kabel, Router und den Zeilen Namen und Proxyserver hier sehen.',
      'api-silent':
        '{{host}} war erreichbar und hat nicht geantwortet: Die Verbindung riss ab, oder es dauerte zu lange. FEX wird von selbst wieder gefragt; bleibt es so, nach dem Router sehen.',
      'api-error':
        '{{host}} antwortet mit einem eigenen Fehler. FEX muss ihn beheben; gefragt wird von selbst wieder.',
      'api-not-fex':
        'Für {{host}} antwortet etwas anderes, etwa die Anmeldeseite eines Netzwerks. Dort anmelden oder fragen, wer es betreibt.',
      'api-no-token':
        '{{host}} ist erreichbar. Was es antwortet, zeigt sich erst nach der Anmeldung; siehe die Zeile Anmeldung hier.',
      'api-refused': 'FEX weist die Schlüssel dieser Kasse ab. Die Leitung muss sie neu koppeln.',
      'token-refused':
        'Die Anmeldung bei FEX weist die Schlüssel dieser Kasse ab. Die Leitung muss sie neu koppeln.',
      'token-unreachable':
        'Die Anmeldung bei FEX antwortet nicht oder mit einem Fehler. Nach dem Netzwerk sehen; es wird von selbst wieder versucht.',
      'token-not-fex':
        'Für die Anmeldung bei FEX antwortet etwas anderes. Ihre Adresse mit der von FEX vergleichen.',
      'token-no-secret':
        'Der Schlüssel der Kasse lässt sich nicht lesen. Siehe die Zeile Schlüsselbund hier.',
      'dns-unknown': 'Einen Host {{host}} gibt es nicht. Die Adresse mit der von FEX vergleichen.',
      'dns-no-answer':
        'Kein Server für Namen antwortet. Den Router neu starten oder fragen, wer das Netzwerk betreibt.',
      'dns-by-proxy': 'Der Proxy schlägt {{host}} nach.',
      'proxy-unreachable':
        'Der Proxy {{proxy}} ist nicht erreichbar oder verbindet nicht. In den Einstellungen unter Netzwerk vergleichen.',
      'proxy-password':
        'Der Proxy {{proxy}} will Namen und Passwort. Wer ihn betreibt, muss diese Kasse ohne hinauslassen.',
      'system-proxy-unusable':
        'Das System nennt einen Proxy, der nicht mit http:// beginnt. In den Einstellungen unter Netzwerk einen nennen.',
      'tls-untrusted':
        'Dem Zertifikat von {{host}} ist nicht zu trauen. Auf die Uhr sehen; wo das Netzwerk in TLS hineinsieht, in den Einstellungen unter Netzwerk seine Zertifizierungsstelle nennen.',
      'tls-unreachable': '{{host}} war nicht erreichbar, um sein Zertifikat zu sehen.',
      'tls-plain': 'Kein Zertifikat: {{host}} wird ohne TLS gefragt.',
      'tls-ends-soon': '{{issuer}}, endet in {{days}} Tagen. FEX muss es erneuern.',
      'ca-unreadable':
        'Die Datei mit weiteren Zertifizierungsstellen lässt sich nicht lesen. In den Einstellungen unter Netzwerk den Pfad berichtigen.',
      'ca-no-certificate':
        'Die Datei mit weiteren Zertifizierungsstellen enthält kein PEM-Zertifikat. In den Einstellungen unter Netzwerk eine andere nennen.',
      'ca-expired':
        'Die weiteren Zertifizierungsstellen sind abgelaufen. Wer das Netzwerk betreibt, hat neue.',
      'clock-off':
        'Die Uhr dieses Computers geht um {{seconds}} s falsch. Am besten über das Netzwerk stellen. Zahlungen gehen trotzdem.',
      'clock-unknown': 'FEX hat seine Zeit noch nicht genannt.',
      'keychain-none': 'Diese Kasse braucht keinen: Ihre Schlüssel sind zum Testen.',
      'keychain-locked':
        'Der Schlüsselbund ist gesperrt. Entsperren und im roten Band auf Noch einmal drücken.',
      'keychain-missing': 'Der Schlüsselbund antwortet nicht. Am Schreibtisch dieses Computers neu anmelden.',
      'keychain-plain':
        'Der Schlüsselbund hat kein Passwort. Eines vergeben und im roten Band auf Noch einmal drücken.',
      'keys-gone':
        'Die Schlüssel dieser Kasse sind nicht im Schlüsselbund. Die Leitung muss sie neu koppeln.',
      'journal-damaged':
        'Die Aufzeichnung ist beschädigt oder wurde verändert. Die Leitung drückt im roten Band auf Was geschehen ist.',
      'journal-unwritable':
        'Die Aufzeichnung lässt sich nicht schreiben. Auf der Festplatte Platz schaffen und diesen Benutzer schreiben lassen.',
      'disk-low': '{{gigabytes}} GB frei. Platz schaffen: Eine volle Festplatte hält das Kassieren an.',
      'disk-unknown': 'Das System sagt nicht, wie viel frei ist.',
      'webhooks-off': 'Aus: FEX wird alle 2 s gefragt, solange eine Zahlung offen ist.',
      'webhooks-untested': 'Ohne öffentliche Adresse lässt sich nichts testen.',
      'webhooks-no-listener':
        'Es hört nichts zu. Warum, steht in den Einstellungen unter Nachrichten von FEX. Zahlungen gehen.',
      'webhooks-unproved':
        'Der Selbsttest kam nicht an. Warum, steht in den Einstellungen unter Nachrichten von FEX. Zahlungen gehen: FEX wird alle 2 s gefragt.',
      'webhooks-missed':
        'Der Selbsttest kommt an, der Webhook von FEX kam nicht. Die Adresse bei FEX mit Nachrichten von FEX vergleichen.',
      'scanner-never': 'Seit dem Start hat keines getippt. Irgendetwas einlesen, um es zu sehen.',
      'camera-never':
        'Seit dem Start hat keine ein Bild gegeben. Wallet-Code scannen drücken, um es zu sehen.',
    },
  },
};
