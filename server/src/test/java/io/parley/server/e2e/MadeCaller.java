package io.parley.server.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.server.e2e.Talk.Utterance;
import io.parley.server.e2e.TalkScript.Halting;
import io.parley.server.e2e.TalkScript.Into;
import io.parley.server.e2e.TalkScript.Move;
import io.parley.server.e2e.TalkScript.Noisily;
import io.parley.server.e2e.TalkScript.Say;
import io.parley.server.e2e.TalkScript.Silent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/// Holds a conversation by its script over the audio socket, as a patient person would: hears
/// answers out, says again what was not understood, and corrects a number that is read back wrong.
final class MadeCaller implements AutoCloseable {
  /// From a caller's last word to the first sound of an answer, on a busy machine.
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  /// An answer is over after this much silence while the page shows that the call listens.
  private static final Duration OVER = Duration.ofMillis(600);

  private static final int REPEATS_MAX = 2;
  private static final String IS_RIGHT = "Is that right?";

  private final TalkScript script;
  private final CallerVoices voices;
  private final Served server;
  private final Caller.Session session;
  private final CallWatch watch;
  private final AudioCaller line;
  private final List<Utterance> utterances = new ArrayList<>();

  private MadeCaller(TalkScript script, CallerVoices voices, Served server) throws Exception {
    this.script = script;
    this.voices = voices;
    this.server = server;
    // sentences are made in advance: none waits for its sound
    for (var move : script.moves()) for (var words : wordsOf(move)) sound(words);
    session = Caller.start(server);
    watch = CallWatch.of(server, session);
    line = AudioCaller.call(server, session);
  }

  /// Blocks until the conversation is over.
  static Talk hold(TalkScript script, CallerVoices voices, Served server) throws Exception {
    try (var caller = new MadeCaller(script, voices, server)) {
      var failure = caller.through();
      return new Talk(
          script,
          caller.utterances,
          caller.line.sound().stretches(),
          caller.line.sound(),
          caller.watch.speakers(),
          caller.events(),
          failure);
    }
  }

  /// @return the answer that did not come, if one did not
  private Optional<String> through() throws Exception {
    try {
      hearOut(Duration.ZERO);
      for (int i = 0; i < script.moves().size(); i++) {
        // words into an answer need the beginning of one
        boolean isSpokenInto =
            i + 1 < script.moves().size() && script.moves().get(i + 1) instanceof Into;
        make(script.moves().get(i), isSpokenInto);
      }
      return Optional.empty();
    } catch (ConditionTimeoutException e) {
      return Optional.of("after %d utterances: %s".formatted(utterances.size(), e.getMessage()));
    }
  }

  private void make(Move move, boolean isSpokenInto) throws Exception {
    switch (move) {
      case Say(var words) -> say(words, sound(words), isSpokenInto);
      case Noisily(var words, var deviation) -> {
        say(words, CallerVoices.inNoise(sound(words), deviation), isSpokenInto);
        for (int i = 0; i < REPEATS_MAX && !isAbout(lastReply()); i++)
          say(words, sound(words), false);
      }
      case Halting(var first, var pause, var second) ->
          say(
              first + " … " + second,
              joined(sound(first), new short[(int) pause.toMillis() * 16], sound(second)),
              isSpokenInto);
      case Into(var after, var words) -> {
        var began = line.sound().firstLoud(utterances.getLast().to()).orElseThrow();
        await().atMost(LONGEST_ANSWER).until(() -> line.now().compareTo(began.plus(after)) >= 0);
        speak(words, sound(words), true);
        hearOut(utterances.getLast().to());
      }
      case Silent _ -> hearOut(line.now());
    }
  }

  private void say(String words, short[] sound, boolean isSpokenInto) throws Exception {
    int understood = understood();
    speak(words, sound, false);
    if (isSpokenInto) {
      awaitAnswer(utterances.getLast().to());
      return;
    }
    hearOut(utterances.getLast().to());
    for (int i = 0; i < REPEATS_MAX && understood() == understood; i++) {
      speak(words, sound, false);
      hearOut(utterances.getLast().to());
    }
    confirm();
  }

  /// Answers a number that is read back.
  private void confirm() throws Exception {
    for (int i = 0; i < REPEATS_MAX && lastReply().endsWith(IS_RIGHT); i++) {
      var words =
          isAbout(lastReply())
              ? "Yes, that is right."
              : "No. It is " + spoken(script.number()) + ".";
      speak(words, sound(words), false);
      hearOut(utterances.getLast().to());
    }
  }

  /// Whether a reply has the caller's number, and not merely one that ends like it.
  private boolean isAbout(String reply) {
    return reply.matches("(?s).*\\b" + script.number() + "\\b.*");
  }

  private void speak(String words, short[] sound, boolean into) {
    var from = line.now();
    line.say(CallerVoices.bytes(sound));
    await()
        .atMost(LONGEST_ANSWER)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> line.left() == 0);
    utterances.add(new Utterance(words, from, line.now(), into));
  }

  private void awaitAnswer(Duration after) {
    await("an answer")
        .atMost(ANSWER)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> line.sound().firstLoud(after).isPresent());
  }

  private void hearOut(Duration after) {
    awaitAnswer(after);
    await("the end of an answer")
        .atMost(LONGEST_ANSWER)
        .pollInterval(Duration.ofMillis(50))
        .until(this::isOver);
  }

  private boolean isOver() {
    return !line.ends().isEmpty()
        || (watch.phase().equals("listening") && line.quiet().compareTo(OVER) > 0);
  }

  private short[] sound(String words) throws Exception {
    return voices.say(script.speaker(), words);
  }

  private static List<String> wordsOf(Move move) {
    return switch (move) {
      case Say(var words) -> List.of(words);
      case Noisily(var words, _) -> List.of(words);
      case Halting(var first, _, var second) -> List.of(first, second);
      case Into(_, var words) -> List.of(words);
      case Silent _ -> List.of();
    };
  }

  /// How many of the caller's utterances the session has.
  private int understood() throws Exception {
    return (int) events().stream().filter(Talk::isCallers).count();
  }

  private String lastReply() throws Exception {
    return events().stream()
        .filter(event -> event.path("kind").asText().equals("reply-completed"))
        .reduce((_, second) -> second)
        .map(event -> event.path("text").asText())
        .orElse("");
  }

  private List<JsonNode> events() throws Exception {
    return Caller.with(session.token()).events(server, session).stream()
        .map(event -> event.get("event"))
        .toList();
  }

  private static String spoken(String number) {
    var words =
        List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    return number.chars().mapToObj(d -> words.get(d - '0')).collect(Collectors.joining(" "));
  }

  private static short[] joined(short[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var whole = new short[length];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  @Override
  public void close() {
    line.close();
    watch.close();
  }
}
