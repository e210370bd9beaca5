import { parseArgs } from 'node:util';
import type { Language } from '@trackingbms/service-kit';

const options = {
  address: { type: 'string' },
  port: { type: 'string' },
  ports: { type: 'string' },
  protocol: { type: 'string' },
  profile: { type: 'string' },
  transport: { type: 'string' },
  unit: { type: 'string' },
  node: { type: 'string' },
  mode: { type: 'string' },
  timeout: { type: 'string' },
  config: { type: 'string' },
  'serial-device': { type: 'string' },
  'baud-rate': { type: 'string' },
  objects: { type: 'boolean' },
  client: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export interface ToolArguments {
  /** `test`, `detect` or `profile check`, then its operands. */
  readonly words: readonly string[];
  readonly values: Readonly<Partial<Record<keyof typeof options, string | boolean>>>;
}

/** Throws what node says of an option that there is not. */
export function readArguments(args: readonly string[]): ToolArguments {
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  return { words: positionals, values };
}

export const textOf = ({ values }: ToolArguments, name: keyof typeof options): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** NaN for what is no number, which no check lets pass. */
export function numberOf(args: ToolArguments, name: keyof typeof options): number | undefined {
  const text = textOf(args, name);
  return text === undefined ? undefined : Number(text);
}

/** `--lang`, else the machine's, else English. */
export function languageOf(lang: string | undefined, environment: NodeJS.ProcessEnv): Language {
  const wanted = lang ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return /^fr/i.test(wanted) ? 'fr' : 'en';
}
