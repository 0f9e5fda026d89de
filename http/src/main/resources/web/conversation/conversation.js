import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { recordingsOf } from '../recordings/link.js';
import { callOf } from '../session/conversation.js';
import { newId } from '../session/ids.js';
import { Announcer } from '../ui/announcer.js';
import '../ui/connection-state.js';
import { followPage } from '../ui/page-events.js';
import '../ui/page-language.js';
import { ScrollFollow } from '../ui/scroll-follow.js';
import { whose } from '../ui/session-facts.js';
import { signedIn } from '../ui/signed-in.js';
import { OPERATOR_TOKEN, STAFF_TOKEN, StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { timeOf } from '../ui/times.js';
import { conversationTexts } from './conversation-texts.js';
import { announcement, entryView, unfinished } from './entries.js';
import './session-list.js';
import { recordingAnswers } from './session-recordings.js';
import { staffSession } from './staff-session.js';
import { correction, understoodIn } from './words.js';

/*
 * One session as it goes on, for people of the company: `?session=` names it. They read along, write to the customer, take
 * the conversation over, hand it back, and have its call transferred; they listen to recordings of its calls, and correct what
 * a call has understood; and they erase the session once it has ended.
 */
const NEWEST = 20;
const NOT_FOUND = 404;
const SUMMARY_MAX = 600;
/** Before targets are asked for again after a failure, in milliseconds. */
const AGAIN_AFTER = 5_000;

const texts = conversationTexts(language);
document.title = texts.title;

const addressOf = (session) => `/conversation?${new URLSearchParams({ session, lang: language })}`;
const link = (session) => html`<a href=${addressOf(session)}>${session}</a>`;

/** The note of a transfer has the name, too. */
function nameOf({ name, label, open, hours }) {
  const words = label === name ? name : `${label} (${name})`;
  return open ? words : `${words}, ${texts.closed(hours ?? '')}`;
}

class Conversation extends StaffPage {
  static properties = { newest: { state: true }, about: { state: true }, busy: { state: true }, targets: { state: true }, chosen: { state: true }, asked: { state: true } };

  #session = new URLSearchParams(location.search).get('session') ?? '';
  #client;
  #unfollow;
  /** The call that is shown, and when this page first saw it: `{id, since}`. */
  #seen;
  #api;
  /** Whether the reader may erase sessions; the server decides. */
  #mayErase = false;
  /** The call for which targets were asked. */
  #listed = null;
  #askAgain;
  /** Of a transfer that is not ordered yet: its form goes when the connection breaks, and comes back. */
  #summary = '';
  #announcer = new Announcer(this, announcement);
  #log = new ScrollFollow(this, () => this.querySelector('.log'));

  constructor() {
    super(texts, '/v1', [STAFF_TOKEN, OPERATOR_TOKEN]);
    /** `{sessions, next}`, the first page of all. */
    this.newest = { sessions: [] };
    this.busy = false;
    this.targets = null;
    this.chosen = '';
    /** Whether the reader is asked if the erasure is meant. */
    this.asked = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow?.();
    clearTimeout(this.#askAgain);
    this.#client?.rest();
  }

  /** A session that is not there refuses nobody: another may be. */
  async opened(api, sender) {
    this.#api = api;
    this.newest = await api.get(`/sessions?limit=${NEWEST}`);
    if (!this.#session) return;
    await this.watched(async () => {
      this.about = await api.get(this.#path());
      this.#mayErase = sender === signedIn ? signedIn.may('erase') : this.about.role === 'operator';
      await this.#follow(sender);
    });
  }

  /** At most one drawing a frame: a reply's deltas come faster than the eye can see. */
  async scheduleUpdate() {
    if (this.hasUpdated && !document.hidden) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  async #follow(sender) {
    this.#client = staffSession(this.#session, sender, await sender.token());
    this.#client.addEventListener('change', () => this.#changed());
    this.#client.addEventListener('news', ({ detail }) => this.#announcer.hear(detail));
    this.#client.addEventListener('returned', ({ detail }) => this.#returned(detail));
    this.#unfollow = followPage(this.#client);
    this.#client.resume();
  }

  #changed() {
    // the session is erased
    if (!this.#client) return;
    const call = callOf(this.#client.conversation);
    if (call && call.call !== this.#seen?.id) {
      this.#seen = { id: call.call, since: new Date() };
      this.#summary = '';
    }
    if (this.#client.connection.state === 'expired') this.tell(texts.expired, true);
    this.#list(call);
    this.requestUpdate();
  }

  /** Asked anew whenever a call can be handed over, as opening hours pass; and later again after a failure. */
  #list(call) {
    const wanted = call?.transfer === 'possible' ? call.call : null;
    if (wanted === this.#listed) return;
    this.#listed = wanted;
    this.targets = null;
    clearTimeout(this.#askAgain);
    if (wanted !== null) this.watched(() => this.#askTargets(wanted));
  }

  async #askTargets(wanted) {
    try {
      const { targets } = await this.#api.get(`${this.#path()}/call/targets`);
      if (wanted !== this.#listed) return;
      this.targets = targets;
      if (!targets.some(({ name }) => name === this.chosen)) this.chosen = targets[0]?.name ?? '';
    } catch (refused) {
      if (wanted !== this.#listed) return;
      this.#askAgain = setTimeout(() => this.#askTargetsAgain(wanted), AGAIN_AFTER);
      throw refused;
    }
  }

  /** The failure is told until it is over. */
  #askTargetsAgain(wanted) {
    this.watched(async () => {
      await this.#askTargets(wanted);
      this.tell([]);
    });
  }

  page() {
    return this.#client ? this.#shown() : this.#which();
  }

  #which() {
    return html`
      <form @submit=${this.submitting(({ session }) => location.assign(addressOf(session.trim())))}>
        <label class="broadest">${texts.session}<input name="session" required maxlength="64" autocomplete="off" spellcheck="false" .value=${this.#session} data-testid="session" /></label>
        <button class="primary" data-testid="look">${texts.look}</button>
      </form>
      <parley-session-list .page=${this} .first=${this.newest} .open=${link}></parley-session-list>
    `;
  }

  #shown() {
    const { connection, conversation, over } = this.#client;
    return html`
      ${whose(this.about, texts)}
      <p class="row soft"><code class="address">${this.#session}</code> ${recordingsOf(this.#session, language)} <a href="/conversation?lang=${language}">${texts.newest}</a></p>
      <parley-connection ?hidden=${over} .connection=${connection} @wake=${() => this.#client.wake()}></parley-connection>
      <div class="live">
        <div>
          <div class="log" role="log" aria-live="off" aria-label=${texts.title} tabindex="0" data-testid="log" @scroll=${() => this.#log.scrolled()}>
            <ol>${this.#entries()}</ol>
          </div>
          ${over ? nothing : this.#writing()}
        </div>
        <div class="side">
          <h2>${texts.call}</h2>
          ${this.#call()}
          ${over ? nothing : html`${this.#leading(conversation)} ${this.#transferring()}`}
          <parley-session-recordings .page=${this} .session=${this.#session} .answers=${recordingAnswers(conversation)}></parley-session-recordings>
          ${this.#correcting(conversation)}
          ${conversation.ended !== null && this.#mayErase ? this.#erasing() : nothing}
        </div>
      </div>
      ${this.#announcer.render()}
    `;
  }

  #entries() {
    const { conversation, saying } = this.#client;
    const { entries, typing } = conversation;
    const words = callOf(conversation)?.words.trim();
    return html`${repeat(entries, ({ key }) => key, (entry) => guard([entry], () => entryView(entry)))}
      ${repeat(saying, ({ id }) => id, ({ text }) => unfinished('agent', text, texts.sending, 'saying'))}
      ${words ? unfinished('customer', words, texts.hearing, 'hearing') : nothing}
      ${typing ? html`<li class="note" data-testid="typing">${texts.typing(texts.authors[typing] ?? typing)}</li>` : nothing}`;
  }

  #call() {
    const { call, channel } = this.#client.conversation;
    if (!call) return html`<p class="soft" data-testid="call" data-phase="none">${texts.noCall}</p>`;
    if (call.phase === 'ended') return html`<p data-testid="call" data-phase="ended">${texts.over(texts.why[call.reason] ?? call.reason)}</p>`;
    const badges = [
      call.transfer === 'hold' || call.transfer === 'connected' ? texts.transfer[call.transfer] : texts.phases[call.phase],
      texts.recording[call.recording],
    ];
    const warnings = [call.line === 'bad' && texts.bad, call.interrupted && texts.silent, call.voice === false && texts.noVoice];
    return html`<p data-testid="call" data-phase=${call.phase}>${channel === 'phone' ? texts.phone : texts.browser}, ${texts.since(timeOf(this.#seen.since))}</p>
      <p class="row">${badges.filter(Boolean).map((words) => html`<span class="badge running">${words}</span>`)}
        ${warnings.filter(Boolean).map((words) => html`<span class="badge broken-off">${words}</span>`)}</p>`;
  }

  #leading({ leader }) {
    const [path, words] = leader ? ['hand-back', texts.handBack] : ['take-over', texts.takeOver];
    return html`<p data-testid="leader">${leader ? texts.leads(texts.authors[leader] ?? leader) : texts.agentLeads}</p>
      <p><button class=${leader ? '' : 'primary'} data-testid=${path} ?disabled=${this.busy} @click=${this.doing(({ target }) => this.#ask(path, {}, target))}>${words}</button></p>`;
  }

  /** Only where the call can be handed over just now. */
  #transferring() {
    if (callOf(this.#client.conversation)?.transfer !== 'possible' || this.targets === null) return nothing;
    if (this.targets.length === 0) return html`<h2>${texts.transfers}</h2><p class="soft" data-testid="no-targets">${texts.noTargets}</p>`;
    const modes = this.targets.find(({ name }) => name === this.chosen)?.modes ?? [];
    const order = async ({ target, mode, summary }, form, button) => {
      const body = { target, ...(mode ? { mode } : {}), ...(summary.trim() ? { summary: summary.trim() } : {}) };
      await this.#ask('call/transfer', body, button);
      this.#summary = '';
      this.tell(texts.ordered);
    };
    return html`<h2>${texts.transfers}</h2>
      <form data-testid="transfer" @submit=${this.submitting(order)}>
        <label class="wide">${texts.target}<select name="target" required @change=${({ target }) => (this.chosen = target.value)}>
          ${this.targets.map((target) => html`<option value=${target.name} ?selected=${target.name === this.chosen}>${nameOf(target)}</option>`)}
        </select></label>
        <label class="wide">${texts.mode}<select name="mode">
          <option value="">${texts.usual}</option>
          ${modes.map((mode) => html`<option value=${mode}>${texts.modes[mode] ?? mode}</option>`)}
        </select></label>
        <label class="wide">${texts.summary}<input name="summary" maxlength=${SUMMARY_MAX} autocomplete="off" .value=${live(this.#summary)} @input=${({ target }) => (this.#summary = target.value)} /></label>
        <button class="primary" data-testid="order" ?disabled=${this.busy}>${texts.order}</button>
      </form>`;
  }

  /** Corrected words are compared and not kept: their event has the figures alone. */
  #correcting(conversation) {
    const understood = understoodIn(conversation);
    if (!understood) return nothing;
    const compare = async (said, form, button) => {
      await this.#ask('call/words', { call: understood.call, said }, button);
      this.tell(texts.compared);
    };
    return correction(understood, this.submitting(compare), this.busy);
  }

  #writing() {
    if (this.about.role === 'operator') return html`<p class="soft" data-testid="operators">${texts.operators}</p>`;
    const enter = (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.target.form.requestSubmit();
    };
    return html`<form class="write" @submit=${this.submitting(({ text }, form) => this.#say(text.trim(), form))}>
      <label class="broadest">${texts.write}
        <textarea name="text" rows="2" required data-testid="text" @keydown=${enter} @input=${() => this.#client.typing()}></textarea></label>
      <button class="primary" data-testid="send">${texts.send}</button>
      ${callOf(this.#client.conversation) ? html`<p class="wide soft">${texts.aloud}</p>` : nothing}
    </form>`;
  }

  #say(text, form) {
    if (text === '') return;
    this.#client.say(text);
    form.reset();
    this.#log.toEnd();
  }

  /** Words that the server refused go back to its author. */
  #returned({ texts: words, problem }) {
    const field = this.querySelector('[name=text]');
    if (field) field.value = [...words, field.value].filter(Boolean).join('\n');
    if (problem) this.tell(this.reason({ status: problem.status, message: problem.detail ?? problem.title }), true);
  }

  /** Its effect is shown once its event comes. */
  async #ask(path, body, button) {
    this.busy = true;
    try {
      await this.api.post(`${this.#path()}/${path}`, { id: newId(), ...body });
    } finally {
      this.busy = false;
      await this.updateComplete;
      // a button that is disabled loses the focus
      if (document.activeElement === document.body) button.focus();
    }
  }

  #erasing() {
    if (!this.asked) return html`<h2>${texts.end}</h2><p><button data-testid="erase" @click=${() => this.#wonder(true, '[data-testid=sure]')}>${texts.erase}…</button></p>`;
    const back = () => this.#wonder(false, '[data-testid=erase]');
    return html`<h2>${texts.end}</h2>
      <div class="row" role="group" tabindex="-1" aria-labelledby="sure" data-testid="sure" @keydown=${(event) => event.key === 'Escape' && back()}>
        <span id="sure" class="wide">${texts.eraseSure}</span>
        <button class="primary" data-testid="erase-now" @click=${this.doing(() => this.#erase())}>${texts.erase}</button>
        <button data-testid="keep" @click=${back}>${texts.cancel}</button>
      </div>`;
  }

  /** The element with the focus is gone afterwards. */
  async #wonder(asked, focused) {
    this.asked = asked;
    await this.updateComplete;
    this.querySelector(focused)?.focus();
  }

  /** It is gone within seconds: nothing of it stays on this page, and its list does not name it any more. */
  async #erase() {
    await this.api.remove(this.#path());
    const erased = this.#session;
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.#client = undefined;
    this.#session = '';
    this.about = undefined;
    history.replaceState(null, '', `/conversation?lang=${language}`);
    this.newest = { ...this.newest, sessions: this.newest.sessions.filter(({ id }) => id !== erased) };
    await this.#wonder(false, '[name=session]');
    this.tell(texts.erased);
  }

  #path() {
    return `/sessions/${encodeURIComponent(this.#session)}`;
  }

  reason(refused) {
    if (refused.kind === 'session-active') return texts.goesOn;
    return refused.status === NOT_FOUND && !this.about ? texts.unknown : super.reason(refused);
  }
}

customElements.define('parley-conversation', Conversation);
