import { spoken, type Sentence } from './language.js';

const startedAt = process.hrtime.bigint();
const elapsed = (): string =>
  `${(Number(process.hrtime.bigint() - startedAt) / 1e9).toFixed(0).padStart(3)} s`;

/** One line about what is being done, with the seconds since the start. */
export function report(sentence: Sentence): void {
  console.log(`[${elapsed()}] ${spoken(sentence)}`);
}

export function warn(sentence: Sentence): void {
  console.error(`[${elapsed()}] ! ${spoken(sentence)}`);
}
