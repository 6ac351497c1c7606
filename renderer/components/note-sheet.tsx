import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsWalletCode } from '../../shared/note.ts';
import { till, useTill } from '../stores/till-store.ts';
import { Sheet } from './sheet.tsx';

const longestNote = 140;

/** A note that travels with the sale to the customer's wallet. */
export function NoteSheet() {
  const { t } = useTranslation();
  const note = useTill((state) => state.note);
  const [title, hint] = [useId(), useId()];
  const [text, setText] = useState(note ?? '');
  const [wasCode, setWasCode] = useState(false);
  function save(event: FormEvent): void {
    event.preventDefault();
    // A scanner that types while this sheet is open; the code does not stay on the screen either.
    const isCode = holdsWalletCode(text);
    setWasCode(isCode);
    if (isCode) setText('');
    else till.setNote(text);
  }
  return (
    <Sheet title={t('note.title')} titleId={title}>
      <form onSubmit={save}>
        <label className="text-field">
          <span id={hint}>{t('note.hint')}</span>
          <input
            dir="auto"
            value={text}
            maxLength={longestNote}
            autoComplete="off"
            aria-labelledby={title}
            aria-describedby={hint}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {wasCode ? (
          <p className="notice" role="alert">
            {t('failure.note-wallet-code')}
          </p>
        ) : null}
        <p className="sheet-count">{t('note.count', { used: text.length, most: longestNote })}</p>
        <div className="sheet-actions">
          <button type="button" className="button" onClick={() => till.openSheet('none')}>
            {t('note.cancel')}
          </button>
          {note === null ? null : (
            <button type="button" className="button" onClick={() => till.setNote(null)}>
              {t('note.remove')}
            </button>
          )}
          <button type="submit" className="button" data-kind="primary">
            {t('note.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
