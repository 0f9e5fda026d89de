package io.parley.voice.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import io.parley.voice.recording.RecordingFile.Part;
import io.parley.voice.testing.DecodedRecording;
import io.parley.voice.testing.OggPage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OggFileTest {
  private final OggFile file = new OggFile("c1");

  @Test
  void headers_are_those_of_rfc_7845() {
    var pages = OggPage.all(file.headers());
    assertThat(pages).extracting(OggPage::flags).containsExactly(2, 0);
    assertThat(pages).extracting(OggPage::granule).containsExactly(0L, 0L);
    assertThat(pages).extracting(OggPage::number).containsExactly(0, 1);
    assertThat(pages).extracting(OggPage::serial).containsOnly("c1".hashCode());
    var head = pages.getFirst().packets().getFirst();
    assertThat(head).hasSize(23);
    assertThat(new String(head, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("OpusHead");
    // version, channels, pre-skip, rate, gain, family, streams, coupled, mapping
    assertThat(Arrays.copyOfRange(head, 8, 23))
        .containsExactly(1, 2, 312 & 0xff, 312 >> 8, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 1);
    var tags = pages.get(1).packets().getFirst();
    assertThat(new String(tags, StandardCharsets.US_ASCII))
        .startsWith("OpusTags")
        .contains("Parley");
  }

  /// The polynomial's check value for "123456789" without reflection, start and end 0.
  @Test
  void the_checksum_is_that_of_rfc_3533() {
    assertThat(OggFile.crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0x89a1897f);
  }

  @Test
  void the_page_of_a_second_has_its_number_its_end_and_its_packets() {
    var packets = List.of(new byte[] {1}, new byte[255], new byte[600], new byte[0]);
    var page = OggPage.all(file.second(7, packets)).getFirst();
    assertThat(page.number()).isEqualTo(9);
    assertThat(page.granule()).isEqualTo((7 * 50 + 4) * 960L);
    assertThat(page.packets()).containsExactlyElementsOf(packets);
  }

  @Test
  void a_page_holds_255_segments_and_no_more() {
    assertThat(OggPage.all(file.second(0, Collections.nCopies(51, new byte[4 * 255]))))
        .singleElement()
        .satisfies(page -> assertThat(page.packets()).hasSize(51));
    assertThatThrownBy(() -> file.second(0, Collections.nCopies(52, new byte[4 * 255])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_file_of_segments_with_gaps_is_whole() {
    var recording =
        new Recording(
            "c1",
            Instant.EPOCH,
            Optional.of(Duration.ofMillis(5_060)),
            List.of(segment(1, 1_000, 2_000), segment(3, 3_000, 4_000)));
    var out = new ByteArrayOutputStream();
    for (var part : RecordingFile.parts(recording))
      out.writeBytes(
          switch (part) {
            case Part.Known(var bytes) -> bytes.toArrayUnsafe();
            // the first is there, and the other one cannot be read
            case Part.Stored stored ->
                stored
                    .or(
                        stored.segment().number() == 1
                            ? Optional.of(
                                file.second(1, Collections.nCopies(50, DualPacket.SILENCE)))
                            : Optional.empty())
                    .toArrayUnsafe();
          });
    var pages = OggPage.all(out.toByteArray());
    for (int i = 0; i < pages.size(); i++) assertThat(pages.get(i).number()).isEqualTo(i);
    assertThat(pages).hasSize(2 + 6 + 1);
    assertThat(pages.getLast().flags()).as("the end").isEqualTo(4);
    assertThat(pages.getLast().granule()).isEqualTo(253 * 960L);
    assertThat(pages.subList(2, 8).stream().mapToInt(page -> page.packets().size()).sum())
        .isEqualTo(253);
  }

  /// As long as silence is.
  private Segment segment(int number, long from, long to) {
    return new Segment(
        number,
        Duration.ofMillis(from),
        Duration.ofMillis(to),
        file.silence(number, OggFile.PACKETS).length);
  }

  @Test
  void a_segment_that_cannot_be_read_keeps_its_size_and_its_time() {
    var silence = file.silence(4, OggFile.PACKETS);
    var segment =
        new Segment(4, Duration.ofSeconds(4), Duration.ofSeconds(5), silence.length + 100);
    var missing = new Part.Stored(file, segment).or(Optional.empty()).toArrayUnsafe();
    assertThat(missing).hasSize(silence.length + 100).startsWith(silence);
    assertThat(Arrays.copyOfRange(missing, silence.length, missing.length)).containsOnly(0);
    assertThat(new Part.Stored(file, segment).or(Optional.of(new byte[3])).toArrayUnsafe())
        .as("one of another size")
        .isEqualTo(missing);
  }

  @Test
  void any_range_of_a_file_is_made_of_pieces_of_its_parts() {
    var recording =
        new Recording(
            "c1",
            Instant.EPOCH,
            Optional.of(Duration.ofSeconds(3)),
            List.of(segment(1, 1_000, 2_000)));
    var parts = RecordingFile.parts(recording);
    var whole = bytes(parts, 0, RecordingFile.size(parts));
    assertThat(whole).hasSize(Math.toIntExact(RecordingFile.size(parts)));
    assertThat(OggPage.all(whole)).hasSize(2 + 3 + 1);
    for (int from = 0; from < whole.length; from += 97)
      for (int until : new int[] {from + 1, from + 300, whole.length})
        assertThat(bytes(parts, from, until))
            .as("%d to %d", from, until)
            .isEqualTo(Arrays.copyOfRange(whole, from, Math.min(until, whole.length)));
  }

  /// Of a recording whose segments cannot be read.
  private static byte[] bytes(List<Part> parts, long from, long until) {
    var out = new ByteArrayOutputStream();
    for (var slice : RecordingFile.slices(parts, from, until)) {
      var all =
          switch (slice.part()) {
            case Part.Known(var bytes) -> bytes;
            case Part.Stored stored -> stored.or(Optional.empty());
          };
      out.writeBytes(slice.of(all).toArrayUnsafe());
    }
    return out.toByteArray();
  }

  @Test
  void both_streams_of_a_packet_are_found_again_whatever_their_size() {
    for (int size : new int[] {1, 2, 100, 252, 253, 254, 255, 256, 1_275}) {
      var left = new byte[size];
      left[0] = (byte) 0xf8;
      left[size - 1] |= 4;
      var right = new byte[] {(byte) 0xf8, 5, 6};
      var packet = DualPacket.of(left, size, right, 3);
      assertThat(DecodedRecording.left(packet)).as("%d bytes", size).isEqualTo(left);
      assertThat(DecodedRecording.right(packet)).isEqualTo(right);
    }
    assertThatThrownBy(() -> DualPacket.of(new byte[] {3}, 1, new byte[] {0}, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
