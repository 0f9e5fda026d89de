package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.SpeechToText;
import io.parley.server.e2e.CallerVoices.Engine;
import io.parley.server.e2e.CallerVoices.Speaker;
import io.parley.server.e2e.TalkScript.Halting;
import io.parley.server.e2e.TalkScript.Into;
import io.parley.server.e2e.TalkScript.Noisily;
import io.parley.server.e2e.TalkScript.Say;
import io.parley.server.e2e.TalkScript.Silent;
import io.parley.voice.models.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Ten spoken conversations with the sample shop, three at a time: the built program with its own
/// engines, and made callers. Both sides of each are written into `target/spoken-talks`, to be
/// read.
@Tag("alone")
@Tag("long")
class SpokenTalksIT {
  private static final int AT_ONCE = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Path REPORTS = Path.of("target", "spoken-talks");
  private static final Speaker MICHAEL = new Speaker(Engine.KOKORO, "am_michael");
  private static final Speaker EMMA = new Speaker(Engine.KOKORO, "bf_emma");
  private static final Speaker RMS = new Speaker(Engine.FLITE, "rms");
  private static final Speaker AWB = new Speaker(Engine.FLITE, "awb");
  private static final Speaker GERMAN = new Speaker(Engine.ESPEAK, "de");
  private static final Speaker SPANISH = new Speaker(Engine.ESPEAK, "es");
  private static final Say GOODBYE = new Say("Thank you, goodbye.");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final TalkScript FOLLOW_UP =
      TalkScript.of(
          "01 an order number digit by digit, and a follow-up without it",
          MICHAEL,
          "1042",
          new Say("Hi, I want to know where my order is."),
          new Say("One zero four two."),
          new Say("And when will it arrive?"),
          GOODBYE);

  private static final TalkScript GOING_ON =
      TalkScript.of(
          "02 the return window, and a yes to going on",
          EMMA,
          "",
          new Say("How many days do I have to return my boots?"),
          new Say("Yes, please."),
          new Say("No, thank you."),
          GOODBYE);

  private static final TalkScript INTERRUPTED =
      TalkScript.of(
          "03 a backchannel, and a barge-in",
          MICHAEL,
          "1042",
          new Say("How do I wash a rain jacket?"),
          new Into(Duration.ofMillis(2_500), "Okay."),
          new Say("How do I send shoes back?"),
          new Into(Duration.ofMillis(2_500), "Stop. Where is my order, number one zero four two?"));

  private static final TalkScript HALTING =
      TalkScript.of(
          "04 pauses of a second in mid-sentence",
          MICHAEL,
          "1043",
          new Halting("I bought some boots from you and", PAUSE, "I want to send them back."),
          new Halting("Can you tell me where", PAUSE, "my order one zero four three is?"));

  private static final TalkScript CORRECTED =
      TalkScript.of(
          "05 a number in noise, and said again",
          RMS,
          "1044",
          new Say("Where is my order?"),
          new Noisily("It is one zero four four.", 1_800));

  private static final TalkScript A_PERSON =
      TalkScript.of(
          "06 a person is asked for",
          AWB,
          "",
          new Say("I would like to talk to a person, please."),
          new Say("When will somebody call me back?"));

  private static final TalkScript IN_GERMAN =
      TalkScript.of(
          "07 German where English is understood",
          GERMAN,
          "1042",
          new Say("Guten Tag, wo ist meine Bestellung?"),
          new Say("Sprechen Sie Deutsch?"));

  private static final TalkScript IN_SPANISH =
      TalkScript.of(
          "08 Spanish where English is understood",
          SPANISH,
          "1042",
          new Say("Buenos días, ¿dónde está mi pedido?"),
          new Say("¿Habla usted español?"));

  private static final TalkScript SPELLED =
      TalkScript.of(
          "09 a spelled address for a ticket",
          MICHAEL,
          "",
          new Say("My parcel arrived damaged, please open a ticket."),
          new Say("The box was open, and one boot is missing."),
          new Say("My e-mail is A, N, N, A, at example dot com."));

  private static final TalkScript SILENT =
      TalkScript.of(
          "10 silence, and an answer after it",
          EMMA,
          "1042",
          new Silent(),
          new Say("Yes, I am still here. Where is my order?"),
          new Say("One zero four two."),
          GOODBYE);

  private static final List<TalkScript> ALL =
      List.of(
          FOLLOW_UP,
          GOING_ON,
          INTERRUPTED,
          HALTING,
          CORRECTED,
          A_PERSON,
          IN_GERMAN,
          IN_SPANISH,
          SPELLED,
          SILENT);

  @RegisterExtension static final SharedEngines ENGINES = new SharedEngines();

