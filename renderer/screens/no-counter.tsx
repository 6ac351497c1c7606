import { useTranslation } from 'react-i18next';

/** Shown when nobody answers behind the bridge: without the counter there is nothing true to draw. */
export function NoCounter() {
  const { t } = useTranslation();
  return (
    <main className="plain" data-screen="no-counter" role="alert">
      <h1>{t('app.noAnswer')}</h1>
      <p>{t('app.noAnswerHint')}</p>
    </main>
  );
}
