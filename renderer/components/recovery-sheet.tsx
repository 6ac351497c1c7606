import { useTranslation } from 'react-i18next';
import type { RebuildView, RecoveryView } from '../../shared/recovery.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText, dayAndClockText } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { Money } from './money.tsx';
import { NoticeLine } from './notice.tsx';
import { Sheet } from './sheet.tsx';

/** What happened to the record, what was put together again from FEX's list, and a manager's word on it. */
export function RecoverySheet() {
  const { t } = useTranslation();
  const { recovery } = useSnapshot();
  async function confirm(): Promise<void> {
    const done = await ask('counter.take-over', { confirmed: true });
    if (done?.ok) till.openSheet('none');
  }
  if (recovery === null) return null;
  const broken = recovery.journal?.kind === 'broken';
  const alone = recovery.copied !== null || recovery.journal?.kind === 'set-aside';
  return (
    <Sheet title={t(titleOf(recovery))}>
      <div className="recovery">
        <Happened recovery={recovery} />
        {broken ? null : <Rebuilt rebuild={recovery.rebuild} />}
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        {broken ? null : (
          <p className="recovery-ask">{t(alone ? 'recovery.askAlone' : 'recovery.askSeen')}</p>
        )}
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('recovery.back')}
        </button>
        {broken ? null : (
          <button
            type="button"
            className="button"
            data-kind="primary"
            disabled={!recovery.canConfirm}
            onClick={() => void confirm()}
          >
            {t(alone ? 'recovery.yesAlone' : 'recovery.yesSeen')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

function titleOf({ journal, copied }: RecoveryView) {
  if (journal !== null) return `recovery.title.${journal.kind}` as const;
  return copied?.sign === 'foreign-intent' ? 'recovery.title.another' : 'recovery.title.copied';
}

/** A file that was set aside explains by itself that its record is behind. */
function Happened({ recovery: { journal, copied } }: { recovery: RecoveryView }) {
  const { t } = useTranslation();
  const explained = journal?.kind === 'set-aside' && copied?.sign === 'mark-ahead';
  return (
    <>
      {journal === null ? null : <p>{t(`recovery.journal.${journal.kind}`)}</p>}
      {journal?.file == null ? null : (
        <p>
          {t('recovery.keptAs')} <bdi className="recovery-file">{journal.file}</bdi>
        </p>
      )}
      {journal === null || journal.kind === 'set-aside' ? null : (
        <p lang="en" dir="ltr" className="recovery-said">
          {journal.said}
        </p>
      )}
      {copied === null || explained ? null : <p>{t(`recovery.copied.${copied.sign}`)}</p>}
    </>
  );
}

function Rebuilt({ rebuild }: { rebuild: RebuildView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, backToMs, count, sales, unreadable } = rebuild;
  const time = backToMs === null ? '' : dayAndClockText(backToMs, language);
  return (
    <>
      <p role="status">
        {state === 'looking' || state === 'waiting' || backToMs === null
          ? t(state === 'waiting' ? 'recovery.rebuild.waiting' : 'recovery.rebuild.looking')
          : t(`recovery.rebuild.${state}`, { time })}{' '}
        {state === 'looking' || state === 'waiting' ? null : (
          <strong>{t(count === 0 ? 'recovery.rebuiltNone' : 'recovery.rebuilt', { count })}</strong>
        )}
      </p>
      {count === 0 ? null : (
        <>
          <ul className="recovery-sales">
            {sales.map((sale) => (
              <li key={sale.attemptId}>
                <time>{clockText(sale.sentAtMs, language)}</time>
                <strong>
                  <Money minor={sale.amountMinor} currency={sale.currency} />
                </strong>
                <bdi>…{sale.tail}</bdi>
                <span>{t(`recovery.ended.${sale.ended}`)}</span>
              </li>
            ))}
          </ul>
          <p>{t('recovery.lost')}</p>
        </>
      )}
      {unreadable === 0 ? null : <p>{t('recovery.unreadable', { count: unreadable })}</p>}
    </>
  );
}
