/**
 * Why there is no call, or no longer one.
 *
 * `reason` is a key of `texts.voice.ended`; `detail` a sentence of the server for people, or undefined. What is `final`
 * would be the same by another way.
 */
export class CallFailure extends Error {
  constructor(reason, { detail, final = false } = {}) {
    super(reason);
    this.name = 'CallFailure';
    this.reason = reason;
    this.detail = detail;
    this.final = final;
  }
}
