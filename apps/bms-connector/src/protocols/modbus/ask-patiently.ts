import { setTimeout as pause } from 'node:timers/promises';
import type { ModbusExchange, ModbusQuestion } from './modbus-exchange.js';
import { isBusy } from './read-registers.js';

const busyPauseMilliseconds = 50;

/** Asks a busy device again after a short pause, for as long as one answer may take. */
export async function askPatiently(exchange: ModbusExchange, question: ModbusQuestion): Promise<Uint16Array> {
  const end = performance.now() + question.timeoutMilliseconds;
  let timeoutMilliseconds = question.timeoutMilliseconds;
  for (;;) {
    try {
      return await exchange.ask({ ...question, timeoutMilliseconds });
    } catch (error) {
      timeoutMilliseconds = Math.floor(end - performance.now()) - busyPauseMilliseconds;
      if (!isBusy(error) || timeoutMilliseconds < busyPauseMilliseconds) throw error;
      await pause(busyPauseMilliseconds);
    }
  }
}
