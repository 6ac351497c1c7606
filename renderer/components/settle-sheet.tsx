import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';
import { Choice, Choices } from './choice.tsx';
import { NoticeLine } from './notice.tsx';
import { SaleNamed } from './sale-named.tsx';
import { Sheet } from './sheet.tsx';

const [longestWho, longestWhy] = [60, 140];

/** A manager records what became of a payment that FEX says nothing about, on the screen or released. */
export function SettleSheet() {
  const { t } = useTranslation();
  const attemptId = useTill((state) => state.settling);
  const { payment, unsettled, staff } = useSnapshot();
  const sale =
    payment.kind === 'unknown' && payment.attemptId === attemptId
      ? payment
      : unsettled.find((one) => one.attemptId === attemptId);
  const [paid, setPaid] = useState<boolean | null>(null);
  const [typedWho, setWho] = useState('');
  // Where people sign in, whose word it is comes from the PIN: the signed-in manager's, or who approves it.
  const signed = staff.people.length > 0;
  const who = signed ? (staff.signedIn?.name ?? '') : typedWho;
  const [why, setWhy] = useState('');
  const ready = paid !== null && who.trim() !== '' && why.trim() !== '';
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!ready || attemptId === null) return;
    const done = await ask('payment.settle', {
      attemptId,
      paid,
      who: who.trim(),
      why: why.trim(),
      confirmed: true,
    });
    if (done?.ok) till.openSheet('none');
  }
  return (
    <Sheet title={t('settle.title')}>
      <form onSubmit={(event) => void save(event)}>
        {sale === undefined ? null : (
          <p className="sale-named">
            <SaleNamed sale={sale} />
          </p>
        )}
        <p>{t('settle.hint')}</p>
        <Choices label={t('settle.what')}>
          {[true, false].map((value) => (
            <Choice key={String(value)} chosen={paid === value} onPress={() => setPaid(value)}>
              {t(value ? 'settle.paid' : 'settle.notPaid')}
            </Choice>
          ))}
        </Choices>
        <div className="settle-fields">
          {signed ? null : (
            <Field label={t('settle.who')} value={typedWho} longest={longestWho} onChange={setWho} />
          )}
          <Field label={t('settle.why')} value={why} longest={longestWhy} onChange={setWhy} />
        </div>
        <NoticeLine />
        <div className="sheet-actions">
          <button type="button" className="button" onClick={() => till.openSheet('none')}>
            {t('settle.back')}
          </button>
          <button type="submit" className="button" data-kind="primary" disabled={!ready}>
            {t('settle.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

function Field(props: { label: string; value: string; longest: number; onChange: (text: string) => void }) {
  const { label, value, longest, onChange } = props;
  return (
    <label className="text-field">
      <span>{label}</span>
      <input
        dir="auto"
        value={value}
        maxLength={longest}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
