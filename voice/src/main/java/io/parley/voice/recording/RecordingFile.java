package io.parley.voice.recording;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/// A recording as one Ogg file, made of its segments: what is missing is silence, so that times are
/// true.
public final class RecordingFile {
  private static final Duration PACKET = Duration.ofMillis(20);

  private RecordingFile() {}

  /// A part of the file, in order.
  public sealed interface Part {
    /// Bytes that are known.
    record Known(ByteString bytes) implements Part {}

    /// Those of a segment; if they cannot be had, its silence takes their place.
    record Stored(OggFile file, Segment segment) implements Part {
      /// @param found as the store has it
      public ByteString or(Optional<byte[]> found) {
        return ByteString.fromArrayUnsafe(
            found.orElseGet(() -> silence(file, segment.from(), segment.to())));
      }
    }
  }

  public static List<Part> parts(Recording recording) {
    var file = new OggFile(recording.id());
    var parts = new ArrayList<Part>();
    parts.add(known(file.headers()));
    var at = Duration.ZERO;
    for (var segment : recording.segments()) {
      if (segment.from().compareTo(at) > 0) parts.add(known(silence(file, at, segment.from())));
      parts.add(new Part.Stored(file, segment));
      at = segment.to();
    }
    if (recording.end().compareTo(at) > 0) parts.add(known(silence(file, at, recording.end())));
    parts.add(known(file.end(packets(recording.end()))));
    return List.copyOf(parts);
  }

  private static Part known(byte[] bytes) {
    return new Part.Known(ByteString.fromArrayUnsafe(bytes));
  }

  /// @param from a whole second
  private static byte[] silence(OggFile file, Duration from, Duration to) {
    var out = new ByteArrayOutputStream();
    long end = packets(to);
    for (long at = packets(from); at < end; at += OggFile.PACKETS)
      out.writeBytes(
          file.silence(
              Math.toIntExact(at / OggFile.PACKETS),
              Math.toIntExact(Math.min(OggFile.PACKETS, end - at))));
    return out.toByteArray();
  }

  private static long packets(Duration length) {
    return length.dividedBy(PACKET);
  }
}
