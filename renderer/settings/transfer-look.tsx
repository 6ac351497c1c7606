import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferKey, TransferLook } from '../../shared/settings-file.ts';
import { languages, themes } from '../../shared/snapshot.ts';
import { Money } from '../components/money.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { counter } from '../stores/counter-link.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { languageNames } from '../text/i18n.ts';

/** What a file would change here, or why it is not taken; a manager agrees to exactly that. */
export function TransferLookSheet({ name, leave }: { name: string; leave: () => void }) {
  const { t } = useTranslation();
  const [look, setLook] = useState<TransferLook | null>(null);
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    counter().call('settings.look', { name }).then(setLook, console.error);
  }, [name]);
  const changes = look?.changes ?? [];

  async function take(digest: string): Promise<void> {
    till.hush();
    setTaken((await ask('settings.import', { name, digest, confirmed: true }))?.ok === true);
  }
  return (
    <Sheet title={t('transfer.lookTitle')}>
      <div className="transfer">
        <p className="transfer-folder">
          <bdi>{name}</bdi>
        </p>
        {look?.trouble == null ? null : (
          <p className="transfer-bad" role="alert">
            {t(`transfer.trouble.${look.trouble}`)}
          </p>
        )}
        {look !== null && look.trouble === null ? (
          <p>{t(changes.length === 0 ? 'transfer.same' : 'transfer.changes')}</p>
        ) : null}
        {look?.otherCurrency == null ? null : (
          <p>{t('transfer.otherCurrency', { currency: look.otherCurrency })}</p>
        )}
        {changes.length === 0 ? null : (
          <ul className="transfer-changes">
            {changes.map(({ key, from, to }) => (
              <li key={key}>
                <span>{t(`transfer.key.${key}`)}</span>
                <s>
                  <Value of={key} value={from} />
                </s>
                <strong>
                  <Value of={key} value={to} />
                </strong>
              </li>
            ))}
          </ul>
        )}
        {taken ? <p role="status">{t('transfer.taken')}</p> : null}
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={leave}>
          {t('transfer.back')}
        </button>
        {look === null || changes.length === 0 ? null : (
          <button
            type="button"
            className="button"
            data-kind="primary"
            disabled={taken}
            onClick={() => void take(look.digest)}
          >
            {t('transfer.take')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

function Value({ of, value }: { of: TransferKey; value: string | number | boolean }) {
  const { t } = useTranslation();
  const { currency } = useSnapshot();
  if (typeof value === 'boolean') return t(value ? 'transfer.on' : 'transfer.off');
  if (typeof value === 'number') {
    if (of === 'capMinor') return <Money minor={value} currency={currency} />;
    if (of === 'lockAfterMinutes') return t('transfer.minutes', { count: value });
    return of === 'volume' ? String(value) : t('transfer.seconds', { count: value });
  }
  const [language, theme] = [languages.find((one) => one === value), themes.find((one) => one === value)];
  if (of === 'language' && language !== undefined) return languageNames[language];
  return theme === undefined ? value : t(`settings.themes.${theme}`);
}
