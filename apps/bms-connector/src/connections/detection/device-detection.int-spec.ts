import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDeviceProfiles, shippedProfiles } from '@trackingbms/device-profiles';
import type { ConnectionRules } from '../../fleet-view/decide-connection.js';
import { LinkLanes } from '../../polling/link-lanes.js';
import { LinkTurns } from '../../polling/link-turns.js';
import { OpenLinks } from '../../polling/open-links.js';
import { pollRules } from '../../testing/fleet-entries.js';
import { readRequests } from '../../testing/read-requests.js';
import { recognisableDevices } from '../../testing/recognisable-devices.js';
import { scriptedDevice, silent } from '../../testing/scripted-device.js';
import { recordWire, type FarSide, type WireRecorder } from '../../testing/wire-recorder.js';
import { detectDevice } from './detect-device.js';
import { toDetectAnswer, type DetectAnswer } from './detection-answer.js';

const wires: WireRecorder[] = [];
const links = new OpenLinks();
let rules: ConnectionRules;

beforeAll(async () => {
  rules = { ...pollRules(['127.0.0.1/32']), profiles: await loadDeviceProfiles([shippedProfiles]) };
});
afterEach(async () => {
  await Promise.all(wires.splice(0).map((wire) => wire.close()));
});

async function wireOf(farSide: FarSide): Promise<WireRecorder> {
  const wire = await recordWire(farSide);
  wires.push(wire);
  return wire;
}

async function detect(port: number, address = '127.0.0.1'): Promise<DetectAnswer> {
  const turns = new LinkTurns(links, new LinkLanes(10));
  const detected = await detectDevice({ address, ports: [port], tenantId: 1 }, { rules, turns });
  return toDetectAnswer(detected, 'en');
}

/** Chunks that are a request that reads in no protocol. */
const notReads = (written: readonly Buffer[]) =>
  written
    .filter((chunk) => !Object.values(readRequests).some((reads) => reads(chunk)))
    .map((chunk) => chunk.toString('latin1'));

describe('an address that is asked what it is', () => {
  it.each(Object.entries(recognisableDevices))(
    'is recognised as %s, with the settings that read it',
    async (profile, farSide) => {
      const { port } = await wireOf(farSide);
      const { proposals } = await detect(port);
      const best = proposals.filter(({ confidence }) => confidence === proposals[0]?.confidence);
      expect(best.map((each) => each.bmsConfig['profile'])).toContain(profile);
      expect(best[0]).toMatchObject({ bmsIpAddress: '127.0.0.1', bmsPort: port });
      expect(links.size).toBe(0);
    },
    60_000,
  );

  it('says that two profiles fit alike, and why', async () => {
    const { port } = await wireOf(recognisableDevices['jbd'] as FarSide);
    const { proposals } = await detect(port);
    expect(proposals.map(({ profile }) => profile).sort()).toEqual(['jbd-high-current@1', 'jbd@1']);
    for (const { confidence, reasons } of proposals) {
      expect(confidence).toBe('high');
      expect(reasons.map(({ code }) => code)).toEqual(['SOUND_FRAMES', 'CELLS_ADD_UP', 'OTHERS_FIT_TOO']);
    }
  }, 60_000);

  it('is not taken for a battery because it answers with zeros', async () => {
    const zeros = new Map(Array.from({ length: 0x2000 }, (_, address) => [address, 0] as const));
    const answer: FarSide['answer'] = (chunk) => {
      if (chunk.length !== 12) return undefined;
      const count = chunk.readUInt16BE(10);
      const head = Buffer.from(chunk.subarray(0, 9));
      head.writeUInt16BE(3 + count * 2, 4);
      head.writeUInt8(count * 2, 8);
      return zeros.has(chunk.readUInt16BE(8)) ? Buffer.concat([head, Buffer.alloc(count * 2)]) : undefined;
    };
    const { port } = await wireOf({ answer });
    const { proposals, tried } = await detect(port);
    expect(proposals).toEqual([]);
    expect(tried).toContainEqual(expect.objectContaining({ profile: 'pace-modbus', code: 'NO_VOLTAGE' }));
  }, 60_000);

  it('gets requests that read and no others, one connection at a time', async () => {
    const wire = await wireOf({ answer: () => undefined });
    const { proposals } = await detect(wire.port);
    expect(proposals).toEqual([]);
    expect(wire.written.length).toBeGreaterThan(10);
    expect(notReads(wire.written)).toEqual([]);
    const noisy = await wireOf({ greeting: '~:#<', answer: (chunk) => Buffer.concat([chunk, chunk]) });
    expect((await detect(noisy.port)).proposals).toEqual([]);
    expect(notReads(noisy.written)).toEqual([]);
    expect(
      notReads([Buffer.from('000100000006010600010002', 'hex'), Buffer.from('=Conf {}\n')]),
    ).toHaveLength(2);
  }, 90_000);

  it('is asked once at a port where nobody listens', async () => {
    const gone = await scriptedDevice(silent);
    await gone.close();
    const { tried } = await detect(gone.port);
    const codes = tried.map(({ code }) => code);
    expect(codes[0]).toBe('CONNECTION.REFUSED');
    expect(new Set(codes.slice(1))).toEqual(new Set(['DETECTION.SKIPPED']));
  });

  it('is not asked at all outside the ranges', async () => {
    const other = await scriptedDevice(silent, 0, '127.0.0.2');
    await expect(detect(other.port, '127.0.0.2')).rejects.toMatchObject({
      code: 'CONNECTION.ADDRESS_NOT_ALLOWED',
    });
    expect(other.connections).toBe(0);
    await other.close();
  });
});
