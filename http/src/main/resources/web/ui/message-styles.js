import { css } from 'lit';

/** How messages look: the customer's own dark on the right, the assistant's plain, a colleague's in the shop's colour. */
export const messageStyles = css`
  .said {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.375rem;
    max-width: 38rem;
  }
  .said.customer {
    justify-self: end;
    justify-items: end;
    max-width: min(88%, 32rem);
  }
  .customer .byline {
    order: 1;
  }
  .head {
    display: flex;
    align-items: baseline;
    gap: 0.625rem;
  }
  .author,
  .byline {
    margin: 0;
    font-size: 0.8125rem;
    line-height: 1.4;
    color: var(--ink-soft);
  }
  .author {
    font-weight: 600;
  }
  .byline {
    font-variant-numeric: tabular-nums;
  }
  .spoken {
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }
  .spoken .icon {
    width: 0.9375rem;
    height: 0.9375rem;
  }
  .unheard {
    color: var(--ink-soft);
  }
  a .unheard {
    color: inherit;
  }
  /* Where it was interrupted: the same mark in the text and before its explanation. */
  .text .cut,
  .stopped.cut::before {
    display: inline-block;
    width: 0.1875rem;
    height: 0.9em;
    margin-inline: 0.25rem 0.125rem;
    border-radius: 0.125rem;
    background: var(--warn);
    vertical-align: -0.08em;
    forced-color-adjust: none;
  }
  .stopped.cut::before {
    content: '';
    margin-inline: 0 0.375rem;
  }
  .bubble {
    margin: 0;
    min-width: 0;
    max-width: 100%;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: 0.25rem 1rem 1rem 1rem;
    background: var(--surface);
    overflow-wrap: anywhere;
  }
  .customer .bubble {
    border-color: transparent;
    border-radius: 1rem 1rem 0.25rem 1rem;
    background: var(--own);
    color: var(--on-own);
  }
  .customer .bubble.sending {
    background: var(--surface);
    color: var(--ink);
    border: 1px dashed var(--edge);
  }
  .agent .author {
    color: var(--accent-ink);
  }
  .agent .bubble {
    border-color: var(--accent-ink);
    background: var(--accent-soft);
  }
  .plain {
    margin: 0;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }
  /* Words that are void by now, until others take their place. */
  .stale .text {
    opacity: 0.55;
  }
  .bubble button {
    margin-block-start: 0.75rem;
  }
  .bubble > p {
    margin: 0;
  }
  .text > :first-child {
    margin-block-start: 0;
  }
  .text > :last-child {
    margin-block-end: 0;
  }
  .text :is(p, ul, ol, blockquote, pre) {
    margin-block: 0.625rem;
  }
  .text :is(ul, ol) {
    padding-inline-start: 1.375rem;
  }
  .text li + li {
    margin-block-start: 0.25rem;
  }
  .text li > :is(ul, ol) {
    margin-block: 0.25rem;
  }
  a[href] {
    color: var(--accent-ink);
    text-underline-offset: 0.15em;
  }
  code,
  .ref {
    font-family: var(--mono);
    font-size: 0.875em;
  }
  pre {
    padding: 0.75rem;
    border-radius: 0.5rem;
    background: var(--hover);
    white-space: pre-wrap;
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 0.875rem;
    border-inline-start: 3px solid var(--line);
    color: var(--ink-soft);
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  .broad {
    max-width: 100%;
    overflow-x: auto;
    margin-block: 0.625rem;
  }
  table {
    border-collapse: collapse;
    overflow-wrap: break-word;
  }
  th,
  td {
    padding: 0.25rem 0.75rem 0.25rem 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }
  .bubble > .stopped {
    margin-block-start: 0.5rem;
    font-size: 0.8125rem;
    color: var(--ink-soft);
  }
  .bubble > .stopped:first-child {
    margin-block-start: 0;
  }
  .bubble > .degraded {
    display: flex;
    gap: 0.5rem;
    margin: 0.875rem 0 0;
    padding-block-start: 0.625rem;
    border-block-start: 1px solid var(--line);
    font-size: 0.875rem;
    line-height: 1.45;
    color: var(--ink-soft);
  }
  .degraded svg {
    flex: none;
    margin-block-start: 0.0625rem;
    color: var(--warn);
  }
  .sources {
    margin-block-start: 0.875rem;
    padding-block-start: 0.625rem;
    border-block-start: 1px solid var(--line);
    font-size: 0.875rem;
    line-height: 1.5;
  }
  .sources h4 {
    margin: 0 0 0.125rem;
    font-size: 0.8125rem;
    font-weight: 600;
    color: var(--ink-soft);
  }
  .sources ol {
    margin: 0;
    padding-inline-start: 1.25rem;
  }
  .sources li::marker,
  .ref {
    color: var(--ink-soft);
  }
  .ref {
    margin-inline-start: 0.375rem;
  }
  .activity {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
    margin: 0;
    font-size: 0.9375rem;
    color: var(--ink-soft);
  }
  .mark {
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--ink-soft);
  }
  .running .mark {
    background: var(--accent-ink);
    animation: breathe 1.4s ease-in-out infinite;
  }
  .progress {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .consent {
    margin-block-start: 0.5rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--ink-soft);
    border-radius: 0.75rem;
  }
  .consent p {
    margin-block: 0 0.5rem;
  }
  .awaiting-approval .mark,
  .deferred .mark,
  .in-doubt .mark {
    background: none;
    border: 2px solid var(--ink-soft);
  }
  .dots {
    display: inline-flex;
    gap: 0.3125rem;
    padding-block: 1rem;
  }
  .dots i {
    width: 0.4375rem;
    height: 0.4375rem;
    border-radius: 50%;
    background: var(--ink-soft);
    animation: breathe 1.4s ease-in-out infinite;
  }
  .dots i:nth-of-type(2) {
    animation-delay: 160ms;
  }
  .dots i:nth-of-type(3) {
    animation-delay: 320ms;
  }
  /* Dots are backgrounds, which high contrast takes away. */
  @media (forced-colors: active) {
    .mark,
    .dots i {
      background: CanvasText;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
`;
