import type { Words } from '../words.ts';
import type { networkEn } from './en.ts';

export const networkDe: Words<typeof networkEn> = {
  network: {
    title: 'Netzwerk',
    proxy: 'Proxyserver',
    modes: { system: 'Wie das System sagt', none: 'Keiner', own: 'Dieser' },
    straight: 'FEX wird ohne Proxy gefragt.',
    through: 'FEX wird über den Proxy {{proxy}} gefragt.',
    authorities: 'Stellen, denen außer denen des Systems vertraut wird: {{count}}.',
    hint: 'Was auf diesem Computer selbst ist, wird nie über einen Proxy gefragt.',
    proxyUrl: 'Adresse des Proxys, http://host:port',
    exceptions: 'Ohne ihn erreichbar: Hosts, mit Kommas',
    caFile: 'Weitere Zertifizierungsstellen, Pfad einer PEM-Datei',
    who: 'Das entscheidet die Leitung, und es wird festgehalten, wer. Es gilt ab der nächsten Verbindung.',
    close: 'Schließen',
    save: 'Speichern',
    saved: 'Gespeichert.',
    trouble: {
      'system-proxy-unusable':
        'Das System nennt einen Proxy, der nicht mit http:// beginnt. FEX wird ohne ihn gefragt.',
      'ca-unreadable':
        'Die Datei mit weiteren Zertifizierungsstellen lässt sich nicht lesen. Nach Pfad und Leserechten sehen.',
      'ca-no-certificate': 'Die Datei mit weiteren Zertifizierungsstellen enthält kein PEM-Zertifikat.',
      'ca-expired':
        'Alle weiteren Zertifizierungsstellen in der Datei sind abgelaufen. Wer das Netzwerk betreibt, hat neue.',
    },
  },
};
