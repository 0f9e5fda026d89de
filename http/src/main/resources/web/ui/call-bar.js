import { LitElement, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { callStyles } from './call-styles.js';
import { icons } from './icons.js';
import { shared } from './shared-styles.js';
import { Speaking, texts } from './texts.js';
import { durationOf } from './times.js';

const TICK_MS = 1_000;

/**
 * A running call of this page: its state and controls; afterwards why it ended, if that was not
 * our doing. Of a call in another window it only says that there is one.
 *
 * Words of assistant and customer are not read aloud by a screen reader: it would talk into the call.
 */
export class CallBar extends LitElement {
  static properties = {
    /** A `VoiceCall` of this page. */
    call: { attribute: false },
    /** Another window's: `{phase}`, or null. */
    elsewhere: { attribute: false },
    unfolded: { state: true },
    devices: { state: true },
  };

  #speaking = new Speaking(this);
  #drawing;
  #ticking;
  #news = '';
  #before = { state: 'none' };
  #changed = () => this.requestUpdate();
  #listed = () => this.#list();

  constructor() {
    super();
    this.elsewhere = null;
    this.unfolded = false;
    this.devices = { microphones: [], speakers: [] };
    this.addEventListener('keydown', (event) => event.key === 'Escape' && this.#fold(event));
  }

  connectedCallback() {
    super.connectedCallback();
    this.call?.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.call.removeEventListener('change', this.#changed);
    this.#rest();
  }

  willUpdate(changed) {
    if (changed.has('call')) this.call.addEventListener('change', this.#changed);
    const { state, muted, voice, interrupted, badLine, problem } = this.call;
    const before = this.#before;
    this.#before = { state, muted, voice, interrupted, badLine, problem };
    this.#news = newsOf(before, this.#before) ?? this.#news;
    if (before.state === state) return;
    if (state === 'none') this.#rest();
    else if (before.state === 'none') this.#begin();
    if (state === 'on') this.#list();
  }

  render() {
    return html`
      ${this.call.underWay ? this.#bar() : this.#note()}
      <p class="unseen" role="status" data-testid="call-news">${this.#news}</p>
    `;
  }

  #bar() {
    const { state, phase, muted, interrupted } = this.call;
    const shown = state !== 'on' ? state : interrupted ? 'interrupted' : phase;
    return html`<section
      class="bar ${shown} ${muted ? 'muted' : ''}"
      aria-label=${texts.voice.region}
      data-testid="call"
      data-state=${state}
      data-phase=${phase}
    >
      <div class="row">
        ${orb}
        <div class="who">
          <p class="state" data-testid="call-state">
            ${muted && shown === 'listening' ? texts.voice.muted : texts.voice.states[shown]}
          </p>
          <p class="more">${this.#more()}</p>
        </div>
        ${this.#controls()}
      </div>
      ${this.unfolded ? this.#choices() : nothing}
    </section>`;
  }

  #more() {
    const { state, phase, since, muted, voice, interrupted, badLine } = this.call;
    if (state === 'asking') return texts.voice.asking;
    const { inWriting, badLine: bad, muted: off, time } = texts.voice;
    const remark = !voice ? inWriting : badLine && !interrupted ? bad : muted && phase !== 'listening' ? off : '';
    return html`
      ${since === null
        ? nothing
        : html`<span role="timer" aria-label=${time} data-testid="call-time">${durationOf(Date.now() - since)}</span>`}
      ${remark ? html`<span class="remark" data-testid="call-remark">${remark}</span>` : nothing}
    `;
  }

  #controls() {
    const { state, phase, muted, interrupted } = this.call;
    const { devices, hangUp, mute, stop } = texts.voice;
    const running = state === 'on' || state === 'reconnecting';
    return html`<div class="controls">
      ${running
        ? html`
            <button
              class="stop ${state === 'on' && phase === 'speaking' && !interrupted ? '' : 'away'}"
              data-testid="stop-talking"
              title=${stop}
              @click=${() => this.call.stopTalking()}
            >
              <span class="square" aria-hidden="true"></span><span class="word">${stop}</span>
            </button>
            <button
              class="round mute"
              data-testid="mute"
              title=${mute}
              aria-pressed=${muted ? 'true' : 'false'}
              @click=${() => this.call.mute(!muted)}
            >
              <span class="meter" aria-hidden="true"></span>
              ${muted ? icons.microphoneOff : icons.microphone}<span class="unseen">${mute}</span>
            </button>
            <button
              class="round"
              data-testid="devices"
              title=${devices}
              aria-expanded=${this.unfolded ? 'true' : 'false'}
              @click=${() => (this.unfolded = !this.unfolded)}
            >
              ${icons.devices}<span class="unseen">${devices}</span>
            </button>
          `
        : nothing}
      <button class="round hang-up" data-testid="hang-up" title=${hangUp} @click=${() => this.call.hangUp()}>
        ${icons.hangUp}<span class="unseen">${hangUp}</span>
      </button>
    </div>`;
  }

  #choices() {
    const { sound } = this.call;
    const { microphone, speaker } = texts.voice;
    const { microphones, speakers } = this.devices;
    return html`<div class="choices">
      ${choice('microphones', microphone, microphones, sound?.microphoneId, (id) => this.call.useMicrophone(id))}
      ${speakers.length > 0
        ? choice('speakers', speaker, speakers, sound?.speakerId, (id) => sound.useSpeaker(id))
        : nothing}
    </div>`;
  }

  #fold(event) {
    if (!this.unfolded) return;
    // In a frame, Escape closes the chat otherwise.
    event.preventDefault();
    this.unfolded = false;
    this.renderRoot.querySelector('[aria-expanded]').focus();
  }

  #note() {
    const { problem } = this.call;
    if (this.elsewhere) return this.#elsewhere();
    if (problem === null) return nothing;
    const { dismiss, ended } = texts.voice;
    return html`<div class="ended" data-testid="call-ended" data-reason=${problem.reason}>
      ${icons.note}
      <p>${ended[problem.reason] ?? ended.failed}</p>
      <button class="quiet round" data-testid="dismiss" title=${dismiss} @click=${() => this.call.dismiss()}>
        ${icons.close}<span class="unseen">${dismiss}</span>
      </button>
    </div>`;
  }

  #elsewhere() {
    const { badLine, elsewhere, region, states } = texts.voice;
    const { line, phase } = this.elsewhere;
    return html`<section class="bar elsewhere ${phase}" aria-label=${region} data-testid="call-elsewhere">
      <div class="row">
        ${orb}
        <div class="who">
          <p class="state">${elsewhere}</p>
          <p class="more">
            ${states[phase] ?? nothing}
            ${line === 'bad' ? html`<span class="remark" data-testid="call-remark">${badLine}</span>` : nothing}
          </p>
        </div>
      </div>
    </section>`;
  }

  #begin() {
    this.unfolded = false;
    this.#ticking = setInterval(this.#changed, TICK_MS);
    const draw = () => {
      // Through the CSSOM: the page's policy allows no style in the page itself.
      this.style.setProperty('--level', (this.call.sound?.level() ?? 0).toFixed(3));
      this.#drawing = requestAnimationFrame(draw);
    };
    draw();
  }

  #rest() {
    clearInterval(this.#ticking);
    cancelAnimationFrame(this.#drawing);
  }

  /** Named only after the microphone was allowed. */
  async #list() {
    const { sound } = this.call;
    if (sound === null) return;
    sound.addEventListener('devices', this.#listed);
    this.devices = await sound.devices();
  }

  static styles = [shared, callStyles];
}

