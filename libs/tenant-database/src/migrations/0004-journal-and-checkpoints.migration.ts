import { everyIndustry, type Migration } from './migration.js';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** Also the core database's journal: tenant-manager relays it with the same relay. */
export const eventJournalTable = `CREATE TABLE IF NOT EXISTS event_journal (
  position BIGINT NOT NULL AUTO_INCREMENT,
  event_id CHAR(36) ${ascii} NOT NULL,
  stream_type VARCHAR(50) ${ascii} NOT NULL,
  stream_id VARCHAR(100) ${ascii} NOT NULL,
  version INT NOT NULL,
  event_type VARCHAR(100) ${ascii} NOT NULL,
  schema_version INT NOT NULL,
  payload JSON NOT NULL,
  occurred_at DATETIME(3) NOT NULL,
  actor VARCHAR(100) NULL,
  correlation_id VARCHAR(100) ${ascii} NULL,
  causation_id VARCHAR(100) ${ascii} NULL,
  published_at DATETIME(3) NULL,
  PRIMARY KEY (position),
  UNIQUE KEY uq_event_journal_event (event_id),
  UNIQUE KEY uq_event_journal_stream (stream_type, stream_id, version),
  KEY ix_event_journal_unpublished (published_at)
) ${options}`;

const streamCheckpoint = `CREATE TABLE IF NOT EXISTS stream_checkpoint (
  processor VARCHAR(100) ${ascii} NOT NULL,
  topic_id CHAR(36) ${ascii} NOT NULL,
  partition_no INT NOT NULL,
  next_offset BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (processor, topic_id, partition_no)
) ${options}`;

export const journalAndCheckpointsMigration: Migration = {
  version: 4,
  name: 'journal-and-checkpoints',
  industries: everyIndustry,
  steps: [
    { name: 'event_journal', sql: eventJournalTable },
    { name: 'stream_checkpoint', sql: streamCheckpoint },
  ],
};
