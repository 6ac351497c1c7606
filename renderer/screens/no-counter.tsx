import { useTranslation } from 'react-i18next';

/** Shown when no counter answers behind the bridge, with its own reason where it gave one. */
export function NoCounter({ why }: { why: string | null }) {
  const { t } = useTranslation();
  return (
    <main className="plain" data-screen="no-counter" role="alert">
      <h1>{why ?? t('app.noAnswer')}</h1>
      <p>{t('app.noAnswerHint')}</p>
    </main>
  );
}
