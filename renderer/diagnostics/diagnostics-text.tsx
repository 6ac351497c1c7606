import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../components/sheet.tsx';

/** The page as text for support; what it holds the counter decides. */
export function DiagnosticsText({ text, onLeave }: { text: string; onLeave: () => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => field.current?.select(), []);

  function copy(): void {
    field.current?.select();
    // The clipboard's own interface wants a permission, and this page has none but the camera's.
    setCopied(document.execCommand('copy'));
  }
  return (
    <Sheet title={t('diagnostics.textTitle')}>
      <div className="news-form">
        <label className="diagnostics-text">
          <span>{t('diagnostics.textHint')}</span>
          <textarea ref={field} readOnly dir="ltr" rows={12} value={text} spellCheck={false} />
        </label>
        {copied ? <p role="status">{t('diagnostics.copied')}</p> : null}
        <div className="sheet-actions">
          <button type="button" className="button" onClick={onLeave}>
            {t('diagnostics.back')}
          </button>
          <button type="button" className="button" data-kind="primary" onClick={copy}>
            {t('diagnostics.copy')}
          </button>
        </div>
      </div>
    </Sheet>
  );
}
