import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { simulatorSettingsPatchSchema, simulatorSettingsSchema } from '../../shared/sim-settings.ts';

/** A wrong setting, said in one sentence. */
export class SettingsError extends Error {}

/** Checks settings from outside; throws `SettingsError`. */
export function parseSettings(value: unknown): Partial<SimulatorSettings> {
  const result = simulatorSettingsPatchSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = issue?.path.join('.') ?? '';
    throw new SettingsError(
      name === '' ? `Settings: ${issue?.message}.` : `Setting ${name}: ${issue?.message}.`,
    );
  }
  const given = Object.entries(result.data).filter(([, one]) => one !== undefined);
  return Object.fromEntries(given) as Partial<SimulatorSettings>;
}

/** Reads `name=value`; the value is taken as text where the setting allows it, else as JSON. */
export function parseAssignment(text: string): Partial<SimulatorSettings> {
  const at = text.indexOf('=');
  if (at < 1) throw new SettingsError(`"${text}" is not name=value.`);
  const name = text.slice(0, at);
  const raw = text.slice(at + 1);
  if (!Object.hasOwn(simulatorSettingsSchema.shape, name)) {
    throw new SettingsError(`There is no setting named "${name}".`);
  }
  if (simulatorSettingsPatchSchema.safeParse({ [name]: raw }).success) return parseSettings({ [name]: raw });
  let value: unknown = raw;
  try {
    value = JSON.parse(raw);
  } catch {
    // Stays text, and the schema says what is wrong with it.
  }
  return parseSettings({ [name]: value });
}
