import { backoffMs } from '../session/backoff.js';
import { CallFailure, reasonOfEnd } from './call-failure.js';

const RESTARTS = 2;
const NEW_TRIES = 3;
const OFFLINE_PATIENCE_MS = 60_000;
/** A server of one machine is back within this time when it is brought up to date; where there are several, at once. */
const MOVES_WITHIN_MS = 120_000;
const SLOWEST_TRY = 3;
const REASON_WITHIN_MS = 1_500;
/** A line that is interrupted for less comes back by itself. */
const TAKES_OVER_AFTER_MS = 700;
/**
 * A call of this page: from the click to the end, whatever the network does meanwhile. Knows no DOM. Fires `change`.
 *
 * `state` is `none`, `asking` (for the microphone), `connecting`, `on` or `reconnecting`; `phase` while it is on
 * `listening`, `thinking` or `speaking`. When the server hears nothing of us although the session's socket works, the
 * same call goes on over a socket. When the line breaks: ICE restart, then a new call of the same session, then one over
 * a socket, then an end with its reason. When its node shuts down: a new call on another.
 *
 * @typedef {object} World
 * @property {() => import('./call-sound.js').CallSound} sound
 * @property {() => Promise<boolean>} session begins one if there is none; false: the server will not
 * @property {() => Promise<boolean>} renew the session's token
 * @property {() => ('webrtc' | 'socket')[]} kinds of legs to try, best first
 * @property {(kind: string, sound: object, call?: string) => object} leg of a new call, or of one that goes on over it
 * @property {(ms: number) => Promise<boolean>} online whether there is a network within this time
 * @property {(ms: number) => Promise<void>} pause
 */
export class VoiceCall extends EventTarget {
  state = 'none';
  phase = 'listening';
  muted = false;
  /** Whether answers can be said aloud. */
  voice = true;
  /** Whether so much of our sound is missing there that we are hard to follow. */
  badLine = false;
  /** When it began, in milliseconds; null before. */
  since = null;
  /** `{reason, detail}` of the last problem; null if there is none. */
  problem = null;
  /** Of this call's microphone and loudspeaker; null while there is none. */
  sound = null;
  #world;
  #leg = null;
  #run = null;
  #told = null;
  /** The server hears nothing of us. */
  #unheard = false;
  #offline = false;
  #ours = new Set();

  /** @param {World} world */
  constructor(world) {
    super();
    this.#world = world;
  }

  /** The call's id on the server; null while there is none. */
  get id() {
    return this.#leg?.id ?? null;
  }

  /** Whether the line is dead as far as either end knows: the answer waits. */
  get interrupted() {
    return this.#unheard || this.#offline || this.#leg?.silent === true;
  }

  get underWay() {
    return this.state !== 'none';
  }

  /** Whether a call is, or was, this page's. */
  isOurs(id) {
    return this.#ours.has(id);
  }

