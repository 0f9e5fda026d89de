import { ApiFailure } from '../session/session-api.js';
import { CallFailure } from './call-failure.js';
import { fragmentOf, withIceOf } from './ice.js';
import { SilenceWatch } from './silence-watch.js';

const CONNECT_WITHIN_MS = 6_000;
/** Packets lost for a moment are no reason to restart. */
const COMES_BACK_WITHIN_MS = 2_000;

/** Whether this browser has WebRTC at all: some people switch it off. */
export function hasWebRtc() {
  return typeof globalThis.RTCPeerConnection === 'function';
}

/**
 * A call's sound over WebRTC. Fires `lost` when nothing comes through any more; then `restart` may bring it back. Before
 * that it fires `silence` when `silent` changes.
 */
export class WebRtcLeg extends EventTarget {
  #whip;
  #sound;
  #pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  #sender;
  #patience;
  #watched = new SilenceWatch(() => this.dispatchEvent(new Event('silence')));
  #bytes = 0;
  #open = false;

  /** @param {import('./whip.js').Whip} whip, @param {import('./call-sound.js').CallSound} sound */
  constructor(whip, sound) {
    super();
    this.#whip = whip;
    this.#sound = sound;
  }

  get id() {
    return this.#whip.id;
  }

  get restarts() {
    return true;
  }

  /** Whether sound goes through, as far as this end knows. */
  get connected() {
    return this.#pc.connectionState === 'connected';
  }

  /** Whether nothing has come for a moment, not even a sign of life. */
  get silent() {
    return this.#watched.silent;
  }

  /** Rejected with a `CallFailure` when there is no sound within some seconds. */
  async open() {
    const pc = this.#pc;
    const { stream, track } = this.#sound;
    this.#sender = pc.addTransceiver(track, { direction: 'sendrecv', streams: [stream] }).sender;
    pc.ontrack = ({ track: theirs, streams }) => this.#sound.play(streams[0] ?? new MediaStream([theirs]));
    pc.onconnectionstatechange = () => this.#watch();
    await pc.setLocalDescription();
    await this.#answered(await this.#whip.offer(pc.localDescription.sdp).catch(refused));
    this.#open = true;
    this.#watched.start(() => this.#look());
  }

  /** The same call by another way through the network (RFC 8445, ICE restart). */
  async restart() {
    const pc = this.#pc;
    await pc.setLocalDescription(await pc.createOffer({ iceRestart: true }));
    const fragment = await this.#whip.restart(fragmentOf(pc.localDescription.sdp)).catch(refused);
    await this.#answered(withIceOf(fragment, pc.currentRemoteDescription.sdp));
  }

  tell(control) {
    return this.#whip.tell(control);
  }

  /** The microphone is another one now. */
  async replace() {
    await this.#sender.replaceTrack(this.#sound.track);
  }

  /** The call goes on over another leg. */
  leave() {
    this.#open = false;
    clearTimeout(this.#patience);
    this.#watched.stop();
    this.#pc.close();
  }

  close() {
    this.leave();
    return this.#whip.end();
  }

  async #answered(sdp) {
    await this.#pc.setRemoteDescription({ type: 'answer', sdp });
    await isConnected(this.#pc);
  }

  async #look() {
    const bytes = bytesOf(await this.#pc.getStats());
    if (bytes !== this.#bytes) this.#watched.came();
    this.#bytes = bytes;
  }

  #watch() {
    clearTimeout(this.#patience);
    if (!this.#open) return;
    const { connectionState } = this.#pc;
    if (connectionState === 'failed') this.#lost();
    if (connectionState === 'disconnected') this.#patience = setTimeout(() => this.#lost(), COMES_BACK_WITHIN_MS);
  }

  #lost() {
    this.dispatchEvent(new Event('lost'));
  }
}

/** Everything but checks of the connection that came, whichever way. */
function bytesOf(stats) {
  return [...stats.values()].reduce((sum, one) => sum + ((one.type === 'candidate-pair' && one.bytesReceived) || 0), 0);
}

function isConnected(pc) {
  return new Promise((resolve, reject) => {
    const done = (settle, value) => {
      clearTimeout(tooLong);
      pc.removeEventListener('connectionstatechange', look);
      settle(value);
    };
    const look = () => {
      if (pc.connectionState === 'connected') done(resolve);
      else if (['failed', 'closed'].includes(pc.connectionState)) done(reject, new CallFailure('lost'));
    };
    const tooLong = setTimeout(() => done(reject, new CallFailure('lost')), CONNECT_WITHIN_MS);
    pc.addEventListener('connectionstatechange', look);
    look();
  });
}

/** Refusals that hold for every way, and those that another way may avoid. */
function refused(failure) {
  if (!(failure instanceof ApiFailure)) throw failure;
  const { status, problem } = failure;
  const kind = problem.type?.split('/').at(-1);
  if (kind === 'voice-unavailable') throw new CallFailure('unavailable', { detail: problem.detail, final: true });
  if (kind === 'draining') throw new CallFailure('lost', { moves: true });
  if (kind === 'overloaded') throw new CallFailure('busy', { final: true });
  throw new CallFailure(status === 0 ? 'lost' : 'failed', { final: [401, 403, 409, 429].includes(status) });
}
