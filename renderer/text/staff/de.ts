import type { Words } from '../words.ts';
import type { staffEn } from './en.ts';

export const staffDe: Words<typeof staffEn> = {
  staff: {
    pin: 'PIN von {{name}}',
    choose: 'Namen wählen, dann PIN eingeben. Oder den Ausweis scannen.',
    lock: 'Sperren',
    cashier: 'Kasse',
    manager: 'Leitung',
    signIn: 'Anmelden',
    forgot: 'PIN der Leitung vergessen?',
    people: 'Personen',
    add: 'Person hinzufügen',
    name: 'Name der Person',
    newPin: 'PIN, vier bis acht Ziffern',
    keepPin: 'Neue PIN, leer lassen zum Behalten',
    badge: 'Strichcode des Ausweises, falls vorhanden',
    save: 'Speichern',
    remove: 'Entfernen',
    back: 'Zurück',
    peopleHint:
      'Alle melden sich mit PIN oder Ausweis an. Die Leitung entscheidet, was die Kasse nicht darf.',
    approveTitle: 'Die Leitung wird gebraucht',
    approveHint: 'Die Leitung wählt ihren Namen und gibt die PIN ein. Es gilt für diese eine Sache.',
    approve: 'Freigeben',
    recoverTitle: 'Neue Leitung benennen',
    recoverHint:
      'Die Schlüssel des Händlers beweisen die Berechtigung. Sie werden einmal benutzt und nirgends verwahrt.',
    recover: 'Als Leitung benennen',
    clear: 'Leeren',
    first: 'Die erste Leitung',
    firstHint: 'Auch später möglich, dann mit den Schlüsseln des Händlers.',
  },
};
