package io.parley.sessions.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.entity.SessionEntity;
import io.parley.sessions.listener.ToReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What an older and a newer build make of each other's messages while both run: recorded bytes,
/// see `wire/README.md` among the test resources.
class OtherBuildsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final MessageEvent.Said SAID =
      new MessageEvent.Said("a", Party.CUSTOMER, "hello", Channel.WEB, NOON);
  private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.load());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void fields_that_are_not_known_are_ignored() throws IOException {
    var ask = (SessionEntity.Ask) read("next/ask-with-new-fields");
    assertThat(ask.command())
        .isEqualTo(new SessionCommand.Say("a", Party.CUSTOMER, "hello", Channel.WEB, NOON));
    assertThat(ask.requestId()).isEqualTo("r-1");
    assertThat(ask.replyTo().path().name()).isEqualTo("asker");
    assertThat(read("next/committed-with-new-fields"))
        .isEqualTo(new ToReader.Committed(4, 1, List.of(SAID)));
  }

  @Test
  void a_command_of_a_new_kind_still_tells_who_waits_for_the_answer() throws IOException {
    var ask = (SessionEntity.Ask) read("next/ask-of-a-new-kind");
    assertThat(ask.command()).isNull();
    assertThat(ask.requestId()).isEqualTo("r-2");
    assertThat(ask.replyTo().path().name()).isEqualTo("asker");
  }

  @Test
  void events_end_before_the_first_of_a_new_kind_and_are_counted_all_the_same() throws IOException {
    assertThat(read("next/committed-with-a-new-kind"))
        .isEqualTo(new ToReader.Committed(4, 3, List.of(SAID)));
  }

  @Test
  void a_refusal_for_a_new_reason_is_still_a_refusal() throws IOException {
    assertThat(read("next/refused-for-a-new-reason"))
        .isEqualTo(
            new Answer.Refused(
                new Rejection(
                    Rejection.Reason.NOT_KNOWN_HERE,
                    "returns is closed (expected: an open team)")));
  }

  /// Pekko logs it and drops this one message; whoever asked gives up in time.
  @Test
  void a_message_that_is_new_as_a_whole_fails_alone() {
    assertThatThrownBy(() -> read("next/a-new-message"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("Transfer");
  }

  @Test
  void fields_that_came_later_have_their_defaults() throws IOException {
    assertThat(read("before/committed-without-its-count"))
        .isEqualTo(new ToReader.Committed(4, 1, List.of(SAID)));
    var start = (SessionEntity.Ask) read("before/start-without-optional-fields");
    assertThat(start.trace()).isEmpty();
    assertThat(start.command())
        .isEqualTo(
            new SessionCommand.Start(
                TenantId.DEFAULT,
                new AgentRef("support", 1),
                Channel.WEB,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                NOON));
  }

  /// They said nothing of what was played out, and what readers were shown is known better here.
  @Test
  void an_interruption_by_an_older_build_knows_of_no_playout() throws IOException {
    var ask = (SessionEntity.Ask) read("before/interrupt-with-what-was-shown");
    assertThat(ask.command())
        .isEqualTo(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), NOON));
  }

  @Test
  void a_human_of_the_company_has_the_name_that_older_builds_know() throws IOException {
    var typing = new SessionEntity.ShowTyping(Party.HUMAN);
    assertThat(read("before/typing-of-a-human")).isEqualTo(typing);
    var written = SerializationExtension.get(Adapter.toClassic(KIT.system())).serialize(typing);
    try (var before = bytes("before/typing-of-a-human")) {
      assertThat(written.get()).isEqualTo(before.readAllBytes());
    }
  }

  private static InputStream bytes(String name) {
    return OtherBuildsTest.class.getResourceAsStream("/wire/" + name + ".cbor");
  }

  private static Object read(String name) throws IOException {
    try (var bytes = bytes(name);
        var manifest = OtherBuildsTest.class.getResourceAsStream("/wire/" + name + ".manifest")) {
      var serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));
      int cbor = serialization.serializerFor(ToReader.Committed.class).identifier();
      return serialization
          .deserialize(
              bytes.readAllBytes(),
              cbor,
              new String(manifest.readAllBytes(), StandardCharsets.UTF_8).strip())
          .get();
    }
  }
}
