package io.parley.voice.recording;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
    /// Its size, in bytes.
    long size();

    /// Bytes that are known.
    record Known(ByteString bytes) implements Part {
      @Override
      public long size() {
        return bytes.size();
      }
    }

    /// Those of a segment; if they cannot be had, its silence takes their place.
    record Stored(OggFile file, Segment segment) implements Part {
      @Override
      public long size() {
        return segment.bytes();
      }

      /// @param found as the store has it
      /// @return as many bytes as the segment has: its place in the file was told
      public ByteString or(Optional<byte[]> found) {
        return ByteString.fromArrayUnsafe(
            found.filter(bytes -> bytes.length == size()).orElseGet(this::missing));
      }

      /// Silence, then zeros: a reader of Ogg goes on at the next page (RFC 3533, section 6).
      private byte[] missing() {
        return Arrays.copyOf(silence(file, segment.from(), segment.to()), Math.toIntExact(size()));
      }
    }
  }

  /// Bytes of a part.
  ///
  /// @param from the first of them; @param until the first behind them
  public record Slice(Part part, long from, long until) {
    /// @param whole all bytes of the part
    public ByteString of(ByteString whole) {
      return whole.slice(Math.toIntExact(from), Math.toIntExact(until));
    }
  }

  /// The size of the file, in bytes.
  public static long size(List<Part> parts) {
    return parts.stream().mapToLong(Part::size).sum();
  }

  /// A range of the file, as pieces of its parts.
  ///
  /// @param from its first byte; @param until the first byte behind it
  public static List<Slice> slices(List<Part> parts, long from, long until) {
    var slices = new ArrayList<Slice>();
    long at = 0;
    for (var part : parts) {
      long first = Math.max(from - at, 0);
      long behind = Math.min(until - at, part.size());
      if (first < behind) slices.add(new Slice(part, first, behind));
      at += part.size();
    }
    return List.copyOf(slices);
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
