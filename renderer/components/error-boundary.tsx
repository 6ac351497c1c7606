import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A screen that cannot be drawn says so; the payment itself lives in the main process and goes on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }
  override componentDidCatch(error: unknown): void {
    console.error(error);
  }
  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <main className="plain" data-screen="broken" role="alert">
      <h1>{t('app.broken')}</h1>
      <p>{t('app.brokenHint')}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('app.reload')}
      </button>
    </main>
  );
}
