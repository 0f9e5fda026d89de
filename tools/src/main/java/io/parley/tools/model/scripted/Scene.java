package io.parley.tools.model.scripted;

import com.typesafe.config.ConfigRenderOptions;
import io.parley.core.model.ModelFailure;
import io.parley.core.setting.Expect;
import io.parley.core.text.ConstantWord;
import io.parley.core.tool.Json;
import io.parley.outbound.setting.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The reaction to a last message of the customer that contains a certain text.
///
/// @param when matched without regard to case; empty matches everything
/// @param tool called first, once in a turn, if it is offered
/// @param text the reply; `{result}` in it stands for the tool's result; empty for the usual words
/// @param end how it ends
/// @param after how many pieces precede a failure or a silence
public record Scene(
    String when, Optional<String> tool, Json arguments, String text, End end, int after) {

  /// `complete`, `silence` (nothing ever comes) or a failure by the name of its category.
  public sealed interface End {
    record Complete() implements End {}

    record Silence() implements End {}

    record Fail(ModelFailure.Category category) implements End {}
  }

  public Scene {
    Expect.atLeast("parley.model.scripted.script.after", after, 0);
  }

  static Scene from(Section section) {
    return new Scene(
        section.textIfAny("when").orElse(""),
        section.textIfAny("tool"),
        section
            .valueIfAny("arguments")
            .map(value -> new Json(value.render(ConfigRenderOptions.concise())))
            .orElse(Json.EMPTY_OBJECT),
        section.textIfAny("text").orElse(""),
        end(section.name("fail"), section.textIfAny("fail")),
        section.textIfAny("after").map(_ -> section.integer("after")).orElse(0));
  }

  boolean matches(String words) {
    return words.toLowerCase(Locale.ROOT).contains(when.toLowerCase(Locale.ROOT));
  }

  private static End end(String key, Optional<String> fail) {
    if (fail.isEmpty()) return new End.Complete();
    if (fail.get().equals("silence")) return new End.Silence();
    for (var category : ModelFailure.Category.values())
      if (ConstantWord.of(category).equals(fail.get())) return new End.Fail(category);
    throw Expect.wrong(key, fail.get(), "one of " + String.join(", ", names()));
  }

  private static List<String> names() {
    return Stream.concat(
            Stream.of("silence"),
            Arrays.stream(ModelFailure.Category.values()).map(ConstantWord::of))
        .toList();
  }
}
