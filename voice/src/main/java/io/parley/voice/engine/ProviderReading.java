package io.parley.voice.engine;

import io.parley.core.setting.Expect;
import io.parley.core.turn.Engine;
import io.parley.outbound.setting.Section;
import io.parley.voice.openai.AnswerForm;
import io.parley.voice.remote.RemoteSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Section `parley.voice.providers`, each over `parley.voice.provider-defaults`.
final class ProviderReading {
  private static final String PROVIDERS = "providers";
  private static final String NAME = "[a-z][a-z0-9-]{0,39}";

  private final Section all;
  private final Section defaults;

  /// @param voice section `parley.voice`
  ProviderReading(Section voice) {
    this.all = voice.section(PROVIDERS);
    this.defaults = voice.section("provider-defaults");
  }

  /// Of providers that nobody asks for only what can be wrong without a key or a voice.
  void checkAll() {
    for (var name : all.keys()) {
      var section = section(name);
      var kind = kind(section);
      GuardSettings.from(section);
      url(section, kind);
    }
  }

  /// @param list the setting that names it
  ProviderSettings named(String list, String name, Engine kind) {
    if (!all.keys().contains(name)) {
      var known = new TreeSet<>(all.keys());
      known.add("local");
      throw Expect.wrong(list, name, "one of " + String.join(", ", known));
    }
    var section = section(name);
    var provider = kind(section);
    if (!provider.is(kind))
      throw Expect.wrong(
          list, name, kind == Engine.EAR ? "an engine that listens" : "an engine that speaks");
    return new ProviderSettings(
        provider,
        remote(section, name, provider, kind),
        languages(section),
        answerForm(section),
        positive(section, "sound-max"),
        positive(section, "keep-alive"),
        positive(section, "finalize-wait"),
        GuardSettings.from(section));
  }

  private Section section(String name) {
    if (!name.matches(NAME))
      throw Expect.wrong(all.name(), name, "names of small letters, digits and dashes");
    var own = all.section(name);
    var known = new TreeSet<>(defaults.keys());
    known.add("kind");
    // a slip of the pen would leave a default in force
    for (var key : own.keys()) Expect.oneOf(own.name(), key, known);
    return own.over(defaults);
  }

  private static ProviderKind kind(Section section) {
    return switch (section.word("kind")) {
      case "deepgram" -> ProviderKind.DEEPGRAM;
      case "elevenlabs" -> ProviderKind.ELEVENLABS;
      case "openai" -> ProviderKind.OPENAI;
      default ->
          throw Expect.wrong(
              section.name("kind"), section.word("kind"), "deepgram, elevenlabs or openai");
    };
  }

  private static RemoteSettings remote(
      Section section, String name, ProviderKind provider, Engine kind) {
    var url = url(section, provider);
    var key = section.wordIfAny("api-key");
    if (key.isEmpty() && url.equals(provider.url()))
      throw Expect.wrong(
          section.name("api-key"), "nothing", "the key that %s asks for".formatted(url.getHost()));
    if (key.isPresent() && !key.get().matches("[\\x21-\\x7e]+"))
      throw Expect.wrong(section.name("api-key"), "not shown", "visible ASCII characters");
    var model = section.wordIfAny("model").orElse(provider.model(kind));
    if (!model.matches("[A-Za-z0-9._:@/+-]+"))
      throw Expect.wrong(
          section.name("model"), model, "the provider's name of a model, without spaces");
    var voice = section.wordIfAny("voice").orElse(provider.speaker());
    if (kind == Engine.VOICE && voice.isEmpty())
      throw Expect.wrong(section.name("voice"), "nothing", "a voice's id");
    return new RemoteSettings(name, url, key, model, voice, positive(section, "connect-timeout"));
  }

  private static URI url(Section section, ProviderKind provider) {
    var text = section.wordIfAny("url");
    return text.map(t -> parsed(section, t)).orElse(provider.url());
  }

  private static URI parsed(Section section, String text) {
    var url = Optional.of(text.replaceAll("/+$", "")).filter(t -> t.matches("https?://[^?#\\s]+"));
    try {
      return url.map(URI::create)
          .filter(u -> u.getHost() != null)
          .orElseThrow(() -> Expect.wrong(section.name("url"), text, "an http or https URL"));
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(section.name("url"), text, "an http or https URL");
    }
  }

  private static Set<String> languages(Section section) {
    var languages = new HashSet<String>();
    for (var tag : section.texts("languages")) {
      var language = Locale.forLanguageTag(tag).getLanguage();
      if (language.isEmpty())
        throw Expect.wrong(section.name("languages"), tag, "languages such as en or de");
      languages.add(language);
    }
    return languages;
  }

  private static AnswerForm answerForm(Section section) {
    var text = section.word("answer-form");
    return switch (text) {
      case "verbose-json" -> AnswerForm.VERBOSE_JSON;
      case "json" -> AnswerForm.JSON;
      case "stream" -> AnswerForm.STREAM;
      default ->
          throw Expect.wrong(section.name("answer-form"), text, "verbose-json, json or stream");
    };
  }

  private static Duration positive(Section section, String key) {
    var duration = section.duration(key);
    Expect.positive(section.name(key), duration);
    return duration;
  }
}
