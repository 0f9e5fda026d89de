package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Role;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.mark.SpokenMark.Kind;
import io.parley.core.tool.Approval;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolProgress;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemType;
import io.parley.sessions.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
  private static final TextLimits LIMITS = new TextLimits(10, 5, 6, 4);

  private static Frames.Parsed parse(String text) {
    return Frames.parse(text, LIMITS);
  }

  private static ClientFrame understood(String text) {
    return ((Frames.Understood) parse(text)).frame();
  }

  @Test
  void every_frame_of_the_protocol_is_understood() {
    assertThat(understood("{\"type\":\"say\",\"id\":\"a\",\"text\":\" hi \"}"))
        .isEqualTo(new ClientFrame.Say("a", " hi "));
    assertThat(understood("{\"type\":\"typing\"}")).isEqualTo(new ClientFrame.Typing());
    assertThat(understood("{\"type\":\"interrupt\",\"id\":\"a\",\"turn\":3}"))
        .isEqualTo(new ClientFrame.Interrupt("a", 3));
    assertThat(
            understood(
                "{\"type\":\"decide\",\"id\":\"a\",\"call\":\"3.1\",\"decision\":\"reject\",\"note\":\"no\"}"))
        .isEqualTo(
            new ClientFrame.Decide(
                "a", "3.1", Approval.REJECT, Optional.of("no"), Optional.empty()));
    assertThat(
            understood(
                "{\"type\":\"decide\",\"id\":\"a\",\"call\":\"3.1\",\"decision\":\"approve\",\"arguments\":{\"n\":1}}"))
        .isEqualTo(
            new ClientFrame.Decide(
                "a",
                "3.1",
                Approval.APPROVE,
                Optional.empty(),
                Optional.of(new Json("{\"n\":1}"))));
    assertThat(understood("{\"type\":\"end\",\"id\":\"a\",\"reason\":\"done\"}"))
        .isEqualTo(new ClientFrame.End("a", Optional.of("done")));
    assertThat(understood("{\"type\":\"rate\",\"id\":\"a\",\"score\":5,\"comment\":\"good\"}"))
        .isEqualTo(new ClientFrame.Rate("a", 5, Optional.of("good")));
    assertThat(understood("{\"type\":\"renew\",\"token\":\"t\"}"))
        .isEqualTo(new ClientFrame.Renew("t"));
    assertThat(understood("{\"type\":\"ping\",\"at\":12,\"unknown\":[1]}"))
        .isInstanceOf(ClientFrame.Ping.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonsense                                     |   | not JSON at line 1, column 1
          {"id":"a"}                                   | a | type is missing
          {"type":7,"id":"a"}                          | a | type is missing
          {"type":"dance","id":"a"}                    | a | unknown type (expected: say, typing, interrupt, decide, form, rate, end, renew or ping)
          {"type":"say","text":"x"}                    |   | id is missing (expected: a string)
          {"type":"say","id":"a b","text":"x"}         |   | id of another form (expected: [A-Za-z0-9._-]{1,64})
          {"type":"say","id":"a"}                      | a | text is missing (expected: a string)
          {"type":"say","id":"a","text":""}            | a | text is empty (expected: 1 to 10)
          {"type":"say","id":"a","text":7}             | a | text is not a string
          {"type":"interrupt","id":"a"}                | a | turn is missing (expected: a whole number)
          {"type":"interrupt","id":"a","turn":0}       | a | turn is out of range (expected: 1 to 2147483647)
          {"type":"decide","id":"a","call":"1.1"}      | a | decision is missing (expected: a string)
          {"type":"decide","id":"a","call":"1.1","decision":"maybe"} | a | unknown decision (expected: approve or reject)
          {"type":"rate","id":"a"}                     | a | score is missing (expected: a whole number)
          {"type":"rate","id":"a","score":6}           | a | score is out of range (expected: 1 to 5)
          {"type":"end"}                               |   | id is missing (expected: a string)
          {"type":"renew"}                             |   | token is missing (expected: a string)
          {"type":"ping","at":{"a":1}}                 |   | at is neither a number nor a short string
          """)
  void errors_are_named_and_keep_the_id_if_there_is_one(String text, String id, String detail) {
    var wrong = (Frames.NotUnderstood) parse(text);
    assertThat(wrong.id()).isEqualTo(Optional.ofNullable(id));
    assertThat(wrong.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertThat(wrong.problem().detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"say","id":"a","text":"01234567890"}
          {"type":"decide","id":"a","call":"1.1","decision":"approve","note":"012345"}
          {"type":"rate","id":"a","score":3,"comment":"0123456"}
          {"type":"end","id":"a","reason":"01234"}
          """)
  void texts_that_are_too_long_have_their_own_error(String text) {
    assertThat(((Frames.NotUnderstood) parse(text)).problem().type())
        .isEqualTo(ProblemType.TOO_LONG);
  }

  @Test
  void server_frames_are_written_as_the_protocol_defines() {
    assertThat(Frames.accepted("a", 7)).isEqualTo("{\"type\":\"accepted\",\"id\":\"a\",\"seq\":7}");
    assertThat(Frames.draining(Duration.ofMillis(250)))
        .isEqualTo("{\"type\":\"draining\",\"reconnectAfterMs\":250}");
    assertThat(Frames.closing(CloseReason.ENDED, "r"))
        .isEqualTo("{\"type\":\"closing\",\"code\":1000}");
    assertThat(Frames.closing(CloseReason.NO_SESSION, "r"))
        .startsWith(
            "{\"type\":\"closing\",\"code\":4404,\"problem\":{\"type\":\"/problems/session");
  }

  @Test
  void progress_of_a_tool_names_what_is_known() {
    var known = new ToolProgress(3, OptionalDouble.of(12), Optional.of("<b>"));
    assertThat(Frames.heard(new Heard.Progress("1.1", known), Role.CUSTOMER))
        .isEqualTo(
            """
            {"type":"tool-progress","call":"1.1","progress":3.0,"total":12.0,"message":"<b>"}\
            """);
    var little = new ToolProgress(0.5, OptionalDouble.empty(), Optional.empty());
    assertThat(Frames.heard(new Heard.Progress("1.1", little), Role.AGENT))
        .isEqualTo("{\"type\":\"tool-progress\",\"call\":\"1.1\",\"progress\":0.5}");
  }

  @Test
  void a_reply_to_a_question_has_plain_values() {
    assertThat(
            understood(
                "{\"type\":\"form\",\"form\":\"1.1-1\",\"action\":\"accept\",\"content\":{\"n\":2}}"))
        .isEqualTo(
            new ClientFrame.Fill(
                "1.1-1", new FormReply(FormReply.Action.ACCEPT, new Json("{\"n\":2}"))));
    assertThat(understood("{\"type\":\"form\",\"form\":\"1.1-1\",\"action\":\"decline\"}"))
        .isEqualTo(
            new ClientFrame.Fill(
                "1.1-1", new FormReply(FormReply.Action.DECLINE, Json.EMPTY_OBJECT)));
    for (var wrong :
        List.of("\"accept\",\"content\":{\"n\":[1]}", "\"accept\",\"content\":7", "\"cancel\""))
      assertThat(
              Frames.parse(
                  "{\"type\":\"form\",\"form\":\"1.1-1\",\"action\":%s}".formatted(wrong), LIMITS))
          .isInstanceOf(Frames.NotUnderstood.class);
  }

  @Test
  void a_delta_is_the_json_that_its_fields_are() throws Exception {
    var random = new Random(20261123);
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      int length = random.nextInt(40);
      for (int at = 0; at < length; at++)
        switch (random.nextInt(4)) {
          case 0 -> text.append((char) random.nextInt(0x80));
          case 1 -> text.append((char) random.nextInt(0x10000));
          case 2 -> text.append("\"\\/\u2028\u0000\n".charAt(random.nextInt(6)));
          default -> text.appendCodePoint(0x1F600 + random.nextInt(40));
        }
      var delta = new Heard.Delta(random.nextInt(), random.nextInt(9), random.nextInt(), text + "");
      assertThat(Frames.heard(delta, Role.CUSTOMER))
          .isEqualTo(
              JsonText.write(
                  JsonText.object()
                      .put("type", "delta")
                      .put("turn", delta.turn())
                      .put("attempt", delta.attempt())
                      .put("from", delta.from())
                      .put("text", delta.text())));
    }
  }

  @Test
  void marks_for_the_voice_are_not_sent_to_clients() {
    var marked = new Heard.Delta(1, 1, 0, "1042", List.of(new SpokenMark(Kind.DIGITS, 0, 4)));
    assertThat(Frames.heard(marked, Role.CUSTOMER))
        .isEqualTo(Frames.heard(new Heard.Delta(1, 1, 0, "1042"), Role.CUSTOMER));
  }
}
