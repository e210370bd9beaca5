/** Services that own tables of a tenant's database. Each has an account of its own in every one. */
export type OwnerAccount = 'fleet' | 'data_processor' | 'auth';

/** `reader` may read what is shared as a read model; `migrate` changes the schema and nothing else uses it. */
export type DatabaseAccount = OwnerAccount | 'reader' | 'migrate';

export const databaseAccounts: readonly DatabaseAccount[] = [
  'fleet',
  'data_processor',
  'auth',
  'reader',
  'migrate',
];

type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** What an account may do with a table: a privilege on the whole of it, or on the columns listed. */
export interface TableRight {
  readonly account: OwnerAccount | 'reader';
  readonly privilege: Privilege;
  readonly columns?: readonly string[];
}

export interface TableRights {
  /** The only service that writes the table, but for the journal, which every owner appends to. */
  readonly owner: OwnerAccount;
  readonly rights: readonly TableRight[];
}

const may = (account: TableRight['account'], ...privileges: Privilege[]): TableRight[] =>
  privileges.map((privilege) => ({ account, privilege }));

const keptForEver: Privilege[] = ['SELECT', 'INSERT', 'UPDATE'];
const erasable: Privilege[] = [...keptForEver, 'DELETE'];

const fleetTable = (privileges: Privilege[]): TableRights => ({
  owner: 'fleet',
  rights: [...may('fleet', ...privileges), ...may('data_processor', 'SELECT'), ...may('reader', 'SELECT')],
});

const telemetryTable: TableRights = {
  owner: 'data_processor',
  rights: [...may('data_processor', ...erasable), ...may('reader', 'SELECT')],
};

/** A name to put under "acknowledged by", and nothing else of a person. */
const publicUserColumns = ['id', 'uuid', 'username', 'first_name', 'last_name', 'is_active'];

const journalWriter = (account: OwnerAccount): TableRight[] => [
  ...may(account, 'SELECT', 'INSERT'),
  { account, privilege: 'UPDATE', columns: ['published_at'] },
];

/** Who may do what with which table. A table that is not listed is nobody's but the migrations'. */
export const tableRights: Readonly<Record<string, TableRights>> = {
  battery_types: fleetTable(keptForEver),
  locations: fleetTable(keptForEver),
  batteries: fleetTable(keptForEver),
  custom_fields: fleetTable(erasable),
  custom_field_values: fleetTable(erasable),
  device_credentials: { owner: 'fleet', rights: may('fleet', ...keptForEver) },
  site_connectors: { owner: 'fleet', rights: may('fleet', ...keptForEver) },
  device_profiles: { owner: 'fleet', rights: may('fleet', ...keptForEver) },
  idempotency_keys: { owner: 'fleet', rights: may('fleet', ...erasable) },
  bms_data: telemetryTable,
  bms_data_history: telemetryTable,
  battery_states: telemetryTable,
  alerts: {
    owner: 'data_processor',
    rights: [...may('data_processor', ...keptForEver), ...may('reader', 'SELECT')],
  },
  stream_checkpoint: { owner: 'data_processor', rights: may('data_processor', ...keptForEver) },
  event_journal: {
    owner: 'fleet',
    rights: [...journalWriter('fleet'), ...journalWriter('data_processor'), ...journalWriter('auth')],
  },
  users: {
    owner: 'auth',
    rights: [
      ...may('auth', ...erasable),
      { account: 'reader', privilege: 'SELECT', columns: publicUserColumns },
    ],
  },
  sessions: { owner: 'auth', rights: may('auth', ...erasable) },
  refresh_tokens: { owner: 'auth', rights: may('auth', ...erasable) },
  sign_in_delays: { owner: 'auth', rights: may('auth', ...erasable) },
  audit_logs: { owner: 'auth', rights: may('auth', 'SELECT', 'INSERT') },
};
