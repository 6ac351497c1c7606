import { useTranslation } from 'react-i18next';
import type { EntryKey } from '../logic/amount-entry.ts';
import { keepFocus } from '../logic/keep-focus.ts';
import { till } from '../stores/till-store.ts';

const rows: readonly (readonly EntryKey[])[] = [
  ['7', '8', '9'],
  ['4', '5', '6'],
  ['1', '2', '3'],
];

/** The keys, 7 8 9 from left to right in every script. */
export function Keys() {
  const { t } = useTranslation();
  return (
    <div className="keys" dir="ltr">
      {rows.flat().map((key) => (
        <Key key={key} digit={key} />
      ))}
      <button type="button" className="key key-clear" {...keepFocus} onClick={() => till.clear()}>
        {t('keypad.clear')}
      </button>
      <Key digit="0" />
      <Key digit="00" />
    </div>
  );
}

function Key({ digit }: { digit: EntryKey }) {
  return (
    <button type="button" className="key" {...keepFocus} onClick={() => till.press(digit)}>
      {digit}
    </button>
  );
}
