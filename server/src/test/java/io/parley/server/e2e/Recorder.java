package io.parley.server.e2e;

import com.microsoft.playwright.Page;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Records what a page plays, as 16-bit samples of 16 kHz.
final class Recorder {
  /// To be run before the page's own scripts: records the stream that the page plays, each in place
  /// of the one before. `recorded.sounded` has the times, in milliseconds since the epoch, at which
  /// a block was not silent.
  static final String SCRIPT =
      """
      window.recorded = {
        samples: [],
        sounded: [],
        base64() {
          const bytes = new Uint8Array(Int16Array.from(this.samples).buffer);
          let text = '';
          for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
          return btoa(text);
        },
      };
      const { set, get } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
      let recording = null;
      Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
        get,
        set(stream) {
          set.call(this, stream);
          recording?.close();
          recording = null;
          if (!stream) return;
          const context = (recording = new AudioContext({ sampleRate: 16_000 }));
          const tap = context.createScriptProcessor(4_096, 1, 1);
          tap.onaudioprocess = ({ inputBuffer }) => {
            const heard = inputBuffer.getChannelData(0);
            for (const sample of heard) window.recorded.samples.push(Math.round(sample * 32_767));
            if (heard.some((sample) => Math.abs(sample) > 0.03)) window.recorded.sounded.push(Date.now());
          };
          context.createMediaStreamSource(stream).connect(tap);
          tap.connect(context.destination);
        },
      });
      """;

  private Recorder() {}

  static short[] samples(Page page) {
    var bytes =
        Base64.getDecoder().decode((String) page.evaluate("() => window.recorded.base64()"));
    var samples = new short[bytes.length / Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }
}
