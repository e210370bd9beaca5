import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';

type SettingsClass<S extends object> = new () => S;

/** Everything that is wrong with the settings, one line each. Never holds a value: values can be secrets. */
export class SettingsInvalid extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The settings are not usable:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'SettingsInvalid';
  }
}

/**
 * Reads the settings that the class declares from the environment; an empty variable counts as absent.
 * @throws SettingsInvalid naming every wrong variable and what is expected of it.
 */
export function loadSettings<S extends object>(
  settingsClass: SettingsClass<S>,
  environment: Readonly<Record<string, string | undefined>>,
): S {
  const declared = settingNames(settingsClass).flatMap((name) => {
    const value = environment[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const settings = plainToInstance(settingsClass, Object.fromEntries(declared));
  const errors = validateSync(settings, { forbidUnknownValues: true, stopAtFirstError: false });
  if (errors.length > 0) throw new SettingsInvalid(errors.flatMap((error) => problemsOf(error, environment)));
  return settings;
}

/** Names of the environment variables that a settings class declares. */
export function settingNames(settingsClass: SettingsClass<object>): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(settingsClass, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))];
}

function problemsOf(
  { property, constraints }: ValidationError,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const expectations = Object.values(constraints ?? {});
  if (environment[property]) return expectations;
  return [`${property} is missing (${expectations.join('; ')})`];
}
