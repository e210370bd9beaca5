import type { LocalizedText } from '@trackingbms/service-kit';

export const usage: LocalizedText = {
  en: `connection test   --address IP --port N --protocol thingset|modbus|serial|canbus --profile NAME|FILE.yaml
                  [--transport T] [--unit N] [--node ID] [--mode binary] [--timeout MS] [--config JSON]
                  [--serial-device /dev/ttyUSB0] [--baud-rate N] [--objects]
connection detect --address IP [--ports 502,8899]
connection profile check FILE.yaml
Everywhere: [--client N] [--lang fr|en] [--json]
ALLOWED_DEVICE_RANGES names the networks that may be reached, for example 10.1.2.0/24; without it none is.
Ends with 0 when the device was read or recognised or the profile is right, 1 when it was not,
2 for wrong arguments, settings or profiles, 3 for an address that may not be reached.`,
  fr: `connection test   --address IP --port N --protocol thingset|modbus|serial|canbus --profile NOM|FICHIER.yaml
                  [--transport T] [--unit N] [--node ID] [--mode binary] [--timeout MS] [--config JSON]
                  [--serial-device /dev/ttyUSB0] [--baud-rate N] [--objects]
connection detect --address IP [--ports 502,8899]
connection profile check FICHIER.yaml
Partout : [--client N] [--lang fr|en] [--json]
ALLOWED_DEVICE_RANGES nomme les réseaux qui peuvent être atteints, par exemple 10.1.2.0/24 ; sans lui, aucun ne l’est.
Finit par 0 si l’appareil a été lu ou reconnu ou si le profil est juste, 1 sinon,
2 pour des arguments, réglages ou profils faux, 3 pour une adresse qui ne peut être atteinte.`,
};

export const noRanges: LocalizedText = {
  en: 'ALLOWED_DEVICE_RANGES is not set, so that nothing may be reached. Set it to the devices’ network, for example ALLOWED_DEVICE_RANGES=10.1.2.0/24.',
  fr: 'ALLOWED_DEVICE_RANGES n’est pas réglé : rien ne peut être atteint. Donnez-lui le réseau des appareils, par exemple ALLOWED_DEVICE_RANGES=10.1.2.0/24.',
};

export const labels = {
  read: { en: 'The device was read', fr: 'L’appareil a été lu' },
  failedAt: { en: 'It failed at the step', fr: 'Échec à l’étape' },
  doubts: { en: 'Not believed whole', fr: 'Pas cru en entier' },
  raw: { en: 'What came', fr: 'Ce qui est venu' },
  objects: { en: 'What the device has', fr: 'Ce que l’appareil possède' },
  nothing: { en: 'No known device was recognised.', fr: 'Aucun appareil connu n’a été reconnu.' },
  proposal: { en: 'Proposal', fr: 'Proposition' },
  tried: { en: 'Tried without success', fr: 'Essayé sans succès' },
  right: { en: 'The profile is right', fr: 'Le profil est juste' },
  unreadable: { en: 'The file cannot be read', fr: 'Le fichier ne peut être lu' },
} as const satisfies Readonly<Record<string, LocalizedText>>;