  /** To be called by a click. */
  async start() {
    if (this.underWay) return;
    const run = (this.#run = {});
    Object.assign(this, { phase: 'listening', muted: false, voice: true, badLine: false, since: null, problem: null });
    this.#unheard = this.#offline = false;
    this.#be('asking');
    try {
      const sound = (this.sound = this.#world.sound());
      sound.addEventListener('unplugged', () => this.#unplugged(run));
      await sound.openMicrophone();
      this.#goesOn(run);
      this.#be('connecting');
      if (!(await this.#world.session())) throw new CallFailure('failed');
      this.#goesOn(run);
      await this.#begun(run, this.#world.kinds());
      this.since = Date.now();
      this.#be('on');
    } catch (failure) {
      this.#failed(run, failure);
    }
  }

  hangUp() {
    if (this.underWay) this.#over(null);
  }

  /** Over because of something that is not the call's. */
  endFor(reason) {
    if (this.underWay) this.#over({ reason });
  }

  mute(muted) {
    if (!this.sound?.stream) return;
    this.muted = muted;
    this.sound.mute(muted);
    this.#tell({ type: 'mute', muted });
    this.#changed();
  }

  stopTalking() {
    this.#tell({ type: 'stop-talking' });
  }

  /** One that cannot be had leaves the call with the one it has. */
  async useMicrophone(id) {
    try {
      await this.sound.useMicrophone(id);
      await this.#leg?.replace();
    } catch (failure) {
      if (!(failure instanceof CallFailure)) throw failure;
    }
    this.#changed();
  }

  /** The customer has seen the problem. */
  dismiss() {
    this.problem = null;
    this.#changed();
  }

  /** @param {object | null} frame the newest of type `call` on the session's socket, whosever call it is about */
  follow(frame) {
    if (frame === this.#told) return;
    this.#told = frame;
    this.#hear();
  }

  /** The session's socket says so. It may close before it can tell of the end of a call. */
  serverMoves() {
    if (this.underWay) this.#run.awaitedUntil = Date.now() + MOVES_WITHIN_MS;
  }

  networkLost() {
    this.#offline = this.state === 'on';
    this.#changed();
  }

  /** The network is another one, or there is one again. */
  networkChanged() {
    this.#offline = false;
    this.#changed();
    if (this.#run?.recovering) this.#run.changedAgain = true;
    else if (this.state === 'on' && this.#leg.restarts) this.#recover(this.#run);
  }

  #hear() {
    const frame = this.#told;
    if (frame === null || !this.underWay || frame.call !== this.id) return;
    if (frame.phase === 'ended') {
      this.#ended(this.#run, frame.reason);
      return;
    }
    this.phase = frame.phase;
    this.voice = frame.voice !== false;
    this.badLine = frame.line === 'bad';
    const before = this.#unheard;
    this.#unheard = frame.interrupted === true;
    if (this.#unheard && !before) this.#takeOverSoon(this.#run);
    this.#changed();
  }

  async #connect(run, kinds) {
    let failure = new CallFailure('lost');
    for (const kind of kinds) {
      const leg = this.#world.leg(kind, this.sound);
      try {
        await leg.open();
        this.#goesOn(run);
        this.#take(run, leg);
        return;
      } catch (cause) {
        // The server may tell of it for a moment.
        if (leg.id !== null) this.#ours.add(leg.id);
        leg.close();
        if (cause === ABANDONED || cause.final || cause.moves) throw cause;
        if (!(cause instanceof CallFailure)) console.warn(`Parley: no call by ${kind}`, cause);
        failure = cause;
      }
    }
    throw failure;
  }

  #take(run, leg) {
    this.#leg = leg;
    this.#ours.add(leg.id);
    leg.addEventListener('lost', () => this.#leg === leg && this.#recover(run));
    leg.addEventListener('moved', () => this.#leg === leg && this.#moved(run));
    leg.addEventListener('ended', () => this.#awaitReason(leg));
    leg.addEventListener('silence', () => this.#leg === leg && this.#changed());
    if (this.muted) this.#tell({ type: 'mute', muted: true });
    this.#hear();
  }

  #ended(run, reason) {
    // The server may take a broken connection for a hang-up. We did not hang up.
    if (run.recovering && reason === 'hung-up') return;
    // Our packets did not arrive there, although they seemed to from here.
    if (reason === 'lost') this.#recover(run, () => this.#begunAnew(run, ['socket']));
    else if (reason === 'draining') this.#moved(run);
    else this.#over({ reason: reasonOfEnd(reason) });
  }

  async #takeOverSoon(run) {
    await this.#world.pause(TAKES_OVER_AFTER_MS);
    if (run === this.#run && this.state === 'on' && this.#unheard && this.#leg.restarts) this.#recover(run);
  }

  /** Its node shuts down, and another one gets the next call. */
  #moved(run) {
    this.#awaits(run);
    this.#recover(run, () => this.#begunAnew(run, this.#leg.restarts ? this.#world.kinds() : ['socket']));
  }

  /** The session tells the reason, on a line of its own. */
  async #awaitReason(leg) {
    await this.#world.pause(REASON_WITHIN_MS);
    if (this.#leg === leg) this.#over({ reason: 'by-server' });
  }

  async #recover(run, recovered = () => this.#reconnected(run)) {
    if (run.recovering) return;
    run.recovering = true;
    run.changedAgain = false;
    // of a move that this call survived
    if (run.awaitedUntil < Date.now()) run.awaitedUntil = undefined;
    // While sound still passes, the customer need not know.
    if (!this.#leg.connected) this.#be('reconnecting');
    try {
      await this.#online(run);
      await recovered();
      run.awaitedUntil = undefined;
      this.#be('on');
    } catch (failure) {
      this.#failed(run, failure);
    } finally {
      run.recovering = false;
    }
    // The way that was found may be one of the network before.
    if (run === this.#run && run.changedAgain) this.networkChanged();
  }

  async #reconnected(run) {
    if (this.#unheard && (await this.#tookOver(run))) return;
    if (await this.#restarted(run)) return;
    await this.#begunAnew(run, this.#leg.restarts ? this.#world.kinds() : ['socket']);
  }

  /** The same call over a socket: UDP alone may be cut. */
  async #tookOver(run) {
    if (!this.#leg.restarts) return false;
    const leg = this.#world.leg('socket', this.sound, this.id);
    try {
      await leg.open();
    } catch (failure) {
      leg.close();
      this.#goesOn(run);
      if (!(failure instanceof CallFailure)) console.warn('Parley: the call cannot go on over a socket', failure);
      return false;
    }
    this.#goesOn(run);
    this.#leg.leave();
    this.#take(run, leg);
    return true;
  }

  async #restarted(run) {
    for (let tries = 0; this.#leg.restarts && tries < RESTARTS; tries += 1) {
      try {
        await this.#leg.restart();
        this.#goesOn(run);
        return true;
      } catch (failure) {
        this.#goesOn(run);
        if (failure.reason !== 'lost') return false; // the server has no such call any more
        this.#be('reconnecting');
        await this.#pause(run, tries);
      }
    }
    return false;
  }

  /** The same session, another call. */
  async #begunAnew(run, kinds) {
    this.#unheard = false;
    this.#be('reconnecting');
    this.#leg.close();
    await this.#begun(run, kinds, NEW_TRIES);
  }

  /** Tries so often, and a server that moves for longer. */
  async #begun(run, kinds, triesMax = 1) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#connect(run, kinds);
      } catch (failure) {
        if (failure === ABANDONED) throw failure;
        if (failure.moves) this.#awaits(run);
        const isAwaited = Date.now() < run.awaitedUntil;
        // one that has just come loads its models first
        if (failure.final && !(isAwaited && failure.reason === 'unavailable')) throw failure;
        if (tries + 1 >= triesMax && !isAwaited) throw failure;
        await this.#pause(run, Math.min(tries, SLOWEST_TRY));
        await this.#online(run);
      }
    }
  }

  /** The server is back, or another one is available. */
  #awaits(run) {
    run.awaitedUntil ??= Date.now() + MOVES_WITHIN_MS;
  }

  async #online(run) {
    if (!(await this.#world.online(OFFLINE_PATIENCE_MS))) throw new CallFailure('lost');
    this.#goesOn(run);
  }

  async #pause(run, tries) {
    await this.#world.pause(backoffMs(tries, Math.random()));
    this.#goesOn(run);
  }

  /** The microphone was pulled out: another one will do. */
  async #unplugged(run) {
    if (run !== this.#run) return;
    try {
      await this.sound.useAnyMicrophone();
      await this.#leg?.replace();
      this.#changed();
    } catch (failure) {
      this.#failed(run, failure);
    }
  }

  #goesOn(run) {
    if (run !== this.#run) throw ABANDONED;
  }

  #tell(control) {
    // A call that cannot be told anything is about to be found dead, and hears it again then.
    this.#leg?.tell(control).catch(() => {});
  }

  #failed(run, failure) {
    if (failure === ABANDONED || run !== this.#run) return;
    const known = failure instanceof CallFailure;
    this.#over(known ? { reason: failure.reason, detail: failure.detail } : { reason: 'failed' });
    if (!known) throw failure;
  }

  #over(problem) {
    this.#run = null;
    this.#leg?.close();
    this.#leg = null;
    this.sound?.close();
    this.sound = null;
    this.problem = problem;
    this.#be('none');
  }

  #be(state) {
    if (state !== 'none' && this.#run === null) return;
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Thrown when the customer hung up meanwhile. */
const ABANDONED = new Error('the call is over');
