import { useTranslation } from 'react-i18next';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { TextField } from '../components/text-field.tsx';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';

/** The last manager forgot the PIN: the merchant's keys prove who may name one. */
export function RecoverSheet() {
  const { t } = useTranslation();
  async function recover(form: HTMLFormElement): Promise<void> {
    till.hush();
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim();
    const [clientId, clientSecret, name] = [text('clientId'), text('clientSecret'), text('name')];
    if (clientId === '' || clientSecret === '') return till.say({ ok: false, failure: 'keys-missing' });
    if (name === '') return till.say({ ok: false, failure: 'name-missing' });
    const pin = text('pin');
    if (!/^\d{4,8}$/.test(pin)) return till.say({ ok: false, failure: 'pin-weak' });
    const done = await ask('staff.recover', { clientId, clientSecret, name, pin });
    if (!done?.ok) return;
    form.reset();
    till.openSheet('none');
  }
  return (
    <Sheet title={t('staff.recoverTitle')}>
      <form
        autoComplete="off"
        onInput={till.hush}
        onSubmit={(event) => {
          event.preventDefault();
          void recover(event.currentTarget);
        }}
      >
        <p>{t('staff.recoverHint')}</p>
        <TextField name="clientId" label={t('pairing.keys.clientId')} longest={4096} />
        <TextField name="clientSecret" label={t('pairing.keys.clientSecret')} secret longest={4096} />
        <TextField name="name" label={t('staff.name')} longest={60} />
        <TextField name="pin" label={t('staff.newPin')} secret digits longest={8} />
        <NoticeLine />
        <div className="sheet-actions">
          <button type="button" className="button" onClick={() => till.openSheet('none')}>
            {t('staff.back')}
          </button>
          <button type="submit" className="button" data-kind="primary">
            {t('staff.recover')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
