import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draft } from '../ui/draft.js';
import { field, lineField } from '../ui/field.js';
import { focusOn, Mistake, withField } from '../ui/forms.js';
import { canonicalTag } from '../ui/language-tag.js';
import { Seen } from '../ui/seen.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { mistakeIn, plain } from './mail-words.js';
import { mailsTexts } from './mails-texts.js';
import { organisationTexts } from './organisation-texts.js';
import { Section } from './section.js';
import { settingsTexts } from './settings-texts.js';

/*
 * The words of an organisation's mails, by occasion and language: its own ones, and the program's where it has none.
 */
const all = organisationTexts(language);
const settings = settingsTexts(language);
const texts = mailsTexts(language);
const ALL = '/organisation/mail-templates';
const FIELDS = ['language', 'subject', 'text'];
/** As the server has them. */
const TAG_MAX = 35;
const SUBJECT_MAX = 200;
const TEXT_MAX = 4000;
const tagOf = ({ language: tag }) => tag;
const nameOf = (kind) => texts.kinds[kind] ?? kind;

class Mails extends Section {
  static properties = { templates: { state: true }, edited: { state: true }, newer: { state: true } };

  #seen;

  async read() {
    this.templates = (await this.api.get(ALL)).templates;
  }

  render() {
    return html`<h2 tabindex="-1">${all.sections.mails}</h2><p class="soft">${texts.about}</p>
      ${this.templates ? [...new Set(this.templates.map(({ kind }) => kind))].map((kind) => this.#kind(kind)) : this.looking()}`;
  }

  #kind(kind) {
    const ofKind = this.templates.filter((each) => each.kind === kind);
    const { placeholders } = ofKind[0];
    const { edited } = this;
    const isHere = edited?.kind === kind;
    const isAdded = isHere && edited.language === '';
    // its form stays where it is
    const isGone = isHere && !isAdded && !ofKind.some(({ language: tag }) => tag === edited.language);
    const shown = isGone ? [...ofKind, { kind, language: edited.language }] : ofKind;
    return html`<h3 id="mails-${kind}" tabindex="-1">${nameOf(kind)}</h3>
      <ul class="cards">${repeat(shown, tagOf, (each) => this.#template(each))}</ul>
      ${isAdded ? this.#form() : nothing}
      ${this.#mayWrite ? html`<p><button aria-label=${texts.addOf(nameOf(kind))} data-testid="add-mail" @click=${() => this.#edit({ kind, language: '', subject: '', text: '', placeholders })}>${texts.add}…</button></p>` : nothing}`;
  }

