import { useTranslation } from 'react-i18next';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask, askApproved } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { PersonChoice } from './person-choice.tsx';
import { PersonPin, useChosenPerson } from './person-pin.tsx';

/** A manager looks over the cashier's shoulder: the PIN counts for the one thing that was asked for. */
export function ApproveSheet() {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const managers = staff.people.filter(({ role }) => role === 'manager');
  const { person, choose } = useChosenPerson(managers);
  return (
    <Sheet title={t('staff.approveTitle')}>
      <div className="approve">
        <div>
          <p>{t('staff.approveHint')}</p>
          <PersonChoice people={managers} chosen={person?.id ?? null} onChoose={choose} />
          <NoticeLine />
          <button type="button" className="button" onClick={till.closeApproval}>
            {t('staff.back')}
          </button>
        </div>
        <PersonPin
          person={person}
          words={t('staff.approve')}
          onPin={async (given) => {
            const done = await ask('staff.approve', given);
            if (done?.ok) await askApproved();
          }}
        />
      </div>
    </Sheet>
  );
}
