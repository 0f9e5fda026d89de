import { openStorage, read, write } from '../session/storage.js';

const ON = 'parley.sound';
const LOUDNESS = 0.08;
const SECONDS = 0.35;
/** Two soft notes, a fifth apart: hertz, and when they begin. */
const NOTES = [
  [587.33, 0],
  [880, 0.09],
];

/** A short tone for new messages, if switched on. Synthesized, and never before the page was used. */
export class Sound {
  #storage = openStorage('localStorage');
  #context = null;

  get on() {
    return read(this.#storage, ON) === true;
  }

  /** To be called by a click: lets it be heard when it is switched on. */
  toggle() {
    write(this.#storage, ON, !this.on);
    this.play();
  }

  play() {
    // Browsers that do not tell refuse by themselves: the context stays suspended.
    if (!this.on || navigator.userActivation?.hasBeenActive === false) return;
    this.#context ??= new AudioContext();
    this.#context.resume().then(() => NOTES.forEach(([pitch, delay]) => this.#note(pitch, delay)));
  }

  #note(pitch, delay) {
    const begin = this.#context.currentTime + delay;
    const loudness = new GainNode(this.#context, { gain: 0 });
    loudness.gain.setValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + SECONDS);
    const tone = new OscillatorNode(this.#context, { frequency: pitch });
    tone.connect(loudness).connect(this.#context.destination);
    tone.start(begin);
    tone.stop(begin + SECONDS);
  }
}
