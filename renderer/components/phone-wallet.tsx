import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from '../logic/keep-focus.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { till, useTill } from '../stores/till-store.ts';
import { Money } from './money.tsx';
import { usePhoneAsk, type Wallet } from './phone-drawer.tsx';
import { QrCode } from './qr-code.tsx';

/** One wallet: what is in it, its code, and the ways it pays. */
export function PhoneWallet({ wallet }: { wallet: Wallet }) {
  const { t } = useTranslation();
  const { said, bad, askPhone } = usePhoneAsk();
  const [pasted, setPasted] = useState('');
  const scanOpen = useTill((state) => state.scanning);
  const { kind } = useSnapshot().payment;
  // The scan may be another try for a sale that was not charged.
  const reads = scanOpen && (kind === 'idle' || kind === 'not-charged');
  const hasCode = kind === 'showing-qr';
  const { walletId, currency } = wallet;
  const empty = wallet.balanceMinor <= 0;
  function pay(event: FormEvent): void {
    event.preventDefault();
    if (pasted.trim() !== '') void askPhone('phone.pay', { walletId, code: pasted.trim() });
  }
  return (
    <>
      <button
        type="button"
        {...keepFocus}
        className="button"
        data-kind="primary"
        disabled={!hasCode}
        onClick={() => void askPhone('phone.point', { walletId })}
      >
        {t('phone.point')}
      </button>
      {hasCode ? null : <p className="phone-line">{t('phone.pointHint')}</p>}
      {said === null ? null : (
        <p className="phone-said" role="status" data-bad={bad ? '' : undefined}>
          {said}
        </p>
      )}
      <dl className="phone-facts">
        <dt>{t('phone.balance')}</dt>
        <dd>
          <SignedMoney minor={wallet.balanceMinor} currency={currency} />
        </dd>
        <dt>{t('phone.spendable')}</dt>
        <dd>
          <SignedMoney minor={wallet.spendableMinor} currency={currency} />
        </dd>
      </dl>
      <button
        type="button"
        {...keepFocus}
        className="button"
        onClick={() => void askPhone('phone.fund', { walletId, empty: !empty })}
      >
        {t(empty ? 'phone.fill' : 'phone.empty')}
      </button>
      <section className="phone-part">
        <h3>{t('phone.codeLabel', { name: wallet.name })}</h3>
        <div className="phone-qr">
          <QrCode qr={wallet.qr} testId="wallet-qr" />
        </div>
        <code className="phone-code" dir="ltr">
          {wallet.code}
        </code>
        <button
          type="button"
          {...keepFocus}
          className="button"
          disabled={!reads}
          onClick={(event) => {
            till.setWalletCode(wallet.code);
            // The request will appear at the top.
            event.currentTarget.closest('.phone')?.scrollTo({ top: 0 });
          }}
        >
          {t('phone.useCode')}
        </button>
        {reads ? null : <p className="phone-line">{t('phone.useCodeHint')}</p>}
      </section>
      <form className="phone-part" onSubmit={pay}>
        <label className="text-field">
          <span>{t('phone.paste')}</span>
          <input
            dir="ltr"
            value={pasted}
            maxLength={4096}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
        </label>
        <button type="submit" {...keepFocus} className="button" disabled={pasted.trim() === ''}>
          {t('phone.pay')}
        </button>
      </form>
    </>
  );
}

/** A balance may be below zero; money on the till never is. */
function SignedMoney({ minor, currency }: { minor: number; currency: string }) {
  return (
    <bdi>
      {minor < 0 ? '−' : ''}
      <Money minor={Math.abs(minor)} currency={currency} />
    </bdi>
  );
}
