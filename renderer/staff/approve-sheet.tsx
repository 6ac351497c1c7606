import { useTranslation } from 'react-i18next';
import type { CallName } from '../../shared/contract.ts';
import { Money } from '../components/money.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask, askApproved } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';
import { PersonChoice } from './person-choice.tsx';
import { PersonPin, useChosenPerson } from './person-pin.tsx';

/** What is approved, in words. */
const acts = {
  'refund.decide': 'refund',
  'refund.withdraw': 'withdraw',
  'refund.again': 'again',
  'late.keep': 'keep',
  'late.seen': 'wrongAmount',
  'payment.settle': 'settle',
  'counter.take-over': 'takeOver',
  'counter.unpair': 'unpair',
  'staff.save': 'person',
  'staff.remove': 'removePerson',
  'books.seen': 'books',
  'counters.enter': 'counters',
  'counters.update': 'counter',
  'counters.deactivate': 'deactivate',
  'news.save': 'news',
  'network.save': 'network',
  'counters.rotate': 'rotate',
  'settings.export': 'settingsOut',
  'settings.import': 'settingsIn',
} as const satisfies Partial<Record<CallName, string>>;

/** A manager looks over the cashier's shoulder: the PIN counts for the one thing that was asked for. */
export function ApproveSheet() {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const managers = staff.people.filter(({ role }) => role === 'manager');
  const { person, choose } = useChosenPerson(managers);
  const approving = useTill((state) => state.approving);
  const act = approving === null ? undefined : acts[approving.call as keyof typeof acts];
  return (
    <Sheet title={t('staff.approveTitle')}>
      <div className="approve">
        <div>
          {act === undefined ? null : (
            <p className="approve-act">
              <strong>{t(`staff.act.${act}`)}</strong>
              {approving?.sale == null ? null : (
                <Money minor={approving.sale.amountMinor} currency={approving.sale.currency} />
              )}
            </p>
          )}
          <p className="approve-hint">{t('staff.approveHint')}</p>
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
            if (done?.ok && person !== null) await askApproved(person);
          }}
        />
      </div>
    </Sheet>
  );
}
