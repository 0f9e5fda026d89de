import { html, nothing, svg } from 'lit';

const WIDTH = 720;
const HEIGHT = 160;
const TOP = 8;
const BOTTOM = 8;
const GAP = 0.2;

/** The next round number: 1, 2 or 5 times a power of ten. */
function ceiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= value * 0.999);
}

/**
 * A bar for each bucket, as SVG. The table beside it has the same numbers; the picture itself has a summary alone.
 *
 * @param {{summary: string, buckets: {key: string, amount: number}[], write: (amount: number) => string, name: (key: string) => string}} chart
 */
export function bars({ summary, buckets, write, name }) {
  const top = ceiling(Math.max(0, ...buckets.map(({ amount }) => amount)));
  const width = WIDTH / buckets.length;
  const height = (amount) => (Math.max(0, amount) / top) * (HEIGHT - TOP - BOTTOM);
  const bar = ({ key, amount }, index) =>
    svg`<rect class="bar" x=${(index + GAP / 2) * width} y=${HEIGHT - BOTTOM - height(amount)} width=${width * (1 - GAP)} height=${height(amount)}><title>${name(key)}: ${write(amount)}</title></rect>`;
  return html`<div class="plot">
    <svg role="img" aria-label=${summary} viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
      ${[0, 0.5, 1].map((part) => svg`<path class="grid" d="M0 ${HEIGHT - BOTTOM - height(top * part)}H${WIDTH}" />`)}
      ${buckets.map(bar)}
    </svg>
    <p class="axis" aria-hidden="true"><span>${name(buckets[0].key)}</span><span>${buckets.length > 1 ? name(buckets.at(-1).key) : nothing}</span><span>≤ ${write(top)}</span></p>
  </div>`;
}
