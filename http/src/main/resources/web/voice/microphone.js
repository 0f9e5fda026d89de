import { CallFailure } from './call-failure.js';

const SPEECH = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Whether this browser could ever give us a microphone; where it only wants https, it could. */
export function knowsMicrophones() {
  return !window.isSecureContext || typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/**
 * Asks for the microphone, as a stream of one track. Every refusal is a `CallFailure` whose reason can be put into words.
 *
 * @param {object} [wish] of the device: `{deviceId: {exact}}` for this one, `{deviceId: {ideal}}` for it or another one
 */
export async function openMicrophone(wish = {}) {
  if (!window.isSecureContext) throw new CallFailure('insecure', { final: true });
  if (!allowedByHolder()) throw new CallFailure('blocked', { final: true });
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...SPEECH, ...wish }, video: false });
  } catch (refusal) {
    throw new CallFailure(await reasonOf(refusal), { final: true });
  }
}

/** An embedding page may deny us the microphone (Permissions Policy). */
function allowedByHolder() {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  return policy?.allowsFeature('microphone') ?? true;
}

/** Media Capture and Streams, `getUserMedia`: the names of its exceptions. */
async function reasonOf({ name }) {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return (await isDenied()) ? 'denied' : 'dismissed';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'microphone-failed';
  }
}

/** Denied until the browser's settings are changed; or only this time. */
async function isDenied() {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'denied';
  } catch {
    return true; // the browser does not tell
  }
}
