import type { Socket } from 'node:net';
import type { Device, DeviceSetting } from '../device.js';
import { listen } from '../listening-socket.js';
import { answerRequest, takeRequest } from './modbus-answer.js';
import { baseAddress, sunSpecRegisters } from './sun-spec-battery.js';

/** A SunSpec battery (models 802 and 803) on Modbus TCP; positive current is charging. */
export async function openModbusTcp(setting: DeviceSetting): Promise<Device> {
  const socket = await listen(setting.host, setting.port, (connection) => serve(connection, setting));
  return {
    ...socket,
    protocol: 'modbus',
    bmsConfig: { profile: 'sunspec-battery', transport: 'tcp', unitId: 1, positiveCurrent: 'charging' },
  };
}

function serve(connection: Socket, { bms, nodeId }: DeviceSetting): void {
  let pending: Buffer = Buffer.alloc(0);
  connection.on('data', (chunk: Buffer) => {
    let taken = takeRequest(Buffer.concat([pending, chunk]));
    while (taken.request) {
      if (bms.answers) {
        connection.write(
          answerRequest(taken.request, { address: baseAddress, words: sunSpecRegisters(bms, nodeId) }),
        );
      }
      taken = takeRequest(taken.rest);
    }
    pending = taken.rest;
  });
}
