import type { Words } from '../words.ts';
import type { phoneEn } from './en.ts';

export const phoneDe: Words<typeof phoneEn> = {
  phone: {
    title: 'Kundenhandy',
    close: 'Schließen',
    wallet: 'Wallet',
    balance: 'Guthaben',
    spendable: 'Hier verfügbar',
    codeLabel: 'Wallet-Code von {{name}}',
    useCode: 'Diesen Code nehmen',
    useCodeHint: 'Dafür Wallet-Code scannen öffnen.',
    point: 'Kassenbildschirm scannen',
    pointHint: 'Die Kasse zeigt gerade keinen Code zum Scannen.',
    no: {
      insufficient: 'In dieser Wallet ist nicht genug Geld.',
      'insufficient-here': 'In dieser Wallet ist nicht genug Geld, das hier ausgegeben werden darf.',
      expired: 'Die Zeit für diese Zahlung ist abgelaufen.',
      'already-final': 'Diese Zahlung ist schon beendet.',
      'not-for-this-wallet': 'Diese Anfrage gilt einer anderen Wallet.',
      'not-found': 'Diese Zahlung gibt es nicht mehr.',
      unreadable: 'Das ist kein Zahlungscode von FEX.',
    },
    paste: 'Zahlungscode',
    pay: 'Diesen Code bezahlen',
    approvals: 'Anfragen auf diesem Handy',
    none: 'Keine Anfrage wartet.',
    approve: 'Bestätigen',
    decline: 'Ablehnen',
    empty: 'Wallet leeren',
    fill: 'Wallet füllen',
    endsIn: 'endet in {{left}}',
    done: 'Erledigt.',
    declined: 'Abgelehnt. FEX sagt es der Kasse nicht; die Anfrage endet von selbst.',
    loading: 'Das Handy wird eingeschaltet.',
    absent: 'An dieser Kasse gibt es kein Handy.',
  },
};
