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
  const bySignal = messagesBySignal(database);
  return namesOf(source).flatMap(({ signal, invalidWhile }) => {
    const messages = (bySignal.get(signal) ?? []).filter(({ name }) => (source.message ?? name) === name);
    const [message] = messages;
    if (!message) return [];
    return [{ message, signal, twins: messages.length, ...(invalidWhile !== undefined && { invalidWhile }) }];
  });
}

type MessagesBySignal = ReadonlyMap<string, readonly DbcMessage[]>;
const known = new WeakMap<DbcDatabase, MessagesBySignal>();

/** Made once for each DBC: a profile may ask a large one for thousands of names. */
function messagesBySignal(database: DbcDatabase): MessagesBySignal {
  const before = known.get(database);
  if (before) return before;
  const made = new Map<string, DbcMessage[]>();
  for (const message of database.messages) {
    for (const { name } of message.signals) {
      const messages = made.get(name);
      if (messages) messages.push(message);
      else made.set(name, [message]);
    }
  }
  known.set(database, made);
  return made;
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
