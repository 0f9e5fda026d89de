import { Resampler } from '../resampler.js';

/** Sound of the microphone, as frames of `frame` samples at `rate`; silence, too, so that the other end keeps time. */
class Capture extends AudioWorkletProcessor {
  #resampler;
  #frame;
  #filled = 0;
  #silence = new Float32Array(128);

  constructor({ processorOptions: { rate, frame } }) {
    super();
    this.#resampler = new Resampler(sampleRate, rate);
    this.#frame = new Float32Array(frame);
  }

  process([input]) {
    const samples = this.#resampler.push(input[0] ?? this.#silence);
    for (let from = 0; from < samples.length; ) {
      const part = samples.subarray(from, from + this.#frame.length - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      if (this.#filled === this.#frame.length) this.#send();
    }
    return true;
  }

  #send() {
    const sound = this.#frame.slice();
    this.port.postMessage(sound, [sound.buffer]);
    this.#filled = 0;
  }
}

registerProcessor('parley-capture', Capture);
