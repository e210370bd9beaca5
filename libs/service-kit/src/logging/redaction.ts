const secrets = [
  'authorization',
  'cookie',
  'password',
  'currentPassword',
  'newPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'privateKey',
  'adminPassword',
];

/** Where pino writes a mask instead of a value: these names at the top and in up to three levels of nesting. */
export const redactedPaths: string[] = secrets.flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
  `*.*.*.${name}`,
]);
