import type { Words } from '../words.ts';
import type { refundEn } from './en.ts';

export const refundDe: Words<typeof refundEn> = {
  paidLate: {
    word: 'Spät bezahlt',
    text: '<m/> kamen für einen Verkauf, der um {{time}} abgeschlossen war. Erstatten oder behalten?',
    textTwice:
      '<m/> kamen ein zweites Mal für einen Verkauf, der um {{time}} bezahlt war. Erstatten oder behalten?',
    hint: 'Beides entscheidet die Leitung.',
    later: 'Später',
    keep: 'Behalten',
    refund: 'Erstatten',
    confirm: {
      keep: 'Die Leitung behält <m/> für diesen Verkauf.',
      refund: 'Die Leitung gibt <m/> ganz an das Wallet des Kunden zurück. Kein Bargeld geben.',
    },
    yes: { keep: 'So behalten', refund: 'So erstatten' },
  },
  refunding: {
    word: 'Wird erstattet',
    notYet: 'Noch nicht erstattet',
    waiting: 'Kein Bargeld geben. FEX wird gefragt, bevor <m/> zurückgeht.',
    offline: 'Kein Bargeld geben. Es wird gesendet, sobald FEX antwortet.',
    sending: 'Die Erstattung ist unterwegs zu FEX. Kein Bargeld geben.',
    asking: 'FEX wird gefragt, ob die Erstattung ankam. Kein Bargeld geben.',
    'on-its-way':
      'FEX hat die Erstattung angenommen. Das Geld geht an das Wallet des Kunden. Kein Bargeld geben.',
    stuckAsking: 'Seit {{time}} zeigt FEX keine fertige Erstattung. Sie wird beobachtet. Kein Bargeld geben.',
    stuckOnItsWay:
      'FEX hat sie um {{time}} angenommen und noch nicht beendet. Sie wird beobachtet. Kein Bargeld geben.',
    neverFinished:
      'FEX hat sie vor einem Tag angenommen und nie als beendet gemeldet. Fragen Sie FEX, ob <m/> zurückging, bevor Sie etwas geben.',
    goesOn: 'Es geht von selbst weiter.',
    look: 'Noch einmal nachsehen',
    looking: 'Wird nachgesehen',
    withdraw: 'Zurückziehen',
    confirm: 'Nichts wurde gesendet. Die Erstattung von <m/> zurückziehen?',
    confirmYes: 'So zurückziehen',
    next: 'Nächster Verkauf',
  },
  refundFailed: {
    word: 'Nicht erstattet',
    later: 'Später',
    withdraw: 'Zurückziehen',
    again: 'Noch einmal',
    confirm: {
      withdraw: 'Die Erstattung von <m/> wird aufgegeben. Geld behalten oder neu entscheiden.',
      again: 'FEX wird gelesen; zeigt es keine, geht die Erstattung von <m/> noch einmal hinaus.',
    },
    yes: { withdraw: 'So zurückziehen', again: 'Noch einmal senden' },
    reason: {
      forbidden:
        'FEX lässt diese Kasse nicht erstatten. Im FEX-Dashboard erstatten: hier wird es gesehen. Kein Bargeld geben.',
      conflict: 'FEX sagt, es sei schon erstattet, und zeigt es nicht. Im FEX-Dashboard nachsehen.',
      'no-wallet': 'FEX kennt kein Wallet für die Rückgabe. FEX anrufen oder mit dem Kunden klären.',
      refused: 'FEX hat die Erstattung abgelehnt. Das Geld ist noch beim Geschäft.',
      'not-completed': 'FEX zeigt diese Zahlung nicht als bezahlt, also wurde nichts gesendet.',
      'wrong-payment':
        'FEX zeigt für diese Zahlung einen anderen Betrag oder eine andere Kasse. Nichts wurde gesendet. Leitung rufen.',
      'fex-failed': 'FEX wollte das Geld zurückgeben, und es misslang. Im FEX-Dashboard nachsehen.',
      'not-shown': 'FEX hat die Erstattung angenommen und zeigt sie nicht. Im FEX-Dashboard nachsehen.',
      unanswered: 'FEX hat nicht geantwortet und zeigt keine Erstattung. Es wird beobachtet.',
    },
  },
  refunded: {
    word: { 'given-back': 'Zurückgegeben', refund: 'Erstattet', elsewhere: 'Erstattet' },
    text: {
      'given-back':
        'Der Kunde hat bezahlt, und FEX hat das Geld zurückgegeben. Dieser Verkauf ist nicht bezahlt.',
      refund: 'FEX sagt, das Geld ging an das Wallet des Kunden zurück. Kein Bargeld geben.',
      elsewhere: 'Es wurde anderswo erstattet, etwa im FEX-Dashboard. Diese Kasse hat nichts mehr gesendet.',
    },
    next: 'Nächster Verkauf',
  },
};
