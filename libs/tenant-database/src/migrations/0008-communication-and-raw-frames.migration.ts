import { batteryIndustries, type Migration } from './migration.js';

/** Read and written with its row only; kinds of failures come and go, so they are no columns. */
const communication = 'ALTER TABLE battery_states ADD COLUMN communication JSON NULL';

/** In hex, frame by frame; NULL for nearly every reading. */
const rawFrames = 'ALTER TABLE bms_data ADD COLUMN raw_frames JSON NULL';

export const communicationAndRawFramesMigration: Migration = {
  version: 8,
  name: 'communication-and-raw-frames',
  industries: batteryIndustries,
  steps: [
    { name: 'battery_states.communication', sql: communication },
    { name: 'bms_data.raw_frames', sql: rawFrames },
  ],
};
