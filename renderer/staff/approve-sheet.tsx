import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask, askApproved } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { PersonChoice } from './person-choice.tsx';
import { PinPad } from './pin-pad.tsx';

/** A manager looks over the cashier's shoulder: the PIN counts for the one thing that was asked for. */
export function ApproveSheet() {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const managers = staff.people.filter(({ role }) => role === 'manager');
  const [chosen, setChosen] = useState(managers[0]?.id ?? null);
  const person = managers.find(({ id }) => id === chosen) ?? managers[0];
  return (
    <Sheet title={t('staff.approveTitle')}>
      <div className="approve">
        <div>
          <p>{t('staff.approveHint')}</p>
          <PersonChoice people={managers} chosen={person?.id ?? null} onChoose={({ id }) => setChosen(id)} />
          <NoticeLine />
          <button type="button" className="button" onClick={() => till.openSheet('none')}>
            {t('staff.back')}
          </button>
        </div>
        {person === undefined ? null : (
          <PinPad
            key={person.id}
            label={t('staff.pin', { name: person.name })}
            words={t('staff.approve')}
            onPin={async (pin) => {
              till.hush();
              const done = await ask('staff.approve', { personId: person.id, pin });
              if (done?.ok) await askApproved();
            }}
          />
        )}
      </div>
    </Sheet>
  );
}