  /** One form at a time. */
  get #mayWrite() {
    return !this.edited && signedIn.may('manage-organisation');
  }

  /** @param each without a subject if it was removed while its form was open */
  #template(each) {
    const { kind, language: tag, subject, own } = each;
    const isEdited = this.edited?.kind === kind && this.edited.language === tag;
    return html`<li data-mail="${kind}.${tag}">
      <div class="row"><span class="grow"><b translate="no">${tag}</b> ${subject === undefined ? nothing : html`<span class="badge ${own ? 'valid' : ''}">${own ? texts.own : texts.program}</span> <span class="soft" lang=${tag} dir="auto">${subject}</span>`}</span>
        ${this.#mayWrite ? this.#acts(each) : nothing}</div>
      ${isEdited ? this.#form() : nothing}
    </li>`;
  }

  #acts(each) {
    const { kind, language: tag, own } = each;
    const name = nameOf(kind);
    const removal = { words: texts.removeOf(name, tag), sure: texts.sure(name, tag), yes: texts.remove };
    return html`<button aria-label=${texts.changeOf(name, tag)} data-testid="change-mail" @click=${() => this.#edit(each)}>${settings.change}…</button>
      ${own ? this.asking(`mail-${kind}-${tag}`, removal, () => this.#remove(each)) : nothing}`;
  }

  /** Of the words as they were when the form was opened; new ones have no language yet. */
  #form() {
    const { edited } = this;
    const name = nameOf(edited.kind);
    const names = edited.placeholders.map((each) => `{{${each}}}`).join(', ');
    const line = (words) => lineField(this.forms, 'mail', edited, { isRequired: true, ...words });
    return html`<form @submit=${this.forms.submitting('mail', (input) => this.#save(input))} aria-label=${edited.language ? texts.changeOf(name, edited.language) : texts.addOf(name)} data-testid="mail-form">
      ${edited.language ? nothing : line({ name: 'language', label: texts.language, hint: texts.languageHint, value: '', max: TAG_MAX })}
      ${line({ name: 'subject', label: texts.subject, value: edited.subject, max: SUBJECT_MAX })}
      ${field(this.forms, 'mail', { name: 'text', label: texts.text, hint: texts.textHint(names) }, ({ describedBy, isWrong }) => html`<textarea class="short" name="text" rows="10" maxlength=${TEXT_MAX} required aria-describedby=${describedBy} aria-invalid=${isWrong} .value=${draft(edited, edited.text)}></textarea>`)}
      ${this.forms.refusal('mail', FIELDS)}
      ${this.newer ? html`<div class="wide" data-testid="mail-newer"><p class="soft">${texts.now}</p><pre lang=${edited.language} dir="auto">${`${this.newer.subject}\n\n${this.newer.text}`}</pre></div>` : nothing}
      <div class="row wide"><button class="primary" data-testid="save-mail">${all.save}</button><button type="button" @click=${() => this.#leave()}>${all.cancel}</button></div>
    </form>`;
  }

  async #edit(each) {
    this.asked = undefined;
    this.newer = undefined;
    this.edited = each;
    this.#seen = new Seen(each);
    this.forms.clear('mail');
    await focusOn(this, `[name=${each.language ? 'subject' : 'language'}]`);
  }

  async #leave() {
    const { kind, language: tag } = this.edited;
    this.edited = undefined;
    await focusOn(this, placeOf(kind, tag));
  }

  async #save(input) {
    const { kind, placeholders } = this.edited;
    const isNew = this.edited.language === '';
    const tag = isNew ? canonicalTag(input.language.trim() || '-')?.toLowerCase() : this.edited.language;
    if (tag === undefined) throw new Mistake(texts.badTag, 'language');
    const wish = { subject: input.subject.trim(), text: plain(input.text) };
    const mistake = mistakeIn(wish, placeholders);
    if (mistake) throw new Mistake(texts.mistakes[mistake.reason], mistake.field);
    await this.read();
    const now = this.templates.find((each) => each.kind === kind && each.language === tag);
    if (isNew && now) throw new Mistake(texts.known, 'language');
    if (!isNew) this.#look(now);
    await this.api.put(`${ALL}/${kind}/${encodeURIComponent(tag)}`, wish).catch((refused) => {
      throw withField(refused, FIELDS);
    });
    this.edited = undefined;
    await this.done(texts.saved, placeOf(kind, tag));
  }

  /** The list has no texts: somebody else's is shown beneath the form before it is overwritten. */
  #look(now) {
    try {
      this.#seen.look(now, settings.newer);
    } catch (newer) {
      this.newer = now;
      throw newer;
    }
  }

  async #remove({ kind, language: tag }) {
    await this.api.remove(`${ALL}/${kind}/${encodeURIComponent(tag)}`);
    await this.done(texts.removed, `#mails-${CSS.escape(kind)}`);
  }
}

/** Where the page goes on after the form of words: the button that opens it, or the heading of its kind. */
function placeOf(kind, tag) {
  return tag ? `[data-mail="${CSS.escape(`${kind}.${tag}`)}"] [data-testid=change-mail]` : `#mails-${CSS.escape(kind)}`;
}

customElements.define('parley-organisation-mails', Mails);
