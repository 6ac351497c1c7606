import { Volume2, VolumeX } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Preferences, Theme } from '../../shared/snapshot.ts';
import { play } from '../sound/player.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { languageNames } from '../text/i18n.ts';
import { Choice } from './choice.tsx';
import { NoticeLine } from './notice.tsx';
import { Sheet } from './sheet.tsx';

const languages = ['en', 'de', 'ar'] as const satisfies readonly Language[];
const themes = ['auto', 'light', 'dark', 'contrast'] as const satisfies readonly Theme[];

function change(preferences: Partial<Preferences>): void {
  void ask('preferences.change', preferences);
}

/** Language, colours and sound. Each tap is a request; the sheet shows what the counter has. */
export function SettingsSheet() {
  const { t } = useTranslation();
  const { preferences, paired, environment } = useSnapshot();
  return (
    <Sheet title={t('settings.title')} wide>
      <Choices label={t('settings.language')}>
        {languages.map((language) => (
          <Choice
            key={language}
            lang={language}
            chosen={preferences.language === language}
            onPress={() => change({ language })}
          >
            {languageNames[language]}
          </Choice>
        ))}
      </Choices>
      <Choices label={t('settings.theme')}>
        {themes.map((theme) => (
          <Choice key={theme} chosen={preferences.theme === theme} onPress={() => change({ theme })}>
            {t(`settings.themes.${theme}`)}
          </Choice>
        ))}
      </Choices>
      <Choices label={t('settings.sound')}>
        <Choice chosen={!preferences.muted} onPress={() => change({ muted: false })}>
          <Volume2 aria-hidden="true" />
          <span>{t('settings.soundOn')}</span>
        </Choice>
        <Choice chosen={preferences.muted} onPress={() => change({ muted: true })}>
          <VolumeX aria-hidden="true" />
          <span>{t('settings.soundOff')}</span>
        </Choice>
      </Choices>
      <VolumeSlider volume={preferences.volume}>
        <button type="button" className="button" onClick={() => play('paid', preferences)}>
          {t('settings.test')}
        </button>
      </VolumeSlider>
      <div className="sheet-doors">
        <button type="button" className="button" onClick={() => till.openSheet('books')}>
          {t('books.check')}
        </button>
        <button type="button" className="button" onClick={() => till.openSheet('news')}>
          {t('news.title')}
        </button>
        <button type="button" className="button" onClick={() => till.openSheet('people')}>
          {t('staff.people')}
        </button>
        <button type="button" className="button" onClick={() => till.openSheet('transfer')}>
          {t('transfer.title')}
        </button>
        <button type="button" className="button" onClick={() => till.openSheet('go-live')}>
          {t('goLive.title')}
        </button>
        {environment === 'training' ? (
          <button type="button" className="button" onClick={() => void ask('app.pair', null)}>
            {t('pairing.fromTraining')}
          </button>
        ) : null}
        {paired ? (
          <>
            <button type="button" className="button" onClick={() => till.openSheet('counters')}>
              {t('counters.title')}
            </button>
            <button type="button" className="button" onClick={() => till.openSheet('unpair')}>
              {t('unpair.button')}
            </button>
          </>
        ) : null}
        <button type="button" className="button" onClick={() => till.openSheet('camera')}>
          {t('camera.title')}
        </button>
        <button type="button" className="button" onClick={() => till.openSheet('network')}>
          {t('network.title')}
        </button>
        <button type="button" className="button" onClick={() => till.openSheet('diagnostics')}>
          {t('diagnostics.title')}
        </button>
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" data-kind="primary" onClick={() => till.openSheet('none')}>
          {t('settings.close')}
        </button>
      </div>
    </Sheet>
  );
}

function Choices({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand beside its row, where a low window needs it
    <div className="choices" role="group" aria-labelledby={id}>
      <span id={id} className="choices-label">
        {label}
      </span>
      <div className="choices-row">{children}</div>
    </div>
  );
}

/** Follows the finger while it moves, and asks once it rests. */
function VolumeSlider({ volume, children }: { volume: number; children: ReactNode }) {
  const { t } = useTranslation();
  const [moving, setMoving] = useState<number | null>(null);
  useEffect(() => {
    if (moving === null) return;
    const rest = setTimeout(() => {
      change({ volume: moving });
      setMoving(null);
    }, 250);
    return () => clearTimeout(rest);
  }, [moving]);
  return (
    <div className="sound-row">
      <label className="slider">
        <span>{t('settings.volume')}</span>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          value={moving ?? volume}
          onChange={(event) => setMoving(Number(event.currentTarget.value))}
        />
        <output>{moving ?? volume}</output>
      </label>
      {children}
    </div>
  );
}
