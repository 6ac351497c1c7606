import type { Words } from '../words.ts';
import type { settingsEn } from './en.ts';

export const settingsDe: Words<typeof settingsEn> = {
  settings: {
    title: 'Einstellungen',
    language: 'Sprache',
    theme: 'Farben',
    themes: { auto: 'Automatisch', light: 'Hell', dark: 'Dunkel', contrast: 'Hoher Kontrast' },
    sound: 'Ton',
    soundOn: 'Ton an',
    soundOff: 'Ton aus',
    volume: 'Lautstärke',
    test: 'Bezahlt-Ton abspielen',
    close: 'Schließen',
  },
  unpair: {
    button: 'Diese Kasse entkoppeln',
    title: 'Diese Kasse entkoppeln?',
    text: 'Ihre Schlüssel verlassen den Schlüsselbund dieses Computers, und sie kann nichts mehr abbuchen. Offene Zahlungen werden weiter beobachtet. Bei FEX bleibt die Kasse bestehen.',
    back: 'Zurück',
    yes: 'Entkoppeln',
  },
};
