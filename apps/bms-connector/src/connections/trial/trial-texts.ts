import type { LocalizedText } from '@trackingbms/service-kit';

/** What went wrong when a device was tried, and what to do next. */
const texts = {
  'CONNECTION.SETTINGS_WRONG': {
    en: 'These settings cannot work: correct the fields that are named.',
    fr: 'Ces réglages ne peuvent pas fonctionner : corrigez les champs nommés.',
  },
  'CONNECTION.ADDRESS_NOT_ALLOWED': {
    en: 'This connector may not reach that address. Check it, or ask your operator to add its network to ALLOWED_DEVICE_RANGES.',
    fr: 'Ce connecteur n’a pas le droit d’atteindre cette adresse. Vérifiez-la, ou demandez à votre exploitant d’ajouter son réseau à ALLOWED_DEVICE_RANGES.',
  },
  'CONNECTION.READ_ON_SITE': {
    en: 'This battery is read by the connector on its site: try it there, with the command line tool.',
    fr: 'Cette batterie est lue par le connecteur de son site : essayez-la là-bas, avec l’outil en ligne de commande.',
  },
  'CONNECTION.REFUSED': {
    en: 'The address is there, but nothing listens on this port: check the port, and that the device’s network service is switched on.',
    fr: 'L’adresse existe, mais rien n’écoute sur ce port : vérifiez le port, et que le service réseau de l’appareil est activé.',
  },
  'CONNECTION.UNREACHABLE': {
    en: 'There is no way to this address: check the address, the cable, and the route from the connector’s network.',
    fr: 'Aucun chemin ne mène à cette adresse : vérifiez l’adresse, le câble et la route depuis le réseau du connecteur.',
  },
  'CONNECTION.CONNECT_TIMEOUT': {
    en: 'No connection in time: the device is off, or a firewall drops what is sent. Try from the same network, or allow the connector through.',
    fr: 'Pas de connexion à temps : l’appareil est éteint, ou un pare-feu jette ce qui est envoyé. Essayez depuis le même réseau, ou laissez passer le connecteur.',
  },
  'CONNECTION.NOT_PREPARED': {
    en: 'The connector’s own machine lacks what this transport needs: its operator finds the package or the device named in the technical reason.',
    fr: 'Il manque à la machine du connecteur ce que ce transport demande : son exploitant trouve le paquet ou l’appareil dans la raison technique.',
  },
  'CONNECTION.IN_USE': {
    en: 'This connector already speaks to this address and port in another way, and most devices take one connection only: use the same protocol and transport, or deactivate the battery first.',
    fr: 'Ce connecteur parle déjà autrement à cette adresse et à ce port, et la plupart des appareils n’acceptent qu’une connexion : prenez le même protocole et le même transport, ou désactivez d’abord la batterie.',
  },
  'CONNECTION.LINE_BUSY': {
    en: 'The line is busy with the batteries that are read over it: try again, or give them a longer interval.',
    fr: 'La ligne est occupée par les batteries lues par elle : réessayez, ou donnez-leur un intervalle plus long.',
  },
  'CONNECTION.NO_ANSWER': {
    en: 'The connection stands, but the device does not answer: check the unit or node, the protocol and the transport, and behind a serial server its speed and the wiring (A and B swapped?).',
    fr: 'La connexion est établie, mais l’appareil ne répond pas : vérifiez l’unité ou le nœud, le protocole et le transport, et derrière un serveur série sa vitesse et le câblage (A et B inversés ?).',
  },
  'CONNECTION.CLOSED': {
    en: 'The device takes the connection and closes it: another program may hold its only one, or it speaks another protocol on this port.',
    fr: 'L’appareil accepte la connexion et la ferme : un autre programme tient peut-être la seule possible, ou il parle un autre protocole sur ce port.',
  },
  'CONNECTION.GARBLED': {
    en: 'Something answers, but not in this protocol: try another transport (tcp and rtu-tcp are two languages), another profile, or the serial server’s speed.',
    fr: 'Quelque chose répond, mais pas dans ce protocole : essayez un autre transport (tcp et rtu-tcp sont deux langages), un autre profil, ou la vitesse du serveur série.',
  },
  'CONNECTION.OTHER_UNIT': {
    en: 'Another unit or node answered than the one asked, or there is no such one behind this gateway: check unitId or nodeId.',
    fr: 'Une autre unité ou un autre nœud a répondu, ou il n’y en a pas de tel derrière cette passerelle : vérifiez unitId ou nodeId.',
  },
  'CONNECTION.OTHER_DEVICE': {
    en: 'The device speaks the protocol, but has nothing of what this profile reads: choose another profile, or let it be detected.',
    fr: 'L’appareil parle le protocole, mais n’a rien de ce que lit ce profil : choisissez un autre profil, ou faites-le détecter.',
  },
  'CONNECTION.EXCEPTION': {
    en: 'The device answers that it refuses: look its number up in the maker’s paper, and check the unit and the profile.',
    fr: 'L’appareil répond qu’il refuse : cherchez son numéro dans le document du fabricant, et vérifiez l’unité et le profil.',
  },
  'CONNECTION.SETTINGS_REFUSED': {
    en: 'The far side does not go with these settings: see the technical reason, and correct what it names.',
    fr: 'L’autre côté ne s’accorde pas avec ces réglages : voyez la raison technique, et corrigez ce qu’elle nomme.',
  },
  'CONNECTION.DEADLINE': {
    en: 'The device answers too slowly for a try: raise timeoutMilliseconds, or read fewer values.',
    fr: 'L’appareil répond trop lentement pour un essai : augmentez timeoutMilliseconds, ou lisez moins de valeurs.',
  },
  'CONNECTION.NO_KNOWN_VALUE': {
    en: 'The device answers, but none of the profile’s values is known: compare the raw values below with the maker’s paper.',
    fr: 'L’appareil répond, mais aucune valeur du profil n’est connue : comparez les valeurs brutes ci-dessous avec le document du fabricant.',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** Stable. */
export type TrialCode = keyof typeof texts;
export const trialCodes = Object.keys(texts) as readonly TrialCode[];

/** By the number of the Modbus specification. */
const modbusExceptions: Readonly<Record<number, LocalizedText>> = {
  1: {
    en: 'The unit does not know the read function that this profile asks with (exception 1): choose another profile.',
    fr: 'L’unité ne connaît pas la fonction de lecture que ce profil emploie (exception 1) : choisissez un autre profil.',
  },
  2: {
    en: 'The unit has none of the registers that this profile reads (exception 2): check the unit, or choose another profile.',
    fr: 'L’unité n’a aucun des registres que lit ce profil (exception 2) : vérifiez l’unité, ou choisissez un autre profil.',
  },
  3: {
    en: 'The unit does not give so many registers at once (exception 3): a profile of your own can lower registers.maxRegisters.',
    fr: 'L’unité ne donne pas autant de registres à la fois (exception 3) : un profil à vous peut baisser registers.maxRegisters.',
  },
  4: {
    en: 'The unit says that it has failed (exception 4): look at the device itself.',
    fr: 'L’unité dit être en panne (exception 4) : examinez l’appareil lui-même.',
  },
  6: {
    en: 'The unit says that it is busy (exception 6): another program may be reading it. Try again later.',
    fr: 'L’unité dit être occupée (exception 6) : un autre programme la lit peut-être. Réessayez plus tard.',
  },
  10: {
    en: 'The gateway has no way to this unit (exception 10): check unitId and the gateway’s own settings.',
    fr: 'La passerelle n’a pas de chemin vers cette unité (exception 10) : vérifiez unitId et les réglages de la passerelle.',
  },
  11: {
    en: 'Behind the gateway this unit does not answer (exception 11): check unitId, the line’s speed and its wiring.',
    fr: 'Derrière la passerelle, cette unité ne répond pas (exception 11) : vérifiez unitId, la vitesse de la ligne et son câblage.',
  },
};

/** What happened and what to do next. */
export function trialText(code: TrialCode, protocol?: string, exception?: number): LocalizedText {
  const known = protocol === 'modbus' && exception !== undefined ? modbusExceptions[exception] : undefined;
  return known ?? texts[code];
}
