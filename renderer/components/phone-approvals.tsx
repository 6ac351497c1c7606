import { useTranslation } from 'react-i18next';
import type { Phone } from '../../shared/phone.ts';
import { useSecondsLeft } from '../hooks/use-countdown.ts';
import { minutesSeconds } from '../logic/clock-text.ts';
import { keepFocus } from '../logic/keep-focus.ts';
import { Money } from './money.tsx';
import { usePhoneAsk } from './phone-drawer.tsx';

type Approval = Phone['approvals'][number];

/** Requests that wait for this wallet's owner. */
export function PhoneApprovals({ approvals }: { approvals: Approval[] }) {
  const { t } = useTranslation();
  return (
    <section className="phone-part">
      <h3>{t('phone.approvals')}</h3>
      {approvals.length === 0 ? <p className="phone-line">{t('phone.none')}</p> : null}
      {approvals.map((approval) => (
        <ApprovalCard key={approval.intentId} approval={approval} />
      ))}
    </section>
  );
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const { said, bad, declined, askPhone } = usePhoneAsk();
  const left = useSecondsLeft(approval.expiresAtMs);
  const { intentId, amountMinor, currency, merchantName, description } = approval;
  return (
    <div className="phone-approval">
      <p className="phone-row">
        <strong>
          <Money minor={amountMinor} currency={currency} />
        </strong>
        <span>{t('phone.endsIn', { left: minutesSeconds(left) })}</span>
      </p>
      <p className="phone-line">
        <bdi>{merchantName}</bdi>
        {description === null ? null : (
          <>
            {' · '}
            <bdi>{description}</bdi>
          </>
        )}
      </p>
      {declined ? null : (
        <div className="phone-actions">
          <button
            type="button"
            {...keepFocus}
            className="button"
            onClick={() => void askPhone('phone.decline', { intentId })}
          >
            {t('phone.decline')}
          </button>
          <button
            type="button"
            {...keepFocus}
            className="button"
            data-kind="primary"
            onClick={() => void askPhone('phone.approve', { intentId })}
          >
            {t('phone.approve')}
          </button>
        </div>
      )}
      {said === null ? null : (
        <p className="phone-said" role="status" data-bad={bad || declined ? '' : undefined}>
          {said}
        </p>
      )}
    </div>
  );
}
