export { startTestIssuer, type TestClaims, type TestIssuer } from './test-issuer.js';
export { type TestCredentials, testCredentials } from './test-credentials.js';
export { testSettings } from './test-settings.js';
