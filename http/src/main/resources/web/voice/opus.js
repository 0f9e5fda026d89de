/** Opus by WebCodecs: packets of 20 ms, 48 kHz, mono, as the socket has them. */
export const OPUS_RATE = 48_000;
const FRAME_US = 20_000;
const SOUND = { codec: 'opus', sampleRate: OPUS_RATE, numberOfChannels: 1 };
const SPEECH = { ...SOUND, bitrate: 28_000, opus: { frameDuration: FRAME_US, application: 'voip' } };

/** Whether this browser makes and reads such packets. */
export async function hasOpus() {
  if (!globalThis.AudioEncoder || !globalThis.AudioDecoder) return false;
  try {
    const [made, read] = await Promise.all([
      AudioEncoder.isConfigSupported(SPEECH),
      AudioDecoder.isConfigSupported(SOUND),
    ]);
    return made.supported && read.supported;
  } catch {
    return false; // knows the interface and not these settings
  }
}

/** @param {(packet: ArrayBuffer) => void} onPacket, @param {(sound: Float32Array) => void} onSound, @param {() => void} onBroken */
export function opus({ onPacket, onSound, onBroken }) {
  const encoder = new AudioEncoder({ output: (chunk) => onPacket(bytesOf(chunk)), error: onBroken });
  const decoder = new AudioDecoder({ output: (data) => heard(data), error: onBroken });
  let sent = 0;
  let got = 0;
  let from = 0;
  encoder.configure(SPEECH);
  decoder.configure(SOUND);

  function heard(data) {
    const sound = new Float32Array(data.numberOfFrames);
    data.copyTo(sound, { planeIndex: 0, format: 'f32-planar' });
    const forgotten = data.timestamp < from;
    data.close();
    if (!forgotten) onSound(sound);
  }

  return {
    rate: OPUS_RATE,
    encode(sound) {
      const shape = { format: 'f32-planar', sampleRate: OPUS_RATE, numberOfFrames: sound.length, numberOfChannels: 1 };
      const data = new AudioData({ ...shape, timestamp: sent, data: sound });
      sent += FRAME_US;
      encoder.encode(data);
      data.close();
    },
    decode(packet) {
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: got, duration: FRAME_US, data: packet }));
      got += FRAME_US;
    },
    /** Discards sound being decoded. */
    forget() {
      from = got;
    },
    close() {
      for (const codec of [encoder, decoder]) if (codec.state !== 'closed') codec.close();
    },
  };
}

function bytesOf(chunk) {
  const bytes = new ArrayBuffer(chunk.byteLength);
  chunk.copyTo(bytes);
  return bytes;
}
