package io.parley.voice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.stream.MediaFormat.Encoding;
import io.parley.voice.stream.StreamFrames.Frame;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The frames of Twilio and Telnyx, as their documents show them, and frames that no provider
/// sends.
class JsonFramesTest {
  private static final String TWILIO_START =
      """
      {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1",\
      "callSid":"CA1","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",\
      "sampleRate":8000,"channels":1},"customParameters":{"pass":"abc","n":1}},"streamSid":"MZ1"}\
      """;

  private final JsonFrames twilio = JsonFrames.ofTwilio();

  private JsonFrames started() {
    assertThat(twilio.read("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}"))
        .isEqualTo(new StreamEvent.Other());
    twilio.read(TWILIO_START);
    return twilio;
  }

  @Test
  void twilios_start_names_call_format_and_parameters() {
    assertThat(twilio.read(TWILIO_START))
        .isEqualTo(new StreamEvent.Started("CA1", MediaFormat.TELEPHONE, Map.of("pass", "abc")));
  }

  @Test
  void sound_has_its_chunks_number_as_text_or_as_number() {
    for (var chunk : new String[] {"\"2\"", "2"}) {
      var frames = JsonFrames.ofTwilio();
      frames.read(TWILIO_START);
      var event =
          frames.read(
              """
              {"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":%s,\
              "timestamp":"5","payload":"//4A"},"streamSid":"MZ1"}\
              """
                  .formatted(chunk));
      assertThat(event)
          .isInstanceOfSatisfying(
              StreamEvent.Media.class,
              media -> {
                assertThat(media.chunk()).isEqualTo(2);
                assertThat(media.payload()).containsExactly(0xff, 0xfe, 0);
              });
    }
  }

  @Test
  void keys_marks_and_the_end_are_read() {
    var frames = started();
    assertThat(
            frames.read(
                """
                {"event":"dtmf","streamSid":"MZ1","sequenceNumber":"5",\
                "dtmf":{"track":"inbound_track","digit":"#"}}\
                """))
        .isInstanceOfSatisfying(
            StreamEvent.Pressed.class, pressed -> assertThat(pressed.key()).isEqualTo('#'));
    assertThat(frames.read("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m7\"}}"))
        .isEqualTo(new StreamEvent.Marked("m7"));
    assertThat(frames.read("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}"))
        .isEqualTo(new StreamEvent.Stopped());
    assertThat(frames.read("{\"event\":\"novelty\",\"streamSid\":\"MZ1\"}"))
        .isEqualTo(new StreamEvent.Other());
  }

  @Test
  void our_own_sound_on_a_track_of_its_own_is_left_out() {
    assertThat(
            started()
                .read(
                    "{\"event\":\"media\",\"media\":{\"track\":\"outbound\",\"chunk\":\"1\","
                        + "\"payload\":\"AA==\"},\"streamSid\":\"MZ1\"}"))
        .isEqualTo(new StreamEvent.Other());
  }

  @Test
  void frames_to_twilio_name_the_stream_and_those_to_telnyx_do_not() {
    assertThat(started().media(new byte[] {(byte) 0xff, (byte) 0xfe, 0}))
        .isEqualTo(
            new Frame.Text(
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"//4A\"}}"));
    assertThat(twilio.mark("m1"))
        .isEqualTo(
            new Frame.Text(
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m1\"}}"));
    assertThat(twilio.clear())
        .isEqualTo(new Frame.Text("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}"));
    assertThat(JsonFrames.ofTelnyx().clear()).isEqualTo(new Frame.Text("{\"event\":\"clear\"}"));
  }

  @Test
  void telnyx_tells_which_codec_it_sends() {
    assertThat(telnyx("PCMU", 8_000)).isEqualTo(new MediaFormat(Encoding.MU_LAW, 8_000));
    assertThat(telnyx("PCMA", 8_000)).isEqualTo(new MediaFormat(Encoding.A_LAW, 8_000));
    assertThat(telnyx("L16", 16_000)).isEqualTo(new MediaFormat(Encoding.L16, 16_000));
  }

  private static MediaFormat telnyx(String encoding, int rate) {
    var event =
        JsonFrames.ofTelnyx()
            .read(
                """
                {"event":"start","sequence_number":"1","start":{"user_id":"u",\
                "call_control_id":"v2:T02","client_state":"x","custom_parameters":{"pass":"abc"},\
                "media_format":{"encoding":"%s","sample_rate":%d,"channels":1}},\
                "stream_id":"32DE"}\
                """
                    .formatted(encoding, rate));
    return ((StreamEvent.Started) event).format();
  }

  @Test
  void formats_that_were_not_asked_for_are_refused() {
    assertThatThrownBy(() -> telnyx("PCMU", 16_000)).isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(() -> telnyx("OPUS", 48_000)).isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(() -> twilio.read(TWILIO_START.replace("audio/x-mulaw", "PCMA")))
        .isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(
            () ->
                JsonFrames.ofTwilio()
                    .read(TWILIO_START.replace("\"channels\":1", "\"channels\":2")))
        .isInstanceOf(MalformedFrame.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"event\":7}",
        "{\"event\":\"media\",\"event\":\"stop\"}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\"}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"chunk\":\"1\",\"payload\":\"%\"}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"chunk\":\"-1\",\"payload\":\"AA==\"}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"chunk\":1.5,\"payload\":\"AA==\"}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ2\",\"media\":{\"chunk\":\"1\",\"payload\":\"AA==\"}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{}}"
      })
  void a_frame_of_another_form_is_refused_without_repeating_it(String text) {
    var frames = started();
    assertThatThrownBy(() -> frames.read(text))
        .isInstanceOf(MalformedFrame.class)
        .hasMessageContaining("expected");
  }

  @Test
  void sound_before_the_start_and_a_second_start_are_refused() {
    assertThatThrownBy(
            () ->
                twilio.read(
                    "{\"event\":\"media\",\"media\":{\"chunk\":\"1\",\"payload\":\"AA==\"}}"))
        .isInstanceOf(MalformedFrame.class);
    twilio.read(TWILIO_START);
    assertThatThrownBy(() -> twilio.read(TWILIO_START)).isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(() -> twilio.read(new byte[1])).isInstanceOf(MalformedFrame.class);
  }

  @Test
  void a_huge_payload_and_deep_nesting_are_refused() {
    var frames = started();
    var huge =
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"chunk\":\"1\",\"payload\":\"%s\"}}"
            .formatted("A".repeat(70_000));
    assertThatThrownBy(() -> frames.read(huge)).isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(() -> frames.read("{\"a\":".repeat(500) + "1" + "}".repeat(500)))
        .isInstanceOf(MalformedFrame.class);
  }
}