  @TempDir private static Path directory;
  private static CallerVoices voices;
  private static ServerProcess server;
  private static ExecutorService callers;
  private static final Map<TalkScript, Future<Talk>> TALKS = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    var models = new ModelDirectory(SpeechModels.fetched());
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "offline"));
    // while the server loads its models
    voices = new CallerVoices(models, ENGINES.get());
    Caller.awaitVoice(server);
    callers = Executors.newFixedThreadPool(AT_ONCE);
    for (var script : ALL) TALKS.put(script, callers.submit(() -> held(script)));
  }

  @AfterAll
  static void stop() throws Exception {
    if (callers != null) callers.shutdownNow();
    if (server != null) server.close();
    if (voices != null) voices.close();
  }

  private static Talk held(TalkScript script) throws Exception {
    var talk = MadeCaller.hold(script, voices, server);
    talk.write(REPORTS.resolve(script.name().replaceAll("[^A-Za-z0-9]+", "-") + ".txt"), ear());
    return talk;
  }

  @Test
  void an_order_is_found_by_its_digits_and_kept_in_mind() throws Exception {
    var talk = understood(FOLLOW_UP);
    assertThat(talk.replies().get(1)).contains("1042");
    assertThat(talk.replies().get(2)).contains("1042");
  }

  @Test
  void an_answer_goes_on_after_a_yes() throws Exception {
    var talk = understood(GOING_ON);
    assertThat(talk.replies().getFirst()).contains("60 days");
    assertThat(spoken(talk)).containsPattern("(60|sixty) days").contains("shall i go on");
    assertThat(talk.replies().get(1)).doesNotContain("60 days, counted");
  }

  @Test
  void a_backchannel_does_not_stop_an_answer() throws Exception {
    var talk = understood(INTERRUPTED);
    var okay = talk.utterances().get(1);
    assertThat(talk.sound().loudIn(okay.to(), okay.to().plusSeconds(4)))
        .as("sound in the four seconds after it")
        .isGreaterThan(Duration.ofSeconds(1));
    assertThat(talk.understood()).noneMatch(words -> words.matches("(?i)okay\\W*"));
  }

  @Test
  void a_barge_in_stops_an_answer_within_a_second_and_is_answered() throws Exception {
    var talk = understood(INTERRUPTED);
    var stop = talk.utterances().get(3);
    assertThat(talk.sound().stoppedAfter(stop.from()).minus(stop.from()))
        .as("the end of the sound, from the first word")
        .isLessThan(Duration.ofSeconds(1));
    assertThat(talk.cut()).isNotEmpty();
    assertThat(talk.replies()).anyMatch(reply -> reply.contains("1042"));
  }

  @Test
  void a_pause_in_mid_sentence_is_not_talked_into() throws Exception {
    var talk = understood(HALTING);
    for (var utterance : talk.utterances())
      assertThat(talk.sound().loudIn(utterance.from(), utterance.to()))
          .as("sound of the agent during: %s", utterance.words())
          .isZero();
    assertThat(talk.replies()).anyMatch(reply -> reply.contains("1043"));
  }

  @Test
  void a_number_in_noise_is_right_in_the_end() throws Exception {
    var talk = answered(CORRECTED);
    assertThat(talk.replies())
        .as("replies that tell something about order 1044")
        .anyMatch(reply -> reply.matches("(?s).*\\b[Oo]rder 1044\\b.*") && !asks(reply));
    assertThat(talk.replies())
        .as("replies about another order, which only ask whether it is meant")
        .filteredOn(reply -> reply.matches("(?s).*\\b[Oo]rder (?!1044\\b)\\d.*"))
        .allMatch(SpokenTalksIT::asks);
  }

  @Test
  void a_person_is_called() throws Exception {
    var talk = understood(A_PERSON);
    assertThat(talk.replies().getFirst()).contains("colleague", "T-");
  }

  @Test
  void german_is_not_ignored_and_opens_no_ticket() throws Exception {
    assertThat(answered(IN_GERMAN).replies()).noneMatch(reply -> reply.contains("opened ticket"));
  }

  @Test
  void spanish_is_not_ignored_and_opens_no_ticket() throws Exception {
    assertThat(answered(IN_SPANISH).replies()).noneMatch(reply -> reply.contains("opened ticket"));
  }

  @Test
  void a_ticket_is_opened_while_an_address_is_spelled() throws Exception {
    var talk = answered(SPELLED);
    assertThat(talk.replies()).anyMatch(reply -> reply.contains("opened ticket"));
    var address = talk.utterances().getLast();
    assertThat(talk.sound().loudIn(address.from(), address.to()))
        .as("sound of the agent during the spelling")
        .isZero();
  }

  @Test
  void a_silent_caller_is_asked_and_then_answered() throws Exception {
    var talk = understood(SILENT);
    assertThat(spoken(talk)).contains("still there");
    assertThat(talk.replies()).anyMatch(reply -> reply.contains("1042"));
  }

  /// Whether a reply only asks whether the number is right.
  private static boolean asks(String reply) {
    return reply.contains("Is that right?") || reply.contains("I can't find an order");
  }

  /// Nobody was ignored: each utterance was followed by an answer or a question.
  private static Talk answered(TalkScript script) throws Exception {
    var talk = TALKS.get(script).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(talk.failure()).isEmpty();
    return talk;
  }

  /// The caller's words, and the agent's, arrived.
  private static Talk understood(TalkScript script) throws Exception {
    var talk = answered(script);
    assertThat(talk.errors().rate()).as("word errors: %s", talk.errors()).isLessThan(0.35);
    if (script.moves().getLast().equals(GOODBYE))
      assertThat(talk.replies().getLast()).as("the answer to a goodbye").contains("Goodbye");
    var heard = words(spoken(talk));
    var aloud = words(talk.aloud());
    assertThat(aloud)
        .as("words of the agent that were heard")
        .filteredOn(heard::contains)
        .hasSizeGreaterThan(aloud.size() * 6 / 10);
    return talk;
  }

  private static String spoken(Talk talk) throws Exception {
    return talk.transcript(ear()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9']+", " ");
  }

  private static List<String> words(String text) {
    return Pattern.compile("[a-z]{4,}")
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .distinct()
        .collect(Collectors.toList());
  }

  private static SpeechToText ear() {
    return ENGINES.get().ears().getFirst();
  }
}
