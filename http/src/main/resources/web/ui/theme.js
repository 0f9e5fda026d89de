import { colourOf, darker, inkOn, lighter, mix, nameOf, readable } from './contrast.js';

/** The backgrounds of styles.css on which a company's colours must be readable. */
const LIGHT = { paper: '#faf8f5', surface: '#ffffff', hover: '#f0ece5', ink: '#211d19' };
const DARK = { paper: '#171513', surface: '#211e1b', hover: '#2d2925', ink: '#eee9e2' };

/** The accent's share in the background of a colleague's words, and of the customer's own in dark mode. */
const TINT = 0.09;
const NIGHT = 0.32;

/**
 * Gives a shadow root the colours of a company: the accent as it is where it fills, and as dark or light as it takes to
 * be read where it is text. Goes through the CSSOM, for the page's policy allows no style in the page itself.
 *
 * @param {{accent?: string, accentDark?: string}} [theme] `#rrggbb`; anything else counts as absent
 */
export class Theme {
  #sheet = new CSSStyleSheet();
  #accents;

  wear(root, { accent, accentDark } = {}) {
    if (!root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets.push(this.#sheet);
    const accents = `${accent} ${accentDark}`;
    if (accents === this.#accents) return;
    this.#accents = accents;
    this.#sheet.replaceSync(rules(colourOf(accent), colourOf(accentDark)));
  }
}

function rules(accent, accentDark) {
  if (accent === null) return '';
  const night = accentDark ?? readable(accent, colourOf('#ffffff'), grounds(DARK));
  return `:host { ${day(accent)} } @media (prefers-color-scheme: dark) { :host { ${atNight(night)} } }`;
}

function day(accent) {
  const soft = mix(colourOf(LIGHT.surface), accent, TINT);
  return properties({
    ...fill(accent),
    'accent-soft': soft,
    'accent-ink': readable(accent, colourOf('#000000'), [...grounds(LIGHT), soft]),
    own: accent,
    'on-own': inkOn(accent),
  });
}

function atNight(accent) {
  const soft = mix(colourOf(DARK.surface), accent, TINT);
  const own = mix(colourOf(DARK.surface), accent, NIGHT);
  return properties({
    ...fill(accent),
    'accent-soft': soft,
    'accent-ink': readable(accent, colourOf('#ffffff'), [...grounds(DARK), soft]),
    own,
    'on-own': readable(colourOf(DARK.ink), inkOn(own), [own]),
  });
}

function fill(accent) {
  const ink = inkOn(accent);
  const strong = ink[0] === 255 ? darker(accent, 0.18) : lighter(accent, 0.25);
  return { accent, 'accent-strong': strong, 'on-accent': ink };
}

function grounds({ paper, surface, hover }) {
  return [paper, surface, hover].map(colourOf);
}

function properties(colours) {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${nameOf(colour)};`)
    .join(' ');
}
