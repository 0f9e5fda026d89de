/** The texts for the server's reasons to end a call. */
const ENDED = {
  'gave-up': 'gave-up',
  failed: 'failed',
  'hung-up': 'by-server',
  replaced: 'by-server',
  'too-long': 'by-server',
  'session-ended': 'by-server',
  'not-served': 'by-server',
};

/**
 * Why there is no call, or no longer one.
 *
 * `reason` is a key of `texts.voice.ended`; `detail` a sentence of the server for people, or undefined. A `final` one
 * would fail by another way too. When the server `moves`, as for an update, the call
 * will work in a moment.
 */
export class CallFailure extends Error {
  constructor(reason, { detail, final = false, moves = false } = {}) {
    super(reason);
    this.name = 'CallFailure';
    this.reason = reason;
    this.detail = detail;
    this.final = final;
    this.moves = moves;
  }
}

/** The reason for an end that the server told of. */
export function reasonOfEnd(ended) {
  return ENDED[ended] ?? 'failed';
}
