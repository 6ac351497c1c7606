import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NewsMode, type NewsSetup, newsModes } from '../../shared/news.ts';
import { Choice, Choices } from '../components/choice.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { TextField } from '../components/text-field.tsx';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';

/** What a manager types; whether it will do the counter says. */
export function NewsForm({ setup, onLeave }: { setup: NewsSetup; onLeave: () => void }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<NewsMode>(setup.mode);

  async function save(form: FormData): Promise<void> {
    till.hush();
    const text = (name: keyof NewsSetup) => String(form.get(name) ?? setup[name]).trim();
    const port = Number(text('port'));
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return till.say({ ok: false, failure: 'listen-address-wrong' });
    const done = await ask('news.save', {
      mode,
      port,
      address: text('address'),
      publicUrl: text('publicUrl'),
      certFile: text('certFile'),
      keyFile: text('keyFile'),
      confirmed: true,
    });
    if (done?.ok) onLeave();
  }
  return (
    <Sheet title={t('news.changeTitle')}>
      <form
        className="news-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
        }}
      >
        <Choices label={t('news.mode')}>
          {newsModes.map((one) => (
            <Choice key={one} chosen={mode === one} onPress={() => setMode(one)}>
              {t(`news.modes.${one}`)}
            </Choice>
          ))}
        </Choices>
        <p>{t(`news.modeHint.${mode}`)}</p>
        {mode === 'off' ? null : (
          <div className="news-fields">
            {mode === 'address' ? (
              <TextField name="address" label={t('news.address')} first={setup.address} longest={253} />
            ) : null}
            <TextField name="port" label={t('news.port')} first={String(setup.port)} digits longest={5} />
            <TextField name="publicUrl" label={t('news.publicUrl')} first={setup.publicUrl} longest={500} />
            <TextField name="certFile" label={t('news.certFile')} first={setup.certFile} longest={1000} />
            <TextField name="keyFile" label={t('news.keyFile')} first={setup.keyFile} longest={1000} />
          </div>
        )}
        <p>{t('news.who')}</p>
        <NoticeLine />
        <div className="sheet-actions">
          <button type="button" className="button" onClick={onLeave}>
            {t('news.back')}
          </button>
          <button type="submit" className="button" data-kind="primary">
            {t('news.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
