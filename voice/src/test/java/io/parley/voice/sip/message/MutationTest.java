package io.parley.voice.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.media.SoundOffer;
import io.parley.voice.sip.message.Parsed.Refused;
import io.parley.voice.sip.message.Parsed.Whole;
import io.parley.voice.sip.message.StreamFramer.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Messages of the RFCs, damaged at random: each is read, or refused with words, in no time and
/// with a small stack, and so is the description in it.
///
/// System property: `fuzz.seed`, a new one at each run by default. The seed of a failure is in its
/// message.
class MutationTest {
  private static final long FIXED_SEED = 16;
  private static final int STACK = 256 * 1024;

  /// Not a limit for the parser, which needs less than a millisecond: only detects a message that
  /// is never read to its end.
  private static final Duration NEVER = Duration.ofMinutes(1);

  private static final List<byte[]> MESSAGES =
      TortureMessage.all().stream().map(TortureMessage::bytes).toList();

  /// Bytes that mean something to a parser.
  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\r\n ",
          "\r\n\r\n",
          "\r",
          "\n",
          ",",
          ";",
          ";;",
          "=",
          "<",
          ">",
          "\"",
          "\\",
          "(",
          ")",
          "@",
          ":",
          "%",
          "%4",
          "[",
          "]",
          "[::",
          "?",
          "&",
          "*",
          "\0",
          "\u00ff",
          "\ud83d\ude00",
          "9999999999999999999",
          "-1",
          "Content-Length: 7\r\n",
          "l:0\r\n",
          "Via: ",
          "v:",
          "SIP/2.0",
          "Replaces: a;to-tag=b;from-tag=c\r\n",
          "Session-Expires: 90;refresher=uac\r\n",
          "Authorization: Digest a=\"b\", c=d\r\n",
          "RAck: 1 2 INVITE\r\n",
          "Warning: 399 a \"b\"\r\n",
          "Retry-After: 3 ((a)b);c\r\n",
          "Contact: *\r\n",
          "Refer-To: <sip:a?Replaces=b>\r\n");

  private final MessageParser parser = new MessageParser(MessageLimits.DEFAULTS);
  private final AtomicLong under = new AtomicLong();

  // of datagrams
  private int read;
  private int refused;
  private int described;

  @Test
  void damaged_messages_are_read_or_refused() throws InterruptedException {
    run(FIXED_SEED, 10_000);
    run(newSeed(), 10_000);
  }

  @Test
  @Tag("faults")
  void a_million_damaged_messages_are_read_or_refused() throws InterruptedException {
    run(newSeed(), 1_000_000);
  }

  private static long newSeed() {
    return Long.getLong("fuzz.seed", System.nanoTime());
  }

  private void run(long seed, int count) throws InterruptedException {
    var done = new CompletableFuture<Void>();
    var reader = new Thread(null, () -> read(seed, count, done), "mutations", STACK);
    reader.setDaemon(true);
    reader.start();
    for (long before = -1; !reader.join(NEVER); before = under.get())
      if (before == under.get()) {
        var hung = new AssertionError("a message is not read to its end: -Dfuzz.seed=" + before);
        hung.setStackTrace(reader.getStackTrace());
        throw hung;
      }
    done.join();
    // neither is all refused before it is looked at, nor does the damage go unnoticed
    assertThat(read).isGreaterThan(count / 20);
    assertThat(refused).isGreaterThan(count / 20);
    assertThat(described).isGreaterThan(count / 200);
  }

  private void read(long seed, int count, CompletableFuture<Void> done) {
    for (long n = seed; n < seed + count; n++) {
      under.set(n);
      var random = new Random(n);
      random.nextLong();
      var bytes = damaged(random);
      try {
        parser.datagram(bytes, bytes.length).ifPresent(this::datagram);
        stream(bytes, random);
      } catch (RuntimeException | Error e) {
        done.completeExceptionally(new AssertionError("-Dfuzz.seed=" + n, e));
        return;
      }
    }
    done.complete(null);
  }

  private void datagram(Parsed parsed) {
    check(parsed);
    if (parsed instanceof Whole(var message)) {
      read++;
      if (describes(message.body().text())) described++;
    } else refused++;
  }

  /// Whether a description is one of sound; others are refused.
  private static boolean describes(String text) {
    try {
      return SoundOffer.parse(text, SoundOffer.LIMITS).at() >= 0;
    } catch (SdpRefused e) {
      assertThat(e).hasMessageContaining("expected");
      return false;
    }
  }

  private static byte[] damaged(Random random) {
    var bytes = MESSAGES.get(random.nextInt(MESSAGES.size()));
    for (int i = 1 + random.nextInt(4); i > 0; i--) bytes = damagedOnce(bytes, random);
    return bytes;
  }

  private static byte[] damagedOnce(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(random.nextInt(8) == 0 ? 200 : 8));
    var damaged = new ByteArrayOutputStream();
    damaged.write(bytes, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> damaged.write(random.nextInt(256));
      case 1 ->
          damaged.writeBytes(
              PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
      case 2 -> {
        // the same again
        for (int i = random.nextInt(40); i > 0; i--) damaged.write(bytes, from, to - from);
        to = from;
      }
      case 3 -> {
        var other = MESSAGES.get(random.nextInt(MESSAGES.size()));
        int at = random.nextInt(other.length);
        damaged.write(other, at, Math.min(other.length - at, random.nextInt(300)));
      }
      default -> damaged.write(bytes, from, 0);
    }
    damaged.write(bytes, to, bytes.length - to);
    return damaged.toByteArray();
  }

  private void check(Parsed parsed) {
    switch (parsed) {
      case Whole(var message) -> {
        assertThat(message.topVia()).isNotNull();
        // typed values were read once and must be readable again
        for (var header : message.headers().all())
          HeaderType.named(header.name())
              .ifPresent(type -> assertThat(message.headers().all(type)).isNotNull());
        var written = MessageWriter.bytes(message);
        var again = parser.datagram(written, written.length).orElseThrow();
        assertThat(again).isInstanceOf(Whole.class);
        assertThat(((Whole) again).message().body()).isEqualTo(message.body());
      }
      case Refused(var why, var response) -> {
        assertThat(why).contains("expected");
        response.ifPresent(due -> assertThat(MessageWriter.bytes(due)).isNotEmpty());
      }
    }
  }

  /// In parts of random size, the same message comes out as in one.
  private void stream(byte[] bytes, Random random) {
    var whole = new ArrayList<String>();
    var framer = new StreamFramer(MessageLimits.DEFAULTS);
    framer.put(bytes, bytes.length);
    take(framer, whole);
    var parts = new ArrayList<String>();
    framer = new StreamFramer(MessageLimits.DEFAULTS);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(100));
      framer.put(Arrays.copyOfRange(bytes, at, at + length), length);
      take(framer, parts);
      at += length;
    }
    assertThat(parts).isEqualTo(whole);
  }

  private void take(StreamFramer framer, List<String> into) {
    for (var frame = framer.next(); frame.isPresent(); frame = framer.next()) {
      switch (frame.get()) {
        case Frame.Ping _ -> into.add("ping");
        case Frame.Message(var parsed) -> {
          check(parsed);
          into.add(parsed instanceof Whole(var message) ? message.startLine() : parsed.toString());
        }
        case Frame.Broken(var refused) -> into.add(refused.why());
      }
    }
  }
}
