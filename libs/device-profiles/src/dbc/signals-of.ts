import type { SignalSource } from '../device-profile.js';
import type { DbcDatabase, DbcMessage } from './dbc-database.js';

/** A signal that a source names, as the DBC has it. */
export interface NamedSignal {
  readonly message: DbcMessage;
  readonly signal: string;
  readonly invalidWhile?: string;
  /** Messages with a signal of this name. */
  readonly twins: number;
}

/** The signals that a source names, in the order of its list; without those that the DBC does not have. */
export function signalsOf(database: DbcDatabase, source: SignalSource): NamedSignal[] {
  return namesOf(source).flatMap(({ signal, invalidWhile }) => {
    const messages = database.messages.filter(
      ({ name, signals }) =>
        (source.message ?? name) === name && signals.some((each) => each.name === signal),
    );
    const [message] = messages;
    if (!message) return [];
    return [{ message, signal, twins: messages.length, ...(invalidWhile !== undefined && { invalidWhile }) }];
  });
}

function namesOf({
  signal,
  invalidWhile,
  repeat,
}: SignalSource): { signal: string; invalidWhile?: string }[] {
  if (!repeat) return [{ signal, invalidWhile }];
  const { count, first = 0, digits = 1 } = repeat;
  return Array.from({ length: count }, (_, index) => {
    const number = String(first + index).padStart(digits, '0');
    return {
      signal: signal.replaceAll('{n}', number),
      invalidWhile: invalidWhile?.replaceAll('{n}', number),
    };
  });
}
