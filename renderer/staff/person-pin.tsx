import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../shared/staff.ts';
import { till } from '../stores/till-store.ts';
import { PinPad } from './pin-pad.tsx';

/** Who of these is about to type a PIN: the first, until another is chosen. */
export function useChosenPerson(people: readonly PersonView[]) {
  const [chosen, setChosen] = useState(people[0]?.id ?? null);
  const person = people.find(({ id }) => id === chosen) ?? people[0] ?? null;
  return { person, choose: ({ id }: PersonView) => setChosen(id) };
}

/** The keys for one person's PIN; what was typed for another is forgotten. */
export function PersonPin(props: {
  person: PersonView | null;
  words: string;
  onPin: (given: { personId: string; pin: string }) => Promise<void>;
}) {
  const { person, words, onPin } = props;
  const { t } = useTranslation();
  if (person === null) return null;
  return (
    <PinPad
      key={person.id}
      label={t('staff.pin', { name: person.name })}
      words={words}
      onPin={async (pin) => {
        till.hush();
        await onPin({ personId: person.id, pin });
      }}
    />
  );
}
