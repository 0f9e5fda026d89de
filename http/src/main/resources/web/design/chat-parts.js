import { LitElement, html } from 'lit';
import { apply, emptyConversation } from '../session/conversation.js';
import '../ui/call-bar.js';
import '../ui/chat-header.js';
import '../ui/composer.js';
import '../ui/connection-state.js';
import '../ui/end-dialog.js';
import '../ui/farewell.js';
import '../ui/message-list.js';
import '../ui/page-language.js';
import '../ui/rating-form.js';
import { language } from '../ui/texts.js';
import { designTexts } from './design-texts.js';

/*
 * The parts of the chat page and of the widget's frame, each in its states, with a conversation that nobody has.
 */
const texts = designTexts(language);
const AT = '2026-11-26T09:30:00.000Z';

/** Events as the server sends them. */
const EVENTS = [
  { kind: 'said', id: 'm1', by: 'customer', text: texts.question },
  { kind: 'turn-started', turn: 1, said: [1] },
  { kind: 'reply-completed', turn: 1, text: texts.answer, sources: [{ title: texts.source, ref: 'help-shipping' }] },
  { kind: 'said', id: 'm2', by: 'agent', text: texts.colleague },
  { kind: 'said', id: 'm3', by: 'customer', text: texts.again },
  { kind: 'turn-started', turn: 2, said: [5] },
  { kind: 'turn-failed', turn: 2, problem: { type: '/problems/model-unavailable' } },
];

/** A call that goes on, as `voice/voice-call.js` shows it. */
const CALL = Object.assign(new EventTarget(), {
  underWay: true,
  state: 'on',
  phase: 'listening',
  muted: false,
  voice: true,
  interrupted: false,
  badLine: false,
  problem: null,
  since: Date.now(),
  sound: null,
  mute() {},
  stopTalking() {},
  hangUp() {},
  dismiss() {},
});

const conversation = EVENTS.reduce((all, event, index) => apply(all, { type: 'event', seq: index + 1, at: AT, event }), emptyConversation());

class ChatParts extends LitElement {
  /** Styled by the page's own sheet. */
  createRenderRoot() {
    return this;
  }

  render() {
    return html`<div class="samples">
      <div class="frame"><parley-header company=${texts.shop} embedded endable savable></parley-header>
        <parley-connection .connection=${{ state: 'refused' }}></parley-connection>
        <parley-messages .conversation=${conversation} .saying=${[]}></parley-messages>
        <parley-call .call=${CALL}></parley-call>
        <parley-composer answering talking="yes"></parley-composer></div>
      <div class="frame"><parley-farewell reason="ended" rateable savable rating="none"></parley-farewell></div>
      <div class="frame"><parley-rating .rated=${{ score: 4, comment: texts.told }}></parley-rating></div>
      <p><button data-testid="open-dialog" @click=${() => this.querySelector('parley-end-dialog').ask()}>${texts.endDialog}…</button><parley-end-dialog></parley-end-dialog></p>
    </div>`;
  }
}

customElements.define('parley-chat-parts', ChatParts);
