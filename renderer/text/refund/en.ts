import type { RefundFailure } from '../../../shared/payment-view.ts';

/** The words of money that came late and of money that is given back. */
export const refundEn = {
  paidLate: {
    word: 'Paid late',
    text: '<m/> arrived for a sale that was closed at {{time}}. Refund or keep?',
    textTwice: '<m/> arrived a second time for a sale that was paid at {{time}}. Refund or keep?',
    hint: 'Either choice is the manager’s.',
    later: 'Later',
    keep: 'Keep',
    refund: 'Refund',
    confirm: {
      keep: 'The manager keeps <m/> for this sale.',
      refund: 'The manager gives <m/> back to the customer’s wallet, all of it. Do not give cash.',
    },
    yes: { keep: 'Keep it', refund: 'Refund it' },
  },
  refunding: {
    word: 'Refunding',
    notYet: 'Not refunded yet',
    waiting: 'Do not give cash. FEX is read before <m/> is sent back.',
    offline: 'Do not give cash. It is sent when FEX answers.',
    sending: 'The refund is on its way to FEX. Do not give cash.',
    asking: 'FEX is being asked whether it took the refund. Do not give cash.',
    'on-its-way': 'FEX accepted the refund. The money goes back to the customer’s wallet. Do not give cash.',
    stuckAsking: 'Asked since {{time}}, FEX shows no finished refund. It is being watched. Do not give cash.',
    stuckOnItsWay:
      'FEX accepted it at {{time}} and has not finished it. It is being watched. Do not give cash.',
    neverFinished:
      'FEX accepted it a day ago and never said that it is finished. Ask FEX whether <m/> went back before you give anything.',
    goesOn: 'It goes on by itself.',
    look: 'Look again',
    looking: 'Looking',
    withdraw: 'Withdraw',
    confirm: 'Nothing was sent. Withdraw the refund of <m/>?',
    confirmYes: 'Withdraw it',
    next: 'Next sale',
  },
  refundFailed: {
    word: 'Not refunded',
    later: 'Later',
    withdraw: 'Withdraw',
    again: 'Try again',
    confirm: {
      withdraw: 'The refund of <m/> is given up. Keep the money, or decide again.',
      again: 'FEX is read, and the refund of <m/> is sent again if it shows none.',
    },
    yes: { withdraw: 'Withdraw it', again: 'Send it again' },
    reason: {
      forbidden:
        'FEX does not let this counter refund. Refund it in FEX’s dashboard: it is seen here. Do not give cash.',
      conflict: 'FEX says that it was refunded before, and does not show it. Look into FEX’s dashboard.',
      'no-wallet': 'FEX has no wallet to give the money back to. Call FEX, or settle it with the customer.',
      refused: 'FEX refused the refund. The money is still with the shop.',
      'not-completed': 'FEX does not show this payment as paid, so nothing was sent.',
      'wrong-payment':
        'FEX shows another amount or counter for this payment, so nothing was sent. Call the manager.',
      'fex-failed': 'FEX tried to give the money back and failed. Look into FEX’s dashboard.',
      'not-shown': 'FEX accepted the refund and does not show it. Look into FEX’s dashboard.',
      unanswered: 'FEX did not answer, and shows no refund. It is being watched.',
    } satisfies Record<RefundFailure, string>,
  },
  refunded: {
    word: { 'given-back': 'Given back', refund: 'Refunded', elsewhere: 'Refunded' },
    text: {
      'given-back': 'The customer paid, and FEX gave the money back. This sale is not paid.',
      refund: 'FEX says that the money went back to the customer’s wallet. Do not give cash.',
      elsewhere:
        'It was refunded elsewhere, for instance in FEX’s dashboard. This counter sent nothing more.',
    },
    next: 'Next sale',
  },
};
