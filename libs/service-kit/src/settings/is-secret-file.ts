import { ValidateBy, type ValidationOptions } from 'class-validator';
import { readSecretFile, SecretFileRefused } from './secret-file.js';

function refusalOf(path: unknown): string | null {
  if (typeof path !== 'string') return 'must name a file that this service can read';
  try {
    readSecretFile(path);
    return null;
  } catch (error) {
    return error instanceof SecretFileRefused ? error.message : 'must name a file that this service can read';
  }
}

/** The setting names a file with a secret in it, which only this service's account may read. */
export function IsSecretFile(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isSecretFile',
      validator: {
        validate: (path) => refusalOf(path) === null,
        defaultMessage: (context) => `$property ${refusalOf(context?.value) ?? 'must name a secret file'}`,
      },
    },
    options,
  );
}
