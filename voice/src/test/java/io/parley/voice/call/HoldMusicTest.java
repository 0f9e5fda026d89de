package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldMusicTest {
  @TempDir Path directory;

  /// A file with a chunk of another kind, of odd length, before the sound.
  private Path file(int channels, int rate, int bits, short... samples) throws IOException {
    var bytes = ByteBuffer.allocate(58 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(ascii("RIFF")).putInt(bytes.capacity() - 8).put(ascii("WAVE"));
    bytes.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
    bytes.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) bits);
    bytes.put(ascii("LIST")).putInt(5).put(ascii("music")).put((byte) 0);
    bytes.put(ascii("data")).putInt(2 * samples.length);
    for (short sample : samples) bytes.putShort(sample);
    return Files.write(directory.resolve("hold.wav"), bytes.array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void it_is_played_again_and_again() throws IOException {
    var loop = HoldMusic.read(file(1, 16_000, 16, (short) 1, (short) 2, (short) 3)).at(16_000);
    var frame = new short[4];
    assertThat(loop.next(frame)).isTrue();
    assertThat(frame).containsExactly(1, 2, 3, 1);
    loop.next(frame);
    assertThat(frame).containsExactly(2, 3, 1, 2);
  }

  @Test
  void every_caller_hears_it_from_its_beginning_at_their_rate() throws IOException {
    var music = HoldMusic.read(file(1, 8_000, 16, new short[8_000]));
    music.at(16_000).next(new short[320]);
    var frame = new short[320];
    assertThat(music.at(16_000).next(frame)).isTrue();
    assertThat(music.at(48_000).next(new short[960])).isTrue();
  }

  @Test
  void without_a_file_there_is_silence() {
    assertThat(HoldMusic.NONE.at(16_000).next(new short[320])).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2, 16000, 16", "1, 44100, 16", "1, 16000, 8"})
  void another_format_is_refused(int channels, int rate, int bits) throws IOException {
    var file = file(channels, rate, bits, (short) 1);
    assertThatThrownBy(() -> HoldMusic.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parley.telephony.transfer.hold-music: " + file)
        .hasMessageContaining("a WAV file of 16 bits and one channel");
  }

  @Test
  void a_file_that_is_none_is_refused() throws IOException {
    var text = Files.writeString(directory.resolve("hold.txt"), "RIFF?");
    assertThatThrownBy(() -> HoldMusic.read(text)).hasMessageContaining("a WAV file");
    assertThatThrownBy(() -> HoldMusic.read(directory.resolve("nowhere.wav")))
        .hasMessageContaining("a readable file");
  }
}
