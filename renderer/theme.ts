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

/** Keeps the page's theme in step with the preference and with the computer, for the page's whole life. */
export function followTheme(): void {
  const apply = (): void => {
    const theme = useCounter.getState().snapshot?.preferences.theme ?? 'auto';
    document.documentElement.dataset.theme = resolveTheme(theme, {
      dark: matchMedia(dark).matches,
      contrast: matchMedia(contrast).matches,
    });
  };
  useCounter.subscribe(apply);
  for (const query of [dark, contrast]) matchMedia(query).addEventListener('change', apply);
  apply();
}
