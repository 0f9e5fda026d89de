package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The vectors are those of RFC 5769.
class StunCheckTest {
  private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

  private static final byte[] REQUEST =
      hex(
          """
          0001 0058 2112a442 b7e7a701 bc34d686 fa87dfae
          8022 0010 5354554e 20746573 7420636c 69656e74
          0024 0004 6e0001ff
          8029 0008 932ff9b1 51263b36
          0006 0009 6576746a 3a683676 59202020
          0008 0014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
          8028 0004 e57a3bcf\
          """);

  private final StunCheck check = new StunCheck();

  @Test
  void the_request_of_the_rfc_is_a_valid_check() {
    assertThat(check.parse(REQUEST, REQUEST.length)).isTrue();
    assertThat(check.ownUfrag()).isEqualTo("evtj");
    assertThat(check.theirUfrag()).isEqualTo("h6vY");
    assertThat(check.isControlled()).isTrue();
    assertThat(check.nominates()).isFalse();
    assertThat(check.isFrom(PASSWORD)).isTrue();
    assertThat(check.isFrom(PASSWORD + "x")).isFalse();
  }

  @Test
  void an_answer_encodes_the_address_like_the_rfc() {
    check.parse(REQUEST, REQUEST.length);
    assertThat(answer("192.0.2.1")).contains("00200008" + "0001a147e112a643");
    assertThat(answer("2001:db8:1234:5678:11:2233:4455:6677"))
        .contains("00200014" + "0002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
  }

  @Test
  void an_answer_has_the_integrity_and_the_fingerprint_of_the_rfc() {
    // the one with IPv4 but for SOFTWARE, which is not ours to tell: so only the ends are compared
    check.parse(REQUEST, REQUEST.length);
    var answer =
        StunWriter.success(
            check.transaction(), new InetSocketAddress("192.0.2.1", 32_853), PASSWORD);
    assertThat(TestChecks.isAnswer(answer, PASSWORD)).isTrue();
    assertThat(TestChecks.isAnswer(answer, "another")).isFalse();
    var vector =
        hex(
            """
            0101 003c 2112a442 b7e7a701 bc34d686 fa87dfae
            8022 000b 74657374 20766563 746f7220
            0020 0008 0001a147 e112a643
            0008 0014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
            8028 0004 c07d4c96\
            """);
    assertThat(TestChecks.isAnswer(ByteBuffer.wrap(vector), PASSWORD)).isTrue();
  }

  @Test
  void a_controlled_sender_gets_a_role_conflict() {
    check.parse(REQUEST, REQUEST.length);
    var conflict =
        HexFormat.of().formatHex(bytes(StunWriter.roleConflict(check.transaction(), PASSWORD)));
    assertThat(conflict).startsWith("0111").contains("00090004" + "00000457");
  }

  @Test
  void a_check_cut_off_anywhere_is_invalid() {
    for (int length = 0; length < REQUEST.length; length++)
      assertThat(check.parse(Arrays.copyOf(REQUEST, length), length)).as("%d", length).isFalse();
  }

  @Test
  void a_check_with_any_changed_bit_is_invalid() {
    for (int bit = 0; bit < REQUEST.length * 8; bit++) {
      var changed = REQUEST.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(check.parse(changed, changed.length) && check.isFrom(PASSWORD))
          .as("bit %d", bit)
          .isFalse();
    }
  }

  @Test
  void other_messages_are_invalid() {
    var own = new IceCredentials("evtj", PASSWORD);
    var question = new TestChecks("h6vY").to(own);
    assertThat(parses(TestChecks.answer(question, PASSWORD, 0x0101))).isTrue();
    assertThat(check.isAnswer()).isTrue();
    assertThat(check.isFrom(PASSWORD)).isTrue();
    assertThat(check.isFrom(PASSWORD + "x")).isFalse();
    // errors, what wants no answer, and what is asked of servers of other kinds
    for (int type : new int[] {0x0111, 0x0011, 0x0002, 0x0003, 0x0004, 0x0016, 0x0103, 0x3fff})
      assertThat(parses(TestChecks.answer(question, PASSWORD, type))).as("%x", type).isFalse();
  }

  @Test
  void an_answer_to_our_check_is_recognised_by_its_transaction() {
    var transaction = new Transaction(0x0123_4567_89ab_cdefL, 0xfedc_ba98);
    var question =
        bytes(StunWriter.check(transaction, new IceCredentials("h6vY", PASSWORD), "evtj", 1));
    assertThat(parses(question)).isTrue();
    assertThat(check.transaction()).isEqualTo(transaction);
    assertThat(check.ownUfrag()).isEqualTo("h6vY");
    assertThat(check.theirUfrag()).isEqualTo("evtj");
    assertThat(check.isControlled()).isTrue();
    assertThat(check.nominates()).isFalse();
    assertThat(check.isFrom(PASSWORD)).isTrue();
    assertThat(parses(TestChecks.answer(question, PASSWORD, 0x0101))).isTrue();
    assertThat(check.transaction()).isEqualTo(transaction);
    // as long as that of a browser, so that one pays for the other
    assertThat(question.length)
        .isLessThanOrEqualTo(
            new TestChecks("h6vY")
                .withoutNomination()
                .to(new IceCredentials("evtj", PASSWORD))
                .length);
  }

  @Test
  void the_longest_names_are_read_and_written_and_longer_ones_are_not() {
    var longest = "x".repeat(256);
    var question =
        bytes(
            StunWriter.check(
                new Transaction(1, 2), new IceCredentials(longest, PASSWORD), longest, 1));
    assertThat(parses(question)).isTrue();
    assertThat(check.theirUfrag()).isEqualTo(longest);
    assertThat(parses(new TestChecks(longest + "x").to(new IceCredentials(longest, PASSWORD))))
        .isFalse();
  }

  @Test
  void no_bytes_cause_an_exception() {
    var random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      // the beginning of a check, so that the rest is looked at
      System.arraycopy(REQUEST, 0, bytes, 0, Math.min(8, bytes.length));
      if (bytes.length >= 4) ByteBuffer.wrap(bytes).putShort(2, (short) (bytes.length - 20));
      assertThat(check.parse(bytes, bytes.length)).isFalse();
    }
  }

  @Test
  void a_check_without_integrity_or_name_is_invalid() {
    var own = new IceCredentials("evtj", PASSWORD);
    assertThat(parses(new TestChecks("h6vY").to(own))).isTrue();
    assertThat(parses(new TestChecks("h6vY").withoutIntegrity().to(own))).isFalse();
    assertThat(parses(new TestChecks("h6vY").withoutFingerprint().to(own))).isFalse();
    assertThat(parses(new TestChecks("").to(own))).isFalse();
    assertThat(parses(new TestChecks("h6vY").with(0x7fff).to(own))).isFalse();
    assertThat(parses(new TestChecks("h6vY").with(0xc057).to(own))).isTrue();
  }

  private boolean parses(byte[] bytes) {
    return check.parse(bytes, bytes.length);
  }

  private String answer(String address) {
    return HexFormat.of()
        .formatHex(
            bytes(
                StunWriter.success(
                    check.transaction(), new InetSocketAddress(address, 32_853), PASSWORD)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }
}
