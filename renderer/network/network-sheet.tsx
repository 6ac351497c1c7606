import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NetworkSetup, type NetworkView, type ProxyMode, proxyModes } from '../../shared/network.ts';
import { Choice, Choices } from '../components/choice.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { TextField } from '../components/text-field.tsx';
import { counter } from '../stores/counter-link.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';

/** The way out of this computer: what is in use, and what a manager sets up. */
export function NetworkSheet() {
  const { t } = useTranslation();
  const [network, setNetwork] = useState<NetworkView | null>(null);
  const read = () => counter().call('network.read', null).then(setNetwork, console.error);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, and after each change
  useEffect(() => void read(), []);
  return (
    <Sheet title={t('network.title')}>
      {network === null ? null : (
        <>
          <div className="news">
            <p>
              {network.proxy === null
                ? t('network.straight')
                : t('network.through', { proxy: network.proxy })}
            </p>
            {network.authorities === 0 ? null : (
              <p>{t('network.authorities', { count: network.authorities })}</p>
            )}
            {network.troubles.map((trouble) => (
              <p key={trouble} className="news-bad" role="alert">
                {t(`network.trouble.${trouble}`)}
              </p>
            ))}
          </div>
          <NetworkForm setup={network.setup} onSaved={() => void read()} />
        </>
      )}
    </Sheet>
  );
}

function NetworkForm({ setup, onSaved }: { setup: NetworkSetup; onSaved: () => void }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<ProxyMode>(setup.proxy);
  const [saved, setSaved] = useState(false);

  async function save(form: FormData): Promise<void> {
    till.hush();
    setSaved(false);
    const text = (name: keyof NetworkSetup) => String(form.get(name) ?? setup[name]).trim();
    const done = await ask('network.save', {
      proxy: mode,
      proxyUrl: text('proxyUrl'),
      exceptions: text('exceptions'),
      caFile: text('caFile'),
      confirmed: true,
    });
    if (!done?.ok) return;
    setSaved(true);
    onSaved();
  }
  return (
    <form
      className="news-form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget));
      }}
    >
      <Choices label={t('network.proxy')}>
        {proxyModes.map((one) => (
          <Choice key={one} chosen={mode === one} onPress={() => setMode(one)}>
            {t(`network.modes.${one}`)}
          </Choice>
        ))}
      </Choices>
      <p>{t('network.hint')}</p>
      <div className="news-fields">
        {mode === 'own' ? (
          <>
            <TextField name="proxyUrl" label={t('network.proxyUrl')} first={setup.proxyUrl} longest={500} />
            <TextField
              name="exceptions"
              label={t('network.exceptions')}
              first={setup.exceptions}
              longest={1000}
            />
          </>
        ) : null}
        <TextField name="caFile" label={t('network.caFile')} first={setup.caFile} longest={1000} />
      </div>
      <p>{t('network.who')}</p>
      {saved ? <p role="status">{t('network.saved')}</p> : null}
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('network.close')}
        </button>
        <button type="submit" className="button" data-kind="primary">
          {t('network.save')}
        </button>
      </div>
    </form>
  );
}
