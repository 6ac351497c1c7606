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
import { PersonPin, useChosenPerson } from './person-pin.tsx';
import { useBadge } from './use-badge.ts';

/** Nobody is signed in: who is selling? */
export function LockScreen() {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const { person, choose } = useChosenPerson(staff.people);
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
          onChoose={(one) => {
            till.hush();
            choose(one);
          }}
        />
        <NoticeLine />
        <button type="button" className="lock-forgot" onClick={() => till.openSheet('recover')}>
          {t('staff.forgot')}
        </button>
      </div>
      <PersonPin
        person={person}
        words={t('staff.signIn')}
        onPin={async (given) => void (await ask('staff.sign-in', given))}
      />
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
