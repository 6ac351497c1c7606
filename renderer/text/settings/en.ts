/** The words of the settings. */
export const settingsEn = {
  settings: {
    title: 'Settings',
    language: 'Language',
    theme: 'Colours',
    themes: { auto: 'Automatic', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
    sound: 'Sound',
    soundOn: 'Sound on',
    soundOff: 'Sound off',
    volume: 'Volume',
    test: 'Play the paid sound',
    close: 'Close',
  },
  unpair: {
    button: 'Unpair this counter',
    title: 'Unpair this counter?',
    text: 'Its keys leave this computer’s keychain and it can charge nothing. Open payments are still watched. The counter stays at FEX.',
    back: 'Back',
    yes: 'Unpair',
  },
};
