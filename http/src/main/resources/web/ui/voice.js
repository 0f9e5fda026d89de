import { html } from 'lit';
import { callOf } from '../session/conversation.js';
import { CallSound } from '../voice/call-sound.js';
import { knowsMicrophones } from '../voice/microphone.js';
import { SocketLeg } from '../voice/socket-leg.js';
import { VoiceCall } from '../voice/voice-call.js';
import { VoiceAvailability } from '../voice/voice-availability.js';
import { WebRtcLeg, hasWebRtc } from '../voice/webrtc-leg.js';
import { Whip } from '../voice/whip.js';
import './call-bar.js';
import { language, texts } from './texts.js';

/**
 * Calls on the chat page: whether they are available, the call itself, and its bar. A reactive controller of Lit.
 */
export class Voice {
  #host;
  #client;
  #availability = new VoiceAvailability();
  #call;
  #session = null;
  #wasUnderWay = false;
  #wasOn = false;
  #wasLive = false;
  #ended;

  /** @param {import('../session/session-client.js').SessionClient} client */
  constructor(host, client) {
    this.#host = host;
    this.#client = client;
    this.#call = new VoiceCall({
      sound: () => new CallSound(),
      session: () => this.#begin(),
      kinds: () => (hasWebRtc() && this.#availability.known?.webrtc !== false ? ['webrtc', 'socket'] : ['socket']),
      leg: (kind, sound, call) => this.#leg(kind, sound, call),
      online,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    this.#availability.addEventListener('change', () => host.requestUpdate());
    this.#call.addEventListener('change', () => this.#changed());
    client.addEventListener('change', () => this.#follow());
    client.addEventListener('draining', () => this.#call.serverMoves());
    host.addController(this);
  }

  hostConnected() {
    const ended = (this.#ended = new AbortController());
    const { signal } = ended;
    const other = () => this.#call.networkChanged();
    window.addEventListener('online', other, { signal });
    window.addEventListener('offline', () => this.#call.networkLost(), { signal });
    this.#watchNetwork(other, signal);
    window.addEventListener('pagehide', () => this.#call.hangUp(), { signal });
    this.#availability.look();
  }

  hostDisconnected() {
    this.#ended.abort();
    this.#availability.rest();
    this.#call.hangUp();
  }

  get underWay() {
    return this.#call.underWay;
  }

  /** Whether the customer hears the answers. */
  get heard() {
    return this.#call.underWay && this.#call.voice;
  }

  /** For the composer: `no`, `yes`, or a sentence. */
  get talking() {
    const { known } = this.#availability;
    if (known === null || known.reason === 'disabled' || !knowsMicrophones() || this.#call.underWay) return 'no';
    const { unavailable } = texts.voice;
    if (!known.available) return unavailable[known.reason] ?? unavailable.other;
    if (known.languages?.includes(language) === false) return unavailable.language;
    return this.#elsewhere === null ? 'yes' : unavailable.elsewhere;
  }

  /** The customer wants to talk although it was unavailable: check again. */
  ask() {
    this.#availability.look();
  }

  /** To be called by a click. */
  start() {
    this.#call.start();
  }

  render() {
    return html`<parley-call
      ?hidden=${this.#client.over}
      .call=${this.#call}
      .elsewhere=${this.#elsewhere}
    ></parley-call>`;
  }

  /** A call of another page on this session. */
  get #elsewhere() {
    const call = callOf(this.#client.conversation);
    return call === null || this.#call.underWay || this.#call.isOurs(call.call) ? null : call;
  }

  /** From Wi-Fi to a mobile network, where browsers tell. They tell of every change of speed as well. */
  #watchNetwork(other, signal) {
    const { connection } = navigator;
    let { type } = connection ?? {};
    const look = () => {
      if (connection.type !== type) other();
      type = connection.type;
    };
    connection?.addEventListener?.('change', look, { signal });
  }

  async #begin() {
    const begun = await this.#client.begin();
    this.#session = this.#client.session;
    return begun;
  }

  #leg(kind, sound, call) {
    const client = this.#client;
    const address = `/v1/sessions/${encodeURIComponent(this.#session.id)}/voice`;
    const spoken = `?language=${language}`;
    const token = () => client.session?.token ?? this.#session.token;
    if (kind === 'webrtc') return new WebRtcLeg(new Whip(address + spoken, { token, renew: () => client.renew() }), sound);
    const socket = new URL(`${address}/socket${spoken}`, location.href);
    if (call) socket.searchParams.set('call', call);
    socket.protocol = socket.protocol.replace('http', 'ws');
    return new SocketLeg(socket.href, token, sound);
  }

  #follow() {
    const { conversation, connection, over, session } = this.#client;
    this.#call.follow(conversation.call);
    const live = connection.state === 'live';
    if (live && !this.#wasLive && this.#availability.known === null) this.#availability.look();
    this.#wasLive = live;
    if (this.#session === null || !this.#call.underWay) return;
    if (over || session?.id !== this.#session.id) this.#call.hangUp();
  }

  /** The focus would vanish with the bar, or stay where a call that never was has moved it: it moves to the composer. */
  #changed() {
    const { underWay, state } = this.#call;
    this.#wasOn ||= state === 'on';
    const { activeElement } = this.#host.renderRoot;
    if (this.#wasUnderWay && !underWay) {
      this.#session = null;
      const left = this.#wasOn ? 'parley-call' : 'parley-call, parley-messages';
      if (activeElement?.matches(left)) this.#host.renderRoot.querySelector('parley-composer').focus();
      this.#wasOn = false;
    }
    this.#wasUnderWay = underWay;
    this.#host.requestUpdate();
  }
}

/** Whether there is a network within this time. Browsers are reliable only about being offline. */
function online(ms) {
  if (navigator.onLine) return Promise.resolve(true);
  return new Promise((resolve) => {
    const tooLong = setTimeout(() => settle(false), ms);
    const back = () => settle(true);
    const settle = (is) => {
      clearTimeout(tooLong);
      window.removeEventListener('online', back);
      resolve(is);
    };
    window.addEventListener('online', back);
  });
}
