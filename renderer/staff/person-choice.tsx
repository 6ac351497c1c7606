import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../shared/staff.ts';
import { keepFocus } from '../logic/keep-focus.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One name a row, with what that person may do. */
export function PersonChoice(props: {
  people: readonly PersonView[];
  chosen: string | null;
  onChoose: (person: PersonView) => void;
}) {
  const { people, chosen, onChoose } = props;
  const { t } = useTranslation();
  return (
    <ul className="people">
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            {...keepFocus}
            aria-pressed={person.id === chosen}
            onClick={() => onChoose(person)}
          >
            <span className="person-tile" aria-hidden="true">
              {graphemes.segment(person.name)[Symbol.iterator]().next().value?.segment.toLocaleUpperCase()}
            </span>
            <bdi className="person-name">{person.name}</bdi>
            <span className="person-role">{t(`staff.${person.role}`)}</span>
            {person.id === chosen ? <Check aria-hidden="true" /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
