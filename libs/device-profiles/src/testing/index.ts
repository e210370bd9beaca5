export { profileFrom, shippedProfile } from './shipped-profile.js';
