package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.call.CallGate.Wanted;
import io.parley.voice.call.CallGate.Wished;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A wish goes to the node that has the call, in words that older builds know.
class WishTest {
  private static ActorTestKit kit;
  private static ObjectMapper wire;

  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("session"));
  private static final List<Wish> ALL =
      List.of(
          new Wish.Mute(),
          new Wish.Unmute(),
          new Wish.StopTalking(),
          new Wish.HangUp(),
          new Wish.Negotiate("a=ice-ufrag:abcd"));

  /// A class that is run again needs another one.
  @BeforeAll
  static void start() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString(
                    """
                    pekko.actor.provider = local
                    pekko.actor.testkit.typed.single-expect-default = 60s\
                    """)
                .withFallback(ConfigFactory.load("parley-sessions")));
    wire =
        JacksonObjectMapperProvider.get(kit.system()).getOrCreate("jackson-cbor", Optional.empty());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void every_wish_crosses_nodes() {
    assertThat(ALL).hasSize(kinds());
    var asker = kit.<Wished>createTestProbe().ref();
    for (var wish : ALL) {
      var wanted = new Wanted("call", SESSION.toString(), wish, asker);
      assertThat(SerializationExtension.get(kit.system()).findSerializerFor(wanted))
          .isInstanceOf(JacksonCborSerializer.class);
      kit.serializationTestKit().verifySerialization(wanted, true);
    }
    kit.serializationTestKit().verifySerialization(new Wished(true, Outcome.DONE), true);
  }

  private static int kinds() {
    return (int)
        Arrays.stream(Wish.class.getPermittedSubclasses())
            .mapToLong(kind -> kind.isSealed() ? kind.getPermittedSubclasses().length : 1)
            .sum();
  }

  @Test
  void an_older_builds_wishes_are_understood() throws IOException {
    assertThat(byAnOlderBuild("MUTE", "")).isEqualTo(new Wish.Mute());
    assertThat(byAnOlderBuild("UNMUTE", "")).isEqualTo(new Wish.Unmute());
    assertThat(byAnOlderBuild("STOP_TALKING", "")).isEqualTo(new Wish.StopTalking());
    assertThat(byAnOlderBuild("HANG_UP", "")).isEqualTo(new Wish.HangUp());
    assertThat(byAnOlderBuild("NEGOTIATE", "a=x")).isEqualTo(new Wish.Negotiate("a=x"));
  }

  private static Wish byAnOlderBuild(String kind, String body) throws IOException {
    return wire.readValue(wire.writeValueAsBytes(Map.of("kind", kind, "body", body)), Wish.class);
  }

  /// They read a kind from an enum, and a body where there is one.
  @Test
  void an_older_build_understands_these_wishes() {
    assertThat(ALL)
        .extracting(wish -> wire.<JsonNode>valueToTree(wish))
        .extracting(json -> json.path("kind").asText() + json.path("body").asText())
        .containsExactly(
            "MUTE", "UNMUTE", "STOP_TALKING", "HANG_UP", "NEGOTIATE" + "a=ice-ufrag:abcd");
  }

  @Test
  void a_wish_of_a_new_kind_fails_alone() {
    assertThatThrownBy(() -> byAnOlderBuild("HOLD", "")).isInstanceOf(InvalidTypeIdException.class);
  }

  @Test
  void only_the_node_that_has_the_call_is_asked() {
    try (var calls = calls()) {
      var other = kit.<CallGate.Message>createTestProbe();
      kit.system().receptionist().tell(Receptionist.register(CallGate.KEY, other.ref()));
      var there =
          CallIds.next(Clock.systemUTC().millis(), new SecureRandom(), other.ref().path().uid());
      answersAsSoonAsKnown(calls, other, there);
      assertThat(calls.wish(calls.newId(), SESSION, new Wish.HangUp()).toCompletableFuture().join())
          .as("of a call that its own node does not have")
          .isEmpty();
      assertThat(
              calls
                  .wish("nobody-made-this", SESSION, new Wish.HangUp())
                  .toCompletableFuture()
                  .join())
          .isEmpty();
      var byAnOlderBuild = there.substring(0, 27);
      var found = calls.wish(byAnOlderBuild, SESSION, new Wish.Unmute()).toCompletableFuture();
      var wanted = other.expectMessageClass(Wanted.class);
      assertThat(wanted.wish()).as("the first one since").isEqualTo(new Wish.Unmute());
      wanted.replyTo().tell(new Wished(true, Outcome.DONE));
      assertThat(found.join()).contains(Outcome.DONE);
    }
  }

  /// The receptionist tells of the other gate in its own time.
  private static void answersAsSoonAsKnown(
      Calls calls, TestProbe<CallGate.Message> other, String id) {
    await()
        .until(
            () -> {
              var found = calls.wish(id, SESSION, new Wish.Mute()).toCompletableFuture();
              if (found.isDone()) return false;
              var wanted = other.expectMessageClass(Wanted.class);
              assertThat(wanted.id()).isEqualTo(id);
              wanted.replyTo().tell(new Wished(true, Outcome.refused("no")));
              return found.join().equals(Optional.of(Outcome.refused("no")));
            });
  }

  private static Calls calls() {
    var settings = CallSettings.from(ConfigFactory.parseResources("reference.conf").resolve());
    return Calls.start(
        kit.system(),
        settings,
        _ -> {
          throw new AssertionError("no call begins here");
        },
        new FakeMeter(),
        Clock.systemUTC());
  }
}