const orb = html`<span class="orb" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></span>`;

function choice(name, label, devices, chosen, choose) {
  return html`<label>
    <span>${label}</span>
    <select data-testid=${name} .value=${live(chosen ?? '')} @change=${({ target }) => choose(target.value)}>
      ${devices.map(
        ({ id, name: known }, index) =>
          html`<option value=${id} ?selected=${id === chosen}>${known || texts.voice.unnamed(label, index + 1)}</option>`,
      )}
    </select>
  </label>`;
}

/** Words for a screen reader, once each; undefined when there is nothing new. */
function newsOf(before, now) {
  const { ended, news } = texts.voice;
  if (now.state !== before.state) {
    if (now.state === 'on') return before.state === 'reconnecting' ? news.back : news.on;
    if (now.state === 'reconnecting') return news.reconnecting;
    return now.state === 'none' ? (ended[now.problem?.reason] ?? news.over) : '';
  }
  if (now.state === 'none') return undefined;
  if (now.interrupted !== before.interrupted) return now.interrupted ? news.reconnecting : news.back;
  if (now.badLine !== before.badLine) return now.badLine ? news.badLine : news.goodLine;
  if (now.voice !== before.voice && !now.voice) return news.inWriting;
  if (now.muted !== before.muted) return now.muted ? news.muted : news.unmuted;
  return undefined;
}

customElements.define('parley-call', CallBar);
