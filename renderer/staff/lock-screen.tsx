import { Lock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Header } from '../components/header.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { PersonChoice } from './person-choice.tsx';
import { PinPad } from './pin-pad.tsx';
import { useBadge } from './use-badge.ts';

/** Nobody is signed in: who is selling? */
export function LockScreen() {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const [chosen, setChosen] = useState(staff.people[0]?.id ?? null);
  const person = staff.people.find(({ id }) => id === chosen) ?? staff.people[0];
  useBadge((code) => void ask('staff.badge', { code }));
  return (
    <main className="screen lock-screen" data-screen="locked">
      <Header />
      <div className="lock-side">
        <LockClock />
        <p className="lock-hint">
          <Lock aria-hidden="true" />
          <span>{t('staff.choose')}</span>
        </p>
        <PersonChoice
          people={staff.people}
          chosen={person?.id ?? null}
          onChoose={({ id }) => {
            till.hush();
            setChosen(id);
          }}
        />
        <NoticeLine />
        <button type="button" className="lock-forgot" onClick={() => till.openSheet('recover')}>
          {t('staff.forgot')}
        </button>
      </div>
      {person === undefined ? null : (
        <PinPad
          key={person.id}
          label={t('staff.pin', { name: person.name })}
          words={t('staff.signIn')}
          onPin={async (pin) => {
            till.hush();
            await ask('staff.sign-in', { personId: person.id, pin });
          }}
        />
      )}
    </main>
  );
}

function LockClock() {
  const language = useLanguage();
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNowMs(Date.now()), 5_000);
    return () => clearInterval(tick);
  }, []);
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <div className="lock-clock">
      <p className="lock-time">{clockText(nowMs, language)}</p>
      <p>{day.format(nowMs)}</p>
    </div>
  );
}
