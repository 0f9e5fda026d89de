/** Line charts as SVG: the newest five minutes, gaps where no answer came. */

import { html, nothing, svg } from 'lit';
import { NOTHING } from './format.js';

const WIDTH = 360;
const HEIGHT = 116;
const LEFT = 6;
const RIGHT = 64;
const TOP = 10;
const BOTTOM = 18;

/** The next round number: 1, 2 or 5 times a power of ten. */
export function ceiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value * 0.999);
}

/** One path for each stretch without a gap. */
export function paths(points, x, y) {
  const strokes = [];
  let stroke = [];
  for (const point of [...points, { value: undefined }]) {
    if (point.value !== undefined) stroke.push(`${x(point.at).toFixed(1)} ${y(point.value).toFixed(1)}`);
    else if (stroke.length) {
      strokes.push({ lone: stroke.length === 1, d: `M${stroke.length === 1 ? `${stroke[0]}h0.01` : stroke.join('L')}` });
      stroke = [];
    }
  }
  return strokes;
}

function newest(points) {
  return points.findLast((point) => point.value !== undefined)?.value;
}

/**
 * @param {{title: string, id: string, span: number[], write: (value?: number) => string,
 *   lines: {name: string, points: {at: number, value?: number}[]}[]}} chart
 */
export function lineChart({ title, id, span, write, lines }) {
  const inside = lines.map((line) => ({ ...line, points: line.points.filter((point) => point.at >= span[0]) }));
  const most = Math.max(0, ...inside.flatMap((line) => line.points.map((point) => point.value ?? 0)));
  const top = ceiling(most);
  const x = (at) => LEFT + ((at - span[0]) / (span[1] - span[0])) * (WIDTH - LEFT - RIGHT);
  const y = (value) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const told = inside.map((line) => ({ name: line.name, text: write(newest(line.points)) }));
  const summary = `${title}: ${told.map((line) => (line.name ? `${line.name} ${line.text}` : line.text)).join(', ')}`;
  return html`
    <figure class="chart" data-testid="chart-${id}">
      <figcaption>
        <span class="title">${title}</span>
        ${told.length > 1
          ? html`<ul class="legend">
              ${told.map(
                (line, n) =>
                  html`<li class="line-${n}"><svg aria-hidden="true" viewBox="0 0 18 4"><path d="M1 2h16" /></svg>${line.name} <b>${line.text}</b></li>`,
              )}
            </ul>`
          : html`<b class="now">${told[0].text}</b>`}
      </figcaption>
      <svg class="plot" role="img" aria-label=${summary} viewBox="0 0 ${WIDTH} ${HEIGHT}">
        ${[0, 0.5, 1].map(
          (part) => svg`
            <path class="grid" d="M${LEFT} ${y(top * part)}H${WIDTH - RIGHT}" />
            ${part === 0.5 ? nothing : svg`<text class="axis" x=${WIDTH - RIGHT + 6} y=${y(top * part) + 4}>${write(top * part)}</text>`}`,
        )}
        <text class="axis" x=${LEFT} y=${HEIGHT - 3}>5 min ago</text>
        <text class="axis end" x=${WIDTH - RIGHT} y=${HEIGHT - 3}>now</text>
        ${inside.map((line, n) => paths(line.points, x, y).map((path) => svg`<path class="line line-${n} ${path.lone ? 'dot' : ''}" d=${path.d} />`))}
        ${most === 0 && told.every((line) => line.text === NOTHING)
          ? svg`<text class="empty" x=${(WIDTH - RIGHT + LEFT) / 2} y=${TOP + (HEIGHT - TOP - BOTTOM) / 4 + 4}>nothing measured yet</text>`
          : nothing}
      </svg>
    </figure>
  `;
}
