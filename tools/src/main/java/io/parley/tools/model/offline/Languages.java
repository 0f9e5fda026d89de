package io.parley.tools.model.offline;

import io.parley.core.model.Embedder;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The languages that the offline model speaks, the preferred one first.
record Languages(List<Language> all) {
  static final String OFF_TOPIC = "offtopic";
  private static final double OFF_TOPIC_ALIKE = 0.35;

  Languages {
    all = List.copyOf(all);
  }

  static Languages of(OfflineSettings settings) {
    return new Languages(
        settings.languages().stream().map(tag -> Language.of(tag, settings)).toList());
  }

  /// For each language what compares texts with its examples: the sentence embedder, which was made
  /// for English, or the words.
  Map<String, Classifier> classifiers(Embedder embedder) {
    return all.stream()
        .collect(Collectors.toMap(Language::tag, language -> classifier(language, embedder)));
  }

  private static Classifier classifier(Language language, Embedder embedder) {
    var words = new WordLikeness(language.examples(), language.cues());
    if (!language.isEmbedded()) return words;
    var meanings = Intents.of(language.examples(), embedder);
    return new Classifier() {
      @Override
      public Guess guess(String text) {
        var alike = words.guess(text);
        var scores = meanings.guess(text);
        // either may know that a subject is none of ours
        if (alike.best().equals(OFF_TOPIC) && alike.of(OFF_TOPIC) >= OFF_TOPIC_ALIKE)
          scores.merge(OFF_TOPIC, Math.nextUp(scores.get(Intents.KNOWLEDGE)), Math::max);
        return new Guess(scores, alike.topic());
      }

      @Override
      public boolean knows(String word) {
        return words.knows(word);
      }
    };
  }

  Language preferred() {
    return all.getFirst();
  }

  /// The language that the customer writes now, or wrote before; otherwise that of their call, or
  /// of our greeting.
  Language of(Conversation talk) {
    return in(String.join(" ", talk.asked()))
        .or(() -> newest(talk.before().stream().flatMap(m -> text(m, true)).toList()))
        .or(() -> talk.language().flatMap(this::tagged))
        .or(() -> newest(talk.before().stream().flatMap(m -> text(m, false)).toList()))
        .orElse(preferred());
  }

  private Optional<Language> tagged(String tag) {
    var tongue = Locale.forLanguageTag(tag).getLanguage();
    return all.stream().filter(language -> language.tag().equals(tongue)).findFirst();
  }

  /// The language of a text, when it shows one more clearly than all others.
  Optional<Language> in(String text) {
    Optional<Language> best = Optional.empty();
    long most = 0;
    for (var language : all) {
      long common = language.cues().commonIn(text);
      if (common == most) best = Optional.empty();
      if (common > most) best = Optional.of(language);
      most = Math.max(most, common);
    }
    return best;
  }

  /// Whether `text`, something that we said, holds the phrase in any language.
  boolean isIn(String text, Phrase phrase) {
    return all.stream().anyMatch(language -> language.phrases().isIn(text, phrase));
  }

  /// Whether the customer wants to hear the rest of an answer, and nothing else.
  boolean wantMore(String text) {
    return all.stream().anyMatch(language -> language.cues().wantsMore(text));
  }

  /// Whether `text`, something that we said, is a part of an answer.
  boolean hasMore(String text) {
    return all.stream().anyMatch(language -> language.phrases().hasMore(text));
  }

  /// The title of the article that `text`, something that we said, names as its source.
  Optional<String> titleIn(String text) {
    return all.stream().flatMap(language -> language.phrases().titleIn(text).stream()).findFirst();
  }

  private Optional<Language> newest(List<String> texts) {
    return texts.reversed().stream().flatMap(text -> in(text).stream()).findFirst();
  }

  private static Stream<String> text(PromptMessage message, boolean customers) {
    return switch (message) {
      case Customer(var text) -> customers ? Stream.of(text) : Stream.empty();
      case Assistant(var text) -> customers ? Stream.empty() : Stream.of(text);
      case Earlier _, Remembered _, Named _, Colleague _, ToolUse _ -> Stream.empty();
    };
  }
}
