import { css } from 'lit';

/** The bar of a call. `--level`, from 0 to 1, is how loud the microphone is. */
export const callStyles = css`
  :host {
    display: block;
    --level: 0;
  }
  .bar,
  .ended {
    max-width: calc(var(--column) - 2 * var(--gutter));
    margin: 0 auto 0.625rem;
    border: 1px solid var(--line);
    border-radius: 1rem;
    background: var(--surface);
  }
  @media (max-width: 46rem) {
    .bar,
    .ended {
      margin-inline: var(--gutter);
    }
  }
  .bar {
    padding: 0.625rem;
    box-shadow: var(--shadow);
    container-type: inline-size;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .who {
    flex: 1 1 8.5rem;
    min-width: 0;
  }
  .state,
  .more {
    margin: 0;
    line-height: 1.35;
  }
  .state {
    font-weight: 600;
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    min-height: 1.35em;
    font-size: 0.8125rem;
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .remark {
    color: var(--warn);
  }
  .controls {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    margin-inline-start: auto;
  }
  .round {
    position: relative;
    display: inline-grid;
    flex: none;
    place-items: center;
    width: 2.75rem;
    padding: 0;
    overflow: hidden;
    border-radius: 50%;
    border-color: var(--line);
  }
  .round .icon {
    position: relative;
  }
  .mute[aria-pressed='true'] {
    border-color: var(--warn);
    background: var(--warn-soft);
    color: var(--warn);
  }
  .round[aria-expanded='true'] {
    background: var(--hover);
  }
  /* Rises behind the microphone with what it hears. */
  .meter {
    position: absolute;
    inset: 0;
    background: var(--accent-ink);
    opacity: 0.28;
    transform: scaleY(var(--level));
    transform-origin: bottom;
  }
  .hang-up {
    border-color: transparent;
    background: var(--danger);
    color: var(--on-danger);
  }
  .hang-up .icon {
    width: 1.5rem;
    height: 1.5rem;
  }
  .hang-up:hover {
    background: var(--danger-strong);
  }
  .stop {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    padding-inline: 0.875rem;
    border-radius: 1.375rem;
    font-size: 0.9375rem;
    white-space: nowrap;
  }
  /* It keeps its place, so that nothing moves whenever somebody else speaks. */
  .stop.away {
    visibility: hidden;
  }
  .square {
    flex: none;
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 0.125rem;
    background: currentcolor;
    forced-color-adjust: none;
  }
  /* The party that speaks, thinks or listens, without words. */
  .orb {
    position: relative;
    flex: none;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.1875rem;
    width: 2.75rem;
    height: 2.75rem;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--accent-ink);
    transition: background-color 240ms, color 240ms;
  }
  .orb::before {
    content: '';
    position: absolute;
    inset: 0;
    border: 2px solid currentcolor;
    border-radius: 50%;
    opacity: 0;
  }
  .orb i {
    width: 0.1875rem;
    height: 0.375rem;
    border-radius: 0.125rem;
    background: currentcolor;
  }
  .listening .orb::before {
    opacity: 0.55;
    transform: scale(calc(1 + var(--level) * 0.14));
  }
  .listening .orb i {
    height: calc(0.25rem + var(--level) * 0.75rem);
  }
  .listening .orb i:nth-of-type(3) {
    height: calc(0.25rem + var(--level) * 1.25rem);
  }
  .listening .orb i:nth-of-type(1),
  .listening .orb i:nth-of-type(5) {
    height: calc(0.25rem + var(--level) * 0.375rem);
  }
  .thinking .orb i {
    width: 0.375rem;
    height: 0.375rem;
    border-radius: 50%;
    animation: breathe 1.4s ease-in-out infinite;
  }
  .thinking .orb i:nth-of-type(n + 4) {
    display: none;
  }
  .speaking .orb {
    background: var(--accent);
    color: var(--on-accent);
  }
  .speaking .orb i {
    height: 0.625rem;
    animation: talk 900ms ease-in-out infinite alternate;
  }
  .orb i:nth-of-type(2) {
    animation-delay: -320ms !important;
  }
  .orb i:nth-of-type(3) {
    animation-delay: -640ms !important;
  }
  .orb i:nth-of-type(4) {
    animation-delay: -180ms !important;
  }
  .orb i:nth-of-type(5) {
    animation-delay: -500ms !important;
  }
  .speaking .orb i:nth-of-type(even) {
    height: 1rem;
  }
  .speaking .orb i:nth-of-type(3) {
    height: 1.25rem;
  }
  :is(.asking, .connecting, .reconnecting, .interrupted) .orb {
    background: none;
    color: var(--ink-soft);
  }
  :is(.asking, .connecting, .reconnecting, .interrupted) .orb i {
    display: none;
  }
  :is(.asking, .connecting, .reconnecting, .interrupted) .orb::before {
    inset: 0.5rem;
    opacity: 1;
    border-block-start-color: transparent;
    animation: turn 1.1s linear infinite;
  }
  :is(.reconnecting, .interrupted) .orb {
    color: var(--warn);
  }
  .muted.listening .orb {
    background: var(--hover);
    color: var(--ink-soft);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    margin-block-start: 0.625rem;
    padding-block-start: 0.625rem;
    border-block-start: 1px solid var(--line);
  }
  .choices label {
    flex: 1 1 12rem;
    display: grid;
    gap: 0.125rem;
    min-width: 0;
    font-size: 0.8125rem;
    color: var(--ink-soft);
  }
  select {
    width: 100%;
    min-width: 0;
    min-height: 2.75rem;
    padding: 0 0.5rem;
    border: 1px solid var(--edge);
    border-radius: 0.625rem;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: 0.9375rem;
    text-overflow: ellipsis;
  }
  .ended {
    display: flex;
    gap: 0.625rem;
    padding: 0.5rem 0.5rem 0.5rem 0.875rem;
    border-color: transparent;
    border-inline-start: 3px solid var(--warn);
    border-radius: 0.25rem 0.75rem 0.75rem 0.25rem;
    background: var(--warn-soft);
    font-size: 0.9375rem;
    line-height: 1.45;
  }
  .ended > .icon {
    flex: none;
    margin-block-start: 0.75rem;
    color: var(--warn);
  }
  .ended p {
    flex: 1;
    align-self: center;
    margin: 0;
  }
  .ended button {
    border-color: transparent;
  }
  .elsewhere {
    box-shadow: none;
  }
  @container (max-width: 34rem) {
    .controls:has(.stop) {
      flex: 1 1 100%;
      min-width: 0;
    }
    .stop {
      flex: 1 1 0;
      min-width: 0;
      padding-inline: 0.75rem;
      font-size: 0.875rem;
    }
    .stop .word {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }
  }
  @media (forced-colors: active) {
    .orb,
    .round,
    .bar {
      border: 1px solid CanvasText;
    }
    .orb i {
      background: CanvasText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .listening .orb::before {
      transform: none;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  @keyframes talk {
    to {
      height: 0.375rem;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
