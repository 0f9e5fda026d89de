import { CallFailure } from './call-failure.js';
import { hasOpus, opus } from './opus.js';
import { pcm } from './pcm.js';
import { SilenceWatch } from './silence-watch.js';

const PROTOCOL = 'parley.audio.v1';
const OPEN_WITHIN_MS = 8_000;
const FRAMES_A_SECOND = 50;
/** Sound queued for longer than this is too old to be heard, and a connection that stays so is dead. */
const LATE_MS = 400;
const DEAD_MS = 5_000;

const CAPTURE = new URL('./worklets/capture.js', import.meta.url);
const PLAYOUT = new URL('./worklets/playout.js', import.meta.url);

/**
 * A call's sound over a WebSocket, where UDP finds no way: frames of 20 ms, as Opus where the browser makes it, plain
 * samples otherwise. Fires `lost` when the connection is, `moved` when its node shuts down, `ended` when it says so, and
 * `silence` when `silent` changes.
 */
export class SocketLeg extends EventTarget {
  id = null;
  #address;
  #token;
  #sound;
  #socket = null;
  #codec = null;
  #capture = null;
  #playout = null;
  #source = null;
  #lateSince = null;
  #watched = new SilenceWatch(() => this.dispatchEvent(new Event('silence')));
  #open = false;

  /** @param {string} address `ws:` or `wss:`; @param {() => string} token, @param {import('./call-sound.js').CallSound} sound */
  constructor(address, token, sound) {
    super();
    this.#address = address;
    this.#token = token;
    this.#sound = sound;
  }

  get restarts() {
    return false;
  }

  get connected() {
    return this.#open;
  }

  /** Whether nothing has come for a moment, not even a sign of life. */
  get silent() {
    return this.#watched.silent;
  }

  /** Rejected with a `CallFailure` when the server does not begin a call within some seconds. */
  async open() {
    const [wish] = await Promise.all([codecWished(), this.#load(CAPTURE), this.#load(PLAYOUT)]);
    const call = await this.#begun(wish);
    this.id = call.id;
    this.#codec = this.#codecOf(call);
    this.#connect();
    this.#open = true;
    // an older server sends no signs of life
    if (call.signMillis) this.#watched.start();
  }

  async tell(control) {
    this.#socket?.send(JSON.stringify(control));
  }

  /** The microphone is another one now. */
  async replace() {
    this.#source?.disconnect();
    this.#source = this.#sound.context.createMediaStreamSource(this.#sound.stream);
    this.#source.connect(this.#capture);
  }

  close() {
    this.#open = false;
    this.#watched.stop();
    const socket = this.#socket;
    this.#socket = null;
    this.id = null; // later news of it is outdated
    socket?.close(1000);
    for (const node of [this.#source, this.#capture, this.#playout]) node?.disconnect();
    this.#codec?.close();
  }

  async #load(worklet) {
    try {
      await this.#sound.context.audioWorklet.addModule(worklet);
    } catch (failure) {
      // no network, or no server just now; anything else is a fault of ours
      if (failure.name !== 'AbortError') throw failure;
      throw new CallFailure('lost');
    }
  }

  #begun(codec) {
    const address = new URL(this.#address);
    address.searchParams.set('codec', codec);
    const socket = new WebSocket(address, [PROTOCOL, `bearer.${this.#token()}`]);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new CallFailure('lost')), OPEN_WITHIN_MS);
      socket.onmessage = ({ data }) => {
        if (socket !== this.#socket) return;
        this.#watched.came();
        if (typeof data !== 'string') this.#codec?.decode(data);
        else this.#told(JSON.parse(data), resolve);
      };
      socket.onclose = () => {
        clearTimeout(tooLong);
        reject(new CallFailure('lost'));
        if (socket === this.#socket && this.#open) this.#lost();
      };
    });
  }

  #told(message, begin) {
    if (message.type === 'call') begin(message);
    else if (message.type === 'ended') {
      this.#open = false;
      this.dispatchEvent(new Event(message.reason === 'draining' ? 'moved' : 'ended'));
    } else if (message.type === 'forget') {
      // a call that goes on over this socket may have nothing to forget yet
      this.#codec?.forget();
      this.#playout?.port.postMessage('forget');
    }
  }

  #codecOf({ codec, sampleRate }) {
    const onPacket = (packet) => this.#send(packet);
    const onSound = (sound) => this.#playout.port.postMessage(sound, [sound.buffer]);
    if (codec === 'opus') return opus({ onPacket, onSound, onBroken: () => this.#lost() });
    return pcm({ rate: sampleRate, onPacket, onSound });
  }

  #connect() {
    const { context } = this.#sound;
    const { rate } = this.#codec;
    const out = { numberOfInputs: 0, outputChannelCount: [1], processorOptions: { rate } };
    this.#playout = new AudioWorkletNode(context, 'parley-playout', out);
    const loudspeaker = context.createMediaStreamDestination();
    this.#playout.connect(loudspeaker);
    this.#sound.play(loudspeaker.stream);
    this.#capture = new AudioWorkletNode(context, 'parley-capture', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
      processorOptions: { rate, frame: rate / FRAMES_A_SECOND },
    });
    this.#capture.port.onmessage = ({ data }) => this.#open && this.#codec.encode(data);
    this.replace();
  }

  #send(packet) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    const now = performance.now();
    if (socket.bufferedAmount === 0) this.#lateSince = null;
    else this.#lateSince ??= now;
    const late = this.#lateSince === null ? 0 : now - this.#lateSince;
    if (late > DEAD_MS) this.#lost();
    else if (late < LATE_MS) socket.send(packet);
  }

  #lost() {
    if (!this.#open) return;
    this.#open = false;
    this.#watched.stop();
    this.dispatchEvent(new Event('lost'));
  }
}

async function codecWished() {
  return (await hasOpus()) ? 'opus' : 'pcm';
}
