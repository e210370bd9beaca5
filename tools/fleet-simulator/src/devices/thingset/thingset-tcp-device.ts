import type { Socket } from 'node:net';
import type { Device, DeviceSetting } from '../device.js';
import { listen } from '../listening-socket.js';
import { libreSolarObjects } from './libre-solar-objects.js';
import { answerLine, type TextModeVersion } from './text-mode.js';

const longestLine = 4_096;

/** The Libre Solar BMS behind a raw TCP serial server: text lines, one request at a time. */
export async function openThingSetTcp(setting: DeviceSetting, version: TextModeVersion): Promise<Device> {
  const answer = (line: string): string =>
    answerLine(line, libreSolarObjects(setting.bms, setting.nodeId, setting.now()), version);
  const socket = await listen(setting.host, setting.port, (connection) => serve(connection, setting, answer));
  return { ...socket, protocol: 'thingset', bmsConfig: { profile: 'libre-solar-bms', transport: 'tcp' } };
}

function serve(connection: Socket, { bms }: DeviceSetting, answer: (line: string) => string): void {
  let pending = '';
  connection.setEncoding('utf8');
  connection.on('data', (chunk: string) => {
    pending += chunk;
    const lines = pending.split('\n');
    pending = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) {
      if (line.trim() && bms.answers) connection.write(`${answer(line)}\r\n`);
    }
  });
}
