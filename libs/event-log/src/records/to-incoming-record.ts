import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { IncomingRecord } from './incoming-record.js';

export const toIncomingRecord = (message: KafkaMessage): IncomingRecord => ({
  offset: BigInt(message.offset),
  key: message.key === null ? null : message.key.toString('utf8'),
  value: message.value,
  headers: toTexts(message.headers),
  timestamp: Number(message.timestamp),
});

function toTexts(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) texts[name] = first.toString();
  }
  return texts;
}
