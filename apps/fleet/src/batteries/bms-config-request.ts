import { ChoiceField, FlagField, IdField, TextField, WholeField } from '../fields/fields.js';

export const transports = [
  'tcp',
  'http',
  'serial',
  'rtu-tcp',
  'socketcand',
  'slcan',
  'candump',
  'socketcan',
  'mqtt',
] as const;
const serialDevice = /^\/dev\/(?:tty[A-Za-z0-9]{1,30}|serial\/by-(?:id|path)\/[A-Za-z0-9_.:+-]{1,100})$/;

/** How a battery's BMS is reached and read. What a profile means is said by the connector. */
export class BmsConfigRequest {
  @TextField(72, {
    pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[1-9][0-9]*)?$/,
    description: 'Name of a device profile, or name@version to pin one',
  })
  profile!: string;

  @ChoiceField(transports)
  transport!: (typeof transports)[number];

  // It becomes a part of a line or of an address: nothing that could end either may be in it.
  @TextField(64, { optional: true, pattern: /^[A-Za-z0-9._-]+$/, description: 'Node behind a gateway' })
  nodeId?: string;

  @WholeField({ optional: true, min: 0, max: 247, description: 'Unit or address behind the link' })
  unitId?: number;

  @ChoiceField(['text', 'binary'], { optional: true, description: 'ThingSet over tcp, default text' })
  mode?: 'text' | 'binary';

  @FlagField({ optional: true, description: 'ThingSet lines carry a CRC-32' })
  checksum?: boolean;

  @FlagField({ optional: true, description: 'ThingSet behind a Zephyr shell' })
  shell?: boolean;

  @FlagField({ optional: true, description: 'ThingSet: listen to reports instead of asking' })
  reports?: boolean;

  // It becomes a part of a command too.
  @TextField(16, { optional: true, pattern: /^[A-Za-z0-9_.-]+$/, description: 'CAN interface, default can0' })
  channel?: string;

  @WholeField({
    optional: true,
    min: 10_000,
    max: 1_000_000,
    description: 'bit/s of a CAN bus, default 500,000',
  })
  bitrate?: number;

  @TextField(120, { optional: true, pattern: serialDevice, description: 'Device of the connector’s machine' })
  serialDevice?: string;

  @WholeField({ optional: true, min: 300, max: 1_000_000, description: 'Bits a second of serialDevice' })
  baudRate?: number;

  @IdField({
    optional: true,
    description: 'Site connector beside the device, the only one that polls it then',
  })
  siteConnectorId?: number;

  @WholeField({ optional: true, min: 1, max: 86_400, description: 's, default 10' })
  pollIntervalSeconds?: number;

  @WholeField({ optional: true, min: 100, max: 30_000, description: 'ms, default 2,000' })
  timeoutMilliseconds?: number;

  @ChoiceField(['charging', 'discharging'], { optional: true, description: 'What a positive current means' })
  positiveCurrent?: 'charging' | 'discharging';

  @FlagField({ optional: true, description: 'A reading carries what the device sent for it' })
  keepRawFrames?: boolean;
}
