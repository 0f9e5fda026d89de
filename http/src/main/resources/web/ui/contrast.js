/** Colours as `[red, green, blue]`, each from 0 to 255, and how well one is read on another (WCAG 2.1). */

const COLOUR = /^#[0-9a-f]{6}$/i;
const TEXT = 4.5;
const STEP = 0.05;
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

/** The colour that `#rrggbb` names; null for everything else. */
export function colourOf(text) {
  if (typeof text !== 'string' || !COLOUR.test(text)) return null;
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}

export function nameOf(colour) {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** From 1, the same colour, to 21, black on white. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** `share` of `other`, from 0 to 1, in `colour`. */
export function mix(colour, other, share) {
  return colour.map((part, index) => Math.round(part + (other[index] - part) * share));
}

export const darker = (colour, share) => mix(colour, BLACK, share);
export const lighter = (colour, share) => mix(colour, WHITE, share);

/** White if it is readable on the background `ground`, otherwise black: one of both always is. */
export function inkOn(ground) {
  return contrast(WHITE, ground) >= TEXT ? WHITE : BLACK;
}

/** `colour`, moved towards `end` just enough to be readable on all backgrounds, `grounds`. */
export function readable(colour, end, grounds) {
  for (let share = 0; share < 1; share += STEP) {
    const moved = mix(colour, end, share);
    if (grounds.every((ground) => contrast(moved, ground) >= TEXT)) return moved;
  }
  return end;
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
