import { openStorage, read, write } from '../session/storage.js';
import { CallFailure } from './call-failure.js';
import { openMicrophone } from './microphone.js';

const MICROPHONE = 'parley.microphone';
const SPEAKER = 'parley.speaker';
/** Levels shown as silence and as full volume, in decibels relative to full scale. */
const QUIET_DB = -60;
const LOUD_DB = -12;

/**
 * The microphone and the loudspeaker of a call. Made by a click, or browsers let nothing be heard. Fires `devices` when
 * there are others than before, and `unplugged` when the microphone is gone.
 */
export class CallSound extends EventTarget {
  context = new AudioContext({ latencyHint: 'interactive' });
  /** The microphone's stream; null before it is opened. */
  stream = null;
  #audio = new Audio();
  #analyser = this.context.createAnalyser();
  #source = null;
  #wave = new Float32Array(this.#analyser.fftSize);
  #storage = openStorage('localStorage');
  #muted = false;
  #closed = false;
  #changed = () => this.dispatchEvent(new Event('devices'));

  constructor() {
    super();
    this.#audio.autoplay = true;
    this.context.resume().catch((failure) => {
      // Closed before it began: no microphone was to be had.
      if (this.context.state !== 'closed') throw failure;
    });
    navigator.mediaDevices?.addEventListener('devicechange', this.#changed);
  }

  static get choosesSpeaker() {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  get track() {
    return this.stream.getAudioTracks()[0];
  }

  get microphoneId() {
    return this.track.getSettings().deviceId;
  }

  get speakerId() {
    return this.#audio.sinkId || 'default';
  }

  async openMicrophone() {
    const known = read(this.#storage, MICROPHONE);
    this.#use(await openMicrophone(known ? { deviceId: { ideal: known } } : {}));
    await this.#useSpeaker(read(this.#storage, SPEAKER));
  }

  /** `{microphones, speakers}`, each `[{id, name}]`; named only once the microphone is open. */
  async devices() {
    const all = await navigator.mediaDevices.enumerateDevices();
    const of = (kind) => all.filter((d) => d.kind === kind && d.deviceId !== '').map((d) => ({ id: d.deviceId, name: d.label }));
    return { microphones: of('audioinput'), speakers: CallSound.choosesSpeaker ? of('audiooutput') : [] };
  }

  /** This one; the new track goes where the old one went by the leg's `replace`. */
  async useMicrophone(id) {
    const stream = await openMicrophone({ deviceId: { exact: id } });
    write(this.#storage, MICROPHONE, id);
    this.#use(stream);
  }

  /** Whichever there is, after the other was pulled out. */
  async useAnyMicrophone() {
    this.#use(await openMicrophone());
  }

  async useSpeaker(id) {
    write(this.#storage, SPEAKER, id);
    await this.#useSpeaker(id);
  }

  mute(muted) {
    this.#muted = muted;
    this.track.enabled = !muted;
  }

  /** Lets this be heard in place of what was. */
  play(stream) {
    this.#audio.srcObject = stream;
    this.#audio.play().catch((failure) => {
      // Another stream took its place, or none: that one was started as well.
      if (failure.name !== 'AbortError') throw failure;
    });
  }

  /** How loud the microphone is just now, from 0 to 1. */
  level() {
    if (this.#muted || this.#source === null) return 0;
    this.#analyser.getFloatTimeDomainData(this.#wave);
    const power = this.#wave.reduce((sum, sample) => sum + sample * sample, 0) / this.#wave.length;
    return Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-12) - QUIET_DB) / (LOUD_DB - QUIET_DB)));
  }

  close() {
    this.#closed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#changed);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.#audio.srcObject = null;
    this.context.close();
  }

  #use(stream) {
    if (this.#closed) {
      // The customer hung up before answering the browser's question: the microphone stays off.
      stream.getTracks().forEach((track) => track.stop());
      throw new CallFailure('lost', { final: true });
    }
    this.#source?.disconnect();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = stream;
    this.track.enabled = !this.#muted;
    // Not fired when we stop it ourselves.
    this.track.addEventListener('ended', () => this.dispatchEvent(new Event('unplugged')));
    this.#source = this.context.createMediaStreamSource(stream);
    this.#source.connect(this.#analyser);
  }

  /** The chosen device may be gone: then the browser chooses. */
  async #useSpeaker(id) {
    if (!id || !CallSound.choosesSpeaker) return;
    await this.#audio.setSinkId(id).catch(() => this.#audio.setSinkId(''));
  }
}
