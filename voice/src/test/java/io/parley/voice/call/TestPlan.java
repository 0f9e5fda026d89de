package io.parley.voice.call;

import io.parley.core.agent.KeyMenu;
import io.parley.core.speech.AskedFor;
import io.parley.core.turn.Line;
import io.parley.core.turn.SpeechGate;
import io.parley.core.turn.TurnSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How calls of the tests are led: with little patience, and short lines.
final class TestPlan {
  private TestPlan() {}

  static CallPlan quick(boolean greets) {
    var lines =
        Arrays.stream(Line.values()).collect(Collectors.toMap(line -> line, TestPlan::words));
    return new CallPlan(
        "call",
        turns(),
        SpeechGate.Settings.typical(FakeLeg.RATE),
        lines,
        List.of(),
        List.of(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        greets,
        Optional.empty(),
        Duration.ofMinutes(5));
  }

  /// A plan whose greeting ends with this menu.
  static CallPlan with(KeyMenu menu) {
    var quick = quick(true);
    return new CallPlan(
        quick.id(),
        quick.turns(),
        quick.gate(),
        quick.lines(),
        quick.fillers(),
        quick.openings(),
        quick.fillAfter(),
        quick.fillAgain(),
        true,
        Optional.of(menu),
        quick.lengthMax());
  }

  /// A plan of an agent that begins with these words.
  static CallPlan greeting(String words) {
    var quick = quick(true);
    var lines = new EnumMap<>(quick.lines());
    lines.put(Line.GREETING, words);
    return new CallPlan(
        quick.id(),
        quick.turns(),
        quick.gate(),
        lines,
        quick.fillers(),
        quick.openings(),
        quick.fillAfter(),
        quick.fillAgain(),
        true,
        Optional.empty(),
        quick.lengthMax());
  }

  /// A plan of an agent whose configuration tells what callers answer to its requests.
  static CallPlan asking(AskedFor request) {
    var quick = quick(false);
    return new CallPlan(
        quick.id(),
        quick.turns(),
        quick.gate(),
        quick.lines(),
        quick.fillers(),
        quick.openings(),
        quick.fillAfter(),
        quick.fillAgain(),
        false,
        Optional.empty(),
        quick.lengthMax(),
        List.of(request));
  }

  private static String words(Line line) {
    return switch (line) {
      case GREETING -> "Hello!";
      case CANNOT_HEAR -> "I cannot hear you.";
      default -> line.name();
    };
  }

  private static TurnSettings turns() {
    var usual = TurnSettings.typical("en");
    return new TurnSettings(
        "en",
        new TurnSettings.Endpointing(
            Duration.ofMillis(250),
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60)),
        new TurnSettings.BargeIn(
            Duration.ofMillis(300), Duration.ofMillis(1_500), Duration.ofMillis(400), 0.5),
        usual.early(),
        usual.patience(),
        usual.engines(),
        usual.keys(),
        usual.confidenceMin(),
        usual.asksAgainMax());
  }
}
