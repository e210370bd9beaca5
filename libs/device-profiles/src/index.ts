export { DeviceProfileInvalid, type WrongField } from './device-profile-invalid.errors.js';
export { DeviceProfiles } from './device-profiles.js';
export { loadDeviceProfiles, loadProfileCheck, shippedProfiles } from './load-device-profiles.js';
export { ownProfileCheck } from './own-profile-check.js';
export { parseDeviceProfile, type ReadBeside } from './parse-device-profile.js';
export { schemaCheck, type SchemaCheck } from './schema-check.js';
export {
  sourcesOf,
  type AnswerSource,
  type AnswerType,
  type BitField,
  type BitMeaning,
  type CurrentSign,
  type DeviceProfile,
  type Expectation,
  type FieldSource,
  type ListFieldName,
  type ModelLayout,
  type ModelPoint,
  type ModelPointSource,
  type NumberFieldName,
  type PathSource,
  type PointerSource,
  type ProfileField,
  type ProfileProtocol,
  type Recognition,
  type PushedReading,
  type Reduction,
  type RegisterSource,
  type RegisterTable,
  type RegisterType,
  type SerialLanguageName,
  type SerialReading,
  type SignalSource,
  type SwitchFieldName,
  type ThingSetSpeech,
  type TimeUnit,
  type WordOrder,
} from './device-profile.js';
export { bitPositions, type BitLayout } from './dbc/bit-positions.js';
export type { DbcDatabase, DbcMessage, DbcSignal } from './dbc/dbc-database.js';
export { DbcInvalid } from './dbc/dbc-invalid.errors.js';
export { parseDbc } from './dbc/parse-dbc.js';
export { signalsOf, type NamedSignal } from './dbc/signals-of.js';
