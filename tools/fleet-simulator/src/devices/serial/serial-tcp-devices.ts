import type { Device, DeviceSetting } from '../device.js';
import { listen } from '../listening-socket.js';
import { serveBytes, type ByteBoard } from './byte-requests.js';
import { dalyBoard } from './daly-board.js';
import { jbdBoard } from './jbd-board.js';

/** A JBD board behind a serial server that passes bytes on. */
export const openJbdTcp = (setting: DeviceSetting): Promise<Device> =>
  openBoard(setting, 'jbd', jbdBoard(setting.bms));

/** A Daly board with the A5 protocol behind a serial server that passes bytes on. */
export const openDalyTcp = (setting: DeviceSetting): Promise<Device> =>
  openBoard(setting, 'daly-a5', dalyBoard(setting.bms));

async function openBoard(setting: DeviceSetting, profile: string, board: ByteBoard): Promise<Device> {
  const socket = await listen(setting.host, setting.port, (connection) =>
    serveBytes(connection, setting, board),
  );
  return { ...socket, protocol: 'serial', bmsConfig: { profile, transport: 'tcp' } };
}
