import { svg } from 'lit';

/** Pictures on buttons, 24 units square, in the colour of the text beside them. Hidden from screen readers. */
const stroked = (paths) => svg`<svg
  class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false" fill="none"
  stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`;

export const icons = {
  options: stroked(svg`<circle cx="5" cy="12" r="1.2" /><circle cx="12" cy="12" r="1.2" /><circle cx="19" cy="12" r="1.2" />`),
  language: stroked(svg`<circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c2.6 2.5 3.9 5.5 3.9 9s-1.3 6.5-3.9 9c-2.6-2.5-3.9-5.5-3.9-9s1.3-6.5 3.9-9z" />`),
  soundOn: stroked(svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.6 7.6 0 0 1 0 11" />`),
  soundOff: stroked(svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />`),
  transcript: stroked(svg`<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14" />`),
  end: stroked(svg`<path d="M9.5 4.5H6a1.5 1.5 0 0 0-1.5 1.5v12A1.5 1.5 0 0 0 6 19.5h3.5M14.5 8l4 4-4 4M18.5 12H9.5" />`),
  minimise: stroked(svg`<path d="M6 9.5l6 6 6-6" />`),
  send: stroked(svg`<path d="M12 19V5.5M6 11l6-6 6 6" />`),
  talk: stroked(svg`<path d="M4 10.5v3M8 7.5v9M12 4.5v15M16 8v8M20 10.5v3" />`),
  microphone: stroked(svg`<rect x="9" y="3.5" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v2.5" />`),
  microphoneOff: stroked(svg`<path d="M15 9.5v-3a3 3 0 0 0-5.7-1.3M9 9v2.5a3 3 0 0 0 4.6 2.54M5.5 11.5a6.5 6.5 0 0 0 10.7 5M18.5 11.5a6.4 6.4 0 0 1-.5 2.5M12 18v2.5M4 4l16 16" />`),
  devices: stroked(svg`<path d="M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20" /><circle cx="15" cy="7.5" r="2.3" /><circle cx="9" cy="16.5" r="2.3" />`),
  hangUp: stroked(svg`<path d="M3.6 14.9l-.5-1.8c-.2-.7 0-1.4.5-1.9 4.7-4.2 12.1-4.2 16.8 0 .5.5.7 1.2.5 1.9l-.5 1.8c-.2.8-1 1.2-1.8 1l-2.6-.8c-.6-.2-1-.7-1.1-1.3l-.2-1.8c-1.8-.5-3.7-.5-5.5 0l-.2 1.8c-.1.6-.5 1.1-1.1 1.3l-2.6.8c-.8.2-1.6-.2-1.8-1z" />`),
  close: stroked(svg`<path d="M7 7l10 10M17 7L7 17" />`),
  note: stroked(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11.2v5M12 7.8v.2" />`),
  star: svg`<svg class="star" viewBox="0 0 24 24" width="32" height="32" aria-hidden="true" focusable="false"
    stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"
    ><path d="M12 3.2l2.7 5.6 6.1.9-4.4 4.3 1 6.1-5.4-2.9-5.4 2.9 1-6.1L3.2 9.7l6.1-.9z" /></svg>`,
};
