import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KnownEvent } from '@trackingbms/message-contracts';
import { eventually } from '../testing/eventually.js';
import {
  scriptedPlatform,
  type PlatformScript,
  type ScriptedPlatform,
} from '../testing/scripted-platform.js';
import { batteryInFleet, siteFleet } from '../testing/site-fleets.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';
import { KeptFleet } from './kept-fleet.js';
import { PlatformClient } from './platform-client.js';
import { SiteFleet } from './site-fleet.js';
import { SiteFleetFeed } from './site-fleet-feed.js';

const serves =
  (document: unknown, etag: string): PlatformScript =>
  ({ headers }) =>
    headers['if-none-match'] === etag ? { status: 304 } : { status: 200, headers: { etag }, body: document };

describe('learning what a site has to poll', () => {
  let platform: ScriptedPlatform;
  const told: string[] = [];
  const open: { feed: SiteFleetFeed; client: PlatformClient }[] = [];

  beforeEach(async () => {
    told.length = 0;
    platform = await scriptedPlatform();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(end));
    await platform.close();
  });

  async function begin(directory: string): Promise<(typeof open)[number]> {
    const client = new PlatformClient({ url: platform.url, credential: 'tbsite_secret' });
    const view = {
      apply: ({ id }: KnownEvent) => void told.push(id),
      forget: (key: string) => void told.push(`forget ${key}`),
    };
    const feed = new SiteFleetFeed({
      client,
      fleet: new SiteFleet(view, () => undefined),
      kept: new KeptFleet(directory),
      onKnown: () => told.push('known'),
      observer: { unreadable: (status) => told.push(`unreadable ${status}`) },
      intervalMilliseconds: 5,
      random: () => 0.5,
    });
    const begun = { feed, client };
    open.push(begun);
    await feed.start();
    return begun;
  }
  async function end({ feed, client }: (typeof open)[number]): Promise<void> {
    client.stop();
    await feed.stop();
  }
  const away: PlatformScript = () => 'break';

  it('asks with the credential, and again with the tag of what it knows', () =>
    inTemporaryDirectory(async (directory) => {
      platform.script = serves(siteFleet([batteryInFleet(7)]), '"one"');
      const { feed } = await begin(directory);
      await eventually(() => platform.requests.length >= 3);
      expect(platform.requests[0]).toMatchObject({
        method: 'GET',
        path: '/v1/site/fleet',
        headers: { authorization: 'Bearer tbsite_secret' },
      });
      expect(platform.requests.map(({ headers }) => headers['if-none-match']).slice(0, 3)).toEqual([
        undefined,
        '"one"',
        '"one"',
      ]);
      expect(told).toEqual(['1/battery/7@1', '1@1', 'known']);
      expect(feed.isKnown).toBe(true);
      platform.script = serves(siteFleet([batteryInFleet(8)]), '"two"');
      await eventually(() => told.length === 5);
      expect(told.slice(3)).toEqual(['forget 1/battery/7', '1/battery/8@1']);
    }));

  it('knows nothing while there never was an answer', () =>
    inTemporaryDirectory(async (directory) => {
      platform.script = away;
      const { feed } = await begin(directory);
      await eventually(() => platform.requests.length >= 3);
      expect(told).toEqual([]);
      expect(feed.isKnown).toBe(false);
    }));

  it('goes on after a restart without a line with the fleet that it knew last', () =>
    inTemporaryDirectory(async (directory) => {
      platform.script = serves(siteFleet([batteryInFleet(7)]), '"one"');
      const first = await begin(directory);
      await eventually(() => platform.requests.length >= 2);
      await end(first);
      told.length = 0;
      platform.script = away;
      const { feed } = await begin(directory);
      expect(feed.isKnown).toBe(true);
      expect(told).toEqual(['1/battery/7@1', '1@1', 'known']);
      platform.script = serves(siteFleet([batteryInFleet(7), batteryInFleet(8)]), '"two"');
      await eventually(() => told.length === 4);
      expect(told[3]).toBe('1/battery/8@1');
    }));

  it('takes a torn file for none', () =>
    inTemporaryDirectory(async (directory) => {
      await new KeptFleet(directory).save(siteFleet([batteryInFleet(7)]));
      const whole = JSON.stringify(siteFleet([batteryInFleet(7)]));
      await writeFile(join(directory, 'fleet'), whole.slice(0, -10));
      platform.script = away;
      const { feed } = await begin(directory);
      expect(feed.isKnown).toBe(false);
    }));

  it('forgets nothing for a refused credential or an answer that is no fleet', () =>
    inTemporaryDirectory(async (directory) => {
      platform.script = serves(siteFleet([batteryInFleet(7)]), '"one"');
      await begin(directory);
      await eventually(() => told.includes('known'));
      const before = platform.requests.length;
      platform.script = () => ({ status: 401 });
      await eventually(() => platform.requests.length > before + 2);
      platform.script = () => ({ status: 200, body: '<html>' });
      await eventually(() => told.includes('unreadable 200'));
      platform.script = () => ({ status: 404 });
      await eventually(() => told.includes('unreadable 404'));
      expect(told.filter((line) => line.startsWith('forget'))).toEqual([]);
      expect(await new KeptFleet(directory).load()).toEqual(siteFleet([batteryInFleet(7)]));
    }));
});
