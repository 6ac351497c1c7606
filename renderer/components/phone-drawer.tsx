import { ChevronDown, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallArgs } from '../../shared/contract.ts';
import type { Done } from '../../shared/failures.ts';
import type { Phone } from '../../shared/phone.ts';
import { useMoneyText } from '../hooks/use-money.ts';
import { keepFocus } from '../logic/keep-focus.ts';
import { phoneWords } from '../logic/phone-words.ts';
import { counter } from '../stores/counter-link.ts';
import { till } from '../stores/till-store.ts';
import { PhoneApprovals } from './phone-approvals.tsx';
import { PhoneWallet } from './phone-wallet.tsx';

export type Wallet = Phone['wallets'][number];

/** `undefined` until the phone was read once. */
function usePhone(): Phone | null | undefined {
  const [phone, setPhone] = useState<Phone | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const read = (): void => {
      counter()
        .call('phone.read', null)
        .then((now) => {
          if (!gone) setPhone(now);
        })
        .catch(console.error);
    };
    read();
    const stop = counter().listen('phone.changed', read);
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return phone;
}

type PhoneCall = 'phone.pay' | 'phone.approve' | 'phone.decline' | 'phone.fund' | 'phone.point';

/** What the phone answered to the last tap; it has its own words, apart from the till's. */
export function usePhoneAsk(): {
  said: string | null;
  bad: boolean;
  declined: boolean;
  askPhone: <N extends PhoneCall>(name: N, args: CallArgs<N>) => Promise<void>;
} {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<{ call: PhoneCall; done: Done | 'refused' } | null>(null);
  const done = answer?.done ?? null;
  const bad = done === 'refused' || done?.ok === false;
  const words = answer === null ? null : phoneWords(answer.call, answer.done);
  return {
    said: words === null ? null : t(words),
    declined: words === 'phone.declined',
    bad,
    async askPhone(name, args) {
      setAnswer(null);
      try {
        setAnswer({ call: name, done: (await counter().call(name, args)) as Done });
      } catch (error) {
        console.error(error);
        setAnswer({ call: name, done: 'refused' });
      }
    },
  };
}

/** The other side of a training sale: a drawer at the end side that leaves the stage free. */
export function PhoneDrawer() {
  const { t } = useTranslation();
  const phone = usePhone();
  const moneyText = useMoneyText();
  const [chosen, setChosen] = useState<string | null>(null);
  const byFinger = useRef(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
      // Only the drawer closes: the same Escape must not clear the amount behind it.
      event.preventDefault();
      till.setPhoneOpen(false);
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  const wallet = phone?.wallets.find(({ walletId }) => walletId === chosen) ?? phone?.wallets[0];
  return (
    <aside className="phone" aria-label={t('phone.title')}>
      <div className="phone-head">
        <h2>{t('phone.title')}</h2>
        <button type="button" {...keepFocus} className="phone-close" onClick={() => till.setPhoneOpen(false)}>
          <X aria-hidden="true" />
          <span>{t('phone.close')}</span>
        </button>
      </div>
      {phone === undefined ? <p className="phone-line">{t('phone.loading')}</p> : null}
      {phone === null ? <p className="phone-line">{t('phone.absent')}</p> : null}
      {phone && wallet ? (
        <>
          <label className="text-field">
            <span>{t('phone.wallet')}</span>
            <span className="select">
              <select
                dir="auto"
                value={wallet.walletId}
                onPointerDown={() => {
                  byFinger.current = true;
                }}
                onKeyDown={() => {
                  byFinger.current = false;
                }}
                onChange={(event) => {
                  setChosen(event.currentTarget.value);
                  // Chosen with a finger: the next digits are the till's.
                  if (byFinger.current) event.currentTarget.blur();
                }}
              >
                {phone.wallets.map(({ walletId, name, spendableMinor, currency }) => (
                  <option key={walletId} value={walletId}>
                    {`${name} · ${moneyText(Math.max(0, spendableMinor), currency)}`}
                  </option>
                ))}
              </select>
              <ChevronDown aria-hidden="true" />
            </span>
          </label>
          <PhoneApprovals approvals={phone.approvals.filter((one) => one.walletId === wallet.walletId)} />
          <PhoneWallet key={wallet.walletId} wallet={wallet} />
        </>
      ) : null}
    </aside>
  );
}
