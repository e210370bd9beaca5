export { checkProfile, profileFrom, shippedProfile } from './shipped-profile.js';
