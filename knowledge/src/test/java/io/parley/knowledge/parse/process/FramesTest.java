package io.parley.knowledge.parse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.PageFacts;
import io.parley.knowledge.parse.sample.Read;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static final Content CONTENT =
      new Content(
          List.of(
              new ReadDocument(
                  Optional.of("k"),
                  Optional.of("Größe"),
                  Optional.of("de"),
                  List.of("a", "b"),
                  Optional.of("https://example.com/"),
                  "body \uD83D\uDE00\n"),
              new ReadDocument(Optional.empty(), Optional.empty(), "x")),
          List.of("w"),
          new PageFacts(List.of("https://example.com/1"), Optional.of("c"), false, true));

  @Test
  void an_answer_is_read_as_it_was_written() throws IOException {
    var parsed = read(written());
    assertThat(parsed.reading())
        .isEqualTo(new Reading.Read(CONTENT.documents(), CONTENT.warnings()));
    assertThat(parsed.page()).isEqualTo(CONTENT.page());
    var refused = new Reading.Refused(Reading.Reason.SCANNED, "détail");
    var out = new ByteArrayOutputStream();
    Frames.writeRefusal(new DataOutputStream(out), refused);
    assertThat(read(out.toByteArray())).isEqualTo(new Parsed(refused, PageFacts.NONE));
  }

  @Test
  void a_file_is_read_as_it_was_written() throws IOException {
    var out = new ByteArrayOutputStream();
    Frames.writeFile(
        new DataOutputStream(out),
        new FileInput("ä.pdf", Optional.of("application/pdf"), new byte[] {1, 2}),
        Read.LIMITS);
    var request = Frames.readFile(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    assertThat(request.limits()).isEqualTo(Read.LIMITS);
    assertThat(request.file().name()).isEqualTo("ä.pdf");
    assertThat(request.file().type()).contains("application/pdf");
    assertThat(request.file().bytes()).containsExactly(1, 2);
  }

  @Test
  void an_answer_that_is_cut_off_anywhere_is_none() throws IOException {
    var whole = written();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void lengths_that_lie_are_refused_before_memory_is_taken() throws IOException {
    var huge = new ByteArrayOutputStream();
    var out = new DataOutputStream(huge);
    out.writeByte(Frames.REFUSED);
    out.writeInt(Integer.MAX_VALUE);
    assertThatThrownBy(() -> read(huge.toByteArray())).hasMessage("a text of 2147483647 bytes");
    assertThatThrownBy(() -> read(new byte[] {'c', 127, 0, 0, 0}))
        .hasMessage("2130706432 documents");
    assertThatThrownBy(() -> read(new byte[] {'x', 0, 0, 0, 1, 'y'})).hasMessage("another reason");
    assertThatThrownBy(() -> read(new byte[] {'?'})).hasMessage("no answer");
  }

  @Test
  void any_bytes_are_an_answer_or_a_fault_of_the_stream() throws IOException {
    var random = new Random(7);
    var whole = written();
    for (int i = 0; i < 2_000; i++) {
      var bytes = whole.clone();
      for (int j = 0; j < 4; j++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(read(bytes)).isNotNull();
      } catch (IOException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }

  private static byte[] written() throws IOException {
    var out = new ByteArrayOutputStream();
    Frames.writeContent(new DataOutputStream(out), CONTENT);
    return out.toByteArray();
  }

  private static Parsed read(byte[] bytes) throws IOException {
    return Frames.readAnswer(new DataInputStream(new ByteArrayInputStream(bytes)), Read.LIMITS);
  }
}
