import type { Theme } from '../shared/snapshot.ts';
import { useCounter } from './stores/counter-store.ts';

const dark = '(prefers-color-scheme: dark)';
const contrast = '(prefers-contrast: more)';

/** `auto` follows the computer; more contrast outranks dark. */
export function resolveTheme(
  theme: Theme,
  wants: { dark: boolean; contrast: boolean },
): Exclude<Theme, 'auto'> {
  if (theme !== 'auto') return theme;
  if (wants.contrast) return 'contrast';
  return wants.dark ? 'dark' : 'light';
}

let wanted: Theme = 'auto';

function apply(): void {
  document.documentElement.dataset.theme = resolveTheme(wanted, {
    dark: matchMedia(dark).matches,
    contrast: matchMedia(contrast).matches,
  });
}

export function setTheme(theme: Theme): void {
  wanted = theme;
  apply();
}

/** Keeps the page's theme in step with the preference and with the computer, for the page's whole life. */
export function followTheme(): void {
  useCounter.subscribe(({ snapshot }) => {
    if (snapshot !== null) setTheme(snapshot.preferences.theme);
  });
  for (const query of [dark, contrast]) matchMedia(query).addEventListener('change', apply);
  apply();
}
