import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonView, roles } from '../../shared/staff.ts';
import { Choice } from '../components/choice.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { TextField } from '../components/text-field.tsx';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { PersonChoice } from './person-choice.tsx';

/** Everybody who uses this till; a manager adds, changes and removes. */
export function PeopleSheet() {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const [editing, setEditing] = useState<PersonView | 'new' | null>(null);
  if (editing !== null) return <PersonForm person={editing} onLeave={() => setEditing(null)} />;
  return (
    <Sheet title={t('staff.people')}>
      <p>{t('staff.peopleHint')}</p>
      <PersonChoice people={staff.people} chosen={null} onChoose={setEditing} />
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('staff.back')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => setEditing('new')}>
          {t('staff.add')}
        </button>
      </div>
    </Sheet>
  );
}

function PersonForm({ person, onLeave }: { person: PersonView | 'new'; onLeave: () => void }) {
  const { t } = useTranslation();
  const { staff } = useSnapshot();
  const before = person === 'new' ? null : person;
  const [role, setRole] = useState(before?.role ?? (staff.people.length === 0 ? 'manager' : 'cashier'));
  const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

  async function save(form: FormData): Promise<void> {
    till.hush();
    const pin = text(form, 'pin');
    const badge = text(form, 'badge');
    if (text(form, 'name') === '') return till.say({ ok: false, failure: 'name-missing' });
    if (pin !== '' && !/^\d{4,8}$/.test(pin)) return till.say({ ok: false, failure: 'pin-weak' });
    const done = await ask('staff.save', {
      id: before?.id ?? null,
      name: text(form, 'name'),
      role,
      pin: pin === '' ? null : pin,
      badge: badge.length < 6 ? null : badge,
      confirmed: true,
    });
    if (done?.ok) onLeave();
  }
  return (
    <Sheet title={before?.name ?? t('staff.add')}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
        }}
      >
        <TextField name="name" label={t('staff.name')} first={before?.name ?? ''} longest={60} />
        <div className="choices-row">
          {roles.map((one) => (
            <Choice key={one} chosen={role === one} onPress={() => setRole(one)}>
              {t(`staff.${one}`)}
            </Choice>
          ))}
        </div>
        <TextField
          name="pin"
          label={t(before ? 'staff.keepPin' : 'staff.newPin')}
          secret
          digits
          longest={8}
        />
        <TextField name="badge" label={t('staff.badge')} secret longest={200} />
        <NoticeLine />
        <div className="sheet-actions">
          <button type="button" className="button" onClick={onLeave}>
            {t('staff.back')}
          </button>
          {before === null ? null : (
            <button
              type="button"
              className="button"
              onClick={() =>
                void ask('staff.remove', { id: before.id, confirmed: true }).then((done) => {
                  if (done?.ok) onLeave();
                })
              }
            >
              {t('staff.remove')}
            </button>
          )}
          <button type="submit" className="button" data-kind="primary">
            {t('staff.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
