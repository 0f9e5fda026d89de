/**
 * Why there is no call, or no longer one.
 *
 * `reason` is a key of `texts.voice.ended`; `detail` a sentence of the server for people, or undefined. What is `final`
 * would be the same by another way. Where the server `moves`, as it does when another version of it is brought out, the same
 * will be possible in a moment.
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
