import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferFiles } from '../../shared/settings-file.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { dayAndClockText } from '../logic/clock-text.ts';
import { counter } from '../stores/counter-link.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { TransferLookSheet } from './transfer-look.tsx';

/** Settings go from till to till through one folder; a file in it is looked at before it is taken. */
export function TransferSheet() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [found, setFound] = useState<TransferFiles | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const read = useCallback(() => {
    counter().call('settings.files', null).then(setFound, console.error);
  }, []);
  useEffect(read, [read]);
  if (chosen !== null) return <TransferLookSheet name={chosen} leave={() => setChosen(null)} />;

  async function save(): Promise<void> {
    till.hush();
    setSaved((await ask('settings.export', { confirmed: true }))?.ok === true);
    read();
  }
  return (
    <Sheet title={t('transfer.title')}>
      <div className="transfer">
        <p>{t('transfer.hint')}</p>
        {found === null ? null : (
          <p className="transfer-folder">
            {found.folder === null ? t('transfer.none') : <bdi dir="ltr">{found.folder}</bdi>}
          </p>
        )}
        {saved ? (
          <p className="counters-saved" role="status">
            {t('transfer.exported')}
          </p>
        ) : null}
        {found?.files.length === 0 ? <p>{t('transfer.noFiles')}</p> : null}
        <ul className="transfer-files" aria-label={t('transfer.files')}>
          {found?.files.map(({ name, atMs }) => (
            <li key={name}>
              <button type="button" onClick={() => setChosen(name)}>
                <bdi>{name}</bdi>
                <time>{dayAndClockText(atMs, language)}</time>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('transfer.close')}
        </button>
        {found?.folder == null ? null : (
          <button type="button" className="button" data-kind="primary" onClick={() => void save()}>
            {t('transfer.export')}
          </button>
        )}
      </div>
    </Sheet>
  );
}
