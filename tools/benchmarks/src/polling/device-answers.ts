/** Answers one request, or says nothing to bytes that are none. */
export type Answer = (request: Buffer) => Buffer | undefined;

export const deviceKinds = ['modbus', 'thingset'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Registers of a Pylontech Powercube M2 from 0x1100 on: 700 V, 123.45 A charging, 85 %. */
const first = 0x1100;
const system: Readonly<Record<number, number>> = {
  0x1100: 0x0801,
  0x1103: 7_000,
  0x1104: 0,
  0x1105: 12_345,
  0x1107: 85,
  0x1108: 12,
  0x110f: 3,
  0x1110: 3_333,
  0x1111: 3_300,
  0x1114: 260,
  0x1115: 240,
  0x1120: 99,
};
const headerLength = 12;

/** Modbus TCP, function 3. */
function answerModbus(request: Buffer): Buffer | undefined {
  if (request.length !== headerLength || request[7] !== 3) return undefined;
  const [start, count] = [request.readUInt16BE(8), request.readUInt16BE(10)];
  if (start < first || start + count > first + 0x40) {
    return Buffer.from([...request.subarray(0, 4), 0, 3, request[6] ?? 0, 0x83, 2]);
  }
  const answer = Buffer.alloc(9 + count * 2);
  request.copy(answer, 0, 0, 8);
  answer.writeUInt16BE(3 + count * 2, 4);
  answer.writeUInt8(count * 2, 8);
  for (let index = 0; index < count; index++) answer.writeUInt16BE(system[start + index] ?? 0, 9 + 2 * index);
  return answer;
}

const cells = Array.from({ length: 16 }, (_, cell) => (3.3 + cell / 1_000).toFixed(3)).join(',');
const measured =
  `{"rPackVoltage_V":52.87,"rPackCurrent_A":12.3,"rCellVoltages_V":[${cells}],"rCellMinVoltage_V":3.300,` +
  '"rCellMaxVoltage_V":3.315,"rCellAvgVoltage_V":3.308,"rCellTemps_degC":[24.5,24.9],"rSOC_pct":63.5,' +
  '"rBalancingStatus":0,"rBmsState":3,"rErrorFlags":0}';
const thingSetAnswer = Buffer.from(`:85 Content. ${measured}\r\n`);

/** ThingSet text mode of a Libre Solar BMS; the group `Meas`. */
const answerThingSet: Answer = (request) => (request.toString() === '?Meas\n' ? thingSetAnswer : undefined);

export const answers: Readonly<Record<DeviceKind, Answer>> = {
  modbus: answerModbus,
  thingset: answerThingSet,
};
