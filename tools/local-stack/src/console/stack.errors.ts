import { spoken, type Sentence } from './language.js';

/** Something the person at the terminal can mend: the message says how, in their language. */
export class StackError extends Error {
  constructor(
    readonly code: string,
    sentence: Sentence,
  ) {
    super(`${code}: ${spoken(sentence)}`);
    this.name = 'StackError';
  }
}
