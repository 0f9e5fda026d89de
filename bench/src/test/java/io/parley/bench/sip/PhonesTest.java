package io.parley.bench.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PhonesTest {
  private static final int BYTES = 172;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final byte LOUD = 0;
  private static final byte SILENT = (byte) 0xff;

  private Phones phones;
  private DatagramSocket call;

  @BeforeEach
  void open() throws IOException {
    phones = new Phones(Collections.nCopies(250, new byte[160]));
    call = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    call.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void close() throws IOException {
    phones.close();
    call.close();
  }

  /// Sends a packet, and waits for the one that answers it.
  private ByteBuffer talk(int number, int ssrc) throws IOException {
    return talk(number, ssrc, LOUD);
  }

  private ByteBuffer talk(int number, int ssrc, byte sound) throws IOException {
    var packet = ByteBuffer.allocate(BYTES);
    packet.put((byte) 0x80).put((byte) 0).putShort((short) number).putInt(0).putInt(ssrc);
    while (packet.hasRemaining()) packet.put(sound);
    call.send(
        new DatagramPacket(packet.array(), BYTES, InetAddress.getLoopbackAddress(), phones.port()));
    var answer = new DatagramPacket(new byte[1_500], 1_500);
    call.receive(answer);
    assertThat(answer.getLength()).isEqualTo(BYTES);
    return ByteBuffer.wrap(answer.getData());
  }

  @Test
  void missing_numbers_of_each_stream_are_lost_packets() throws IOException {
    talk(65_534, 7);
    talk(65_535, 7);
    talk(2, 7);
    talk(40, 8);
    talk(41, 8);
    var heard = phones.take();
    assertThat(heard.streams()).isEqualTo(2);
    assertThat(heard.packets()).isEqualTo(5);
    assertThat(heard.lost()).isEqualTo(2);
    assertThat(heard.between().count()).isEqualTo(3);
    assertThat(phones.take().packets()).isZero();
  }

  @Test
  void every_packet_is_answered_in_a_stream_with_the_sentence_or_silence() throws IOException {
    int loud = 0;
    int first = talk(1, 7).getInt(8);
    for (int i = 1; i < 500; i++) {
      var answer = talk(1 + i, 7);
      assertThat(answer.getShort(2)).isEqualTo((short) i);
      assertThat(answer.getInt(4)).isEqualTo(160 * i);
      assertThat(answer.getInt(8)).isEqualTo(first);
      if (answer.get(12) == 0) loud++;
    }
    assertThat(loud).isBetween(249, 250);
  }

  /// Hears the telephone until it has said a whole sentence, and is silent again.
  ///
  /// @param meanwhile the sound of the other end
  /// @return the next packet's number
  private int hearSentence(byte meanwhile) throws IOException {
    int number = 0;
    while (talk(number, 7, meanwhile).get(12) == LOUD) number++;
    while (talk(number, 7, meanwhile).get(12) != LOUD) number++;
    while (talk(number, 7, meanwhile).get(12) == LOUD) number++;
    return number;
  }

  @Test
  void a_question_without_a_loud_packet_after_it_has_no_answer() throws IOException {
    int number = hearSentence(SILENT);
    talk(number, 7, SILENT);
    var heard = phones.take();
    assertThat(heard.questions()).isEqualTo(1);
    assertThat(heard.answers().count()).isZero();
  }

  @Test
  void only_the_first_loud_packet_after_a_question_is_its_answer() throws IOException {
    int number = hearSentence(SILENT);
    talk(number, 7, SILENT);
    talk(number + 1, 7, LOUD);
    talk(number + 2, 7, LOUD);
    var heard = phones.take();
    assertThat(heard.questions()).isEqualTo(1);
    assertThat(heard.answers().count()).isEqualTo(1);
    assertThat(heard.answers().millis(100)).isPositive();
  }

  @Test
  void a_sentence_into_the_agents_words_is_no_question() throws IOException {
    int number = hearSentence(LOUD);
    talk(number, 7, LOUD);
    var heard = phones.take();
    assertThat(heard.questions()).isZero();
    assertThat(heard.answers().count()).isZero();
  }
}
