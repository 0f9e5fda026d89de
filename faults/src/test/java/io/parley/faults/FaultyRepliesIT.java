package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.ChatClient;
import io.parley.bench.load.Pace;
import io.parley.bench.server.Home;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Replies that overflow the stack, or end their node: their turns fail, and their sessions answer
/// the next message.
@Tag("faults")
class FaultyRepliesIT {
  private static final int NODES = Seed.nodes();
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Path BUILD = Runs.directory("poison");

  private static Fleet fleet;

  @BeforeAll
  static void build() throws Exception {
    var plan = Fleet.Plan.scripted(NODES, Runs.directory("faulty-replies"));
    fleet = Fleet.start(plan, Optional.of(Poison.build(BUILD)));
  }

  @AfterAll
  static void takeDown() throws Exception {
    if (fleet != null) fleet.close();
    Home.delete(BUILD);
  }

  @Test
  void a_reply_that_overflows_the_stack_fails_and_ends_no_node() throws Exception {
    fleet.awaitReady();
    int before = starts();
    var problem = poisoned(Poison.STACK);
    assertThat(problem).endsWith("reply-abandoned");
    assertThat(starts()).isEqualTo(before);
    assertThat(logged("kind=contained")).isNotEmpty();
  }

  @Test
  void a_reply_that_ends_its_node_fails_and_ends_no_other() throws Exception {
    fleet.awaitReady();
    int before = starts();
    var problem = poisoned(Poison.FATAL);
    assertThat(problem).endsWith("reply-abandoned");
    awaitStarts(before + 1);
    fleet.awaitReady();
    assertThat(starts()).isEqualTo(before + 1);
    assertThat(logged("kind=fatal")).hasSize(1);
  }

  /// Such an end looks like a kill from outside, so the turn is tried a second time.
  @Test
  void a_reply_that_ends_its_node_without_a_word_fails_when_a_second_one_has_ended()
      throws Exception {
    fleet.awaitReady();
    var problem = poisoned(Poison.HALT);
    assertThat(problem).endsWith("reply-crashed");
    // a third may end itself for lack of a majority, but not by this fault
    assertThat(logged("poisoned: this process ends")).hasSize(2);
    assertThat(logged("kind=given-up")).hasSize(1);
  }

  /// Sends the message, waits for the end of its turn, and checks that the session answers the next
  /// one.
  ///
  /// @return the problem type with which the turn failed
  private static String poisoned(String words) throws Exception {
    try (var client = new ChatClient()) {
      var session = client.startPatiently(fleet.node(0).http());
      say(session, "poison", words);
      var failed = await(session, "turn-failed");
      say(session, "harmless", "Are you still there?");
      await(session, "reply-completed");
      return failed.at("/event/problem/type").asText();
    }
  }

  private static void say(ChatClient.Session session, String id, String words) throws Exception {
    var body = "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, words);
    while (true) {
      for (var node : fleet.nodes())
        try {
          if (node.post("/v1/sessions/" + session.id() + "/messages", session.token(), body) == 202)
            return;
        } catch (IOException e) {
          // this node is gone: the next one knows the id if the message was stored
          Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
        }
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
  }

  private static JsonNode await(ChatClient.Session session, String kind) throws Exception {
    long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (System.nanoTime() < until) {
      for (var node : fleet.nodes())
        try {
          var page = node.get("/v1/sessions/" + session.id() + "/events", session.token());
          for (var event : page.path("events"))
            if (event.at("/event/kind").asText().equals(kind)) return event;
        } catch (IOException e) {
          // this node is gone, or its sessions are moving
          Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
        }
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
    throw new AssertionError("no " + kind + " in " + session.id());
  }

  private static int starts() {
    return fleet.nodes().stream().mapToInt(Node::starts).sum();
  }

  private static void awaitStarts(int count) {
    long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (starts() < count && System.nanoTime() < until)
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    assertThat(starts()).isEqualTo(count);
  }

  private static List<String> logged(String what) throws IOException {
    var found = new ArrayList<String>();
    for (var node : fleet.nodes())
      try (var lines = Files.lines(node.log())) {
        lines.filter(line -> line.contains(what)).forEach(found::add);
      }
    return found;
  }
}
