package io.parley.voice.engine;

import io.parley.core.setting.Expect;
import io.parley.core.turn.Engine;
import io.parley.outbound.setting.Providers;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import io.parley.voice.openai.AnswerForm;
import io.parley.voice.remote.RemoteSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Section `parley.voice.providers`, each over `parley.voice.provider-defaults`.
final class ProviderReading {
  private static final String URL = "an http or https URL";

  private final Providers providers;

  /// @param voice section `parley.voice`
  ProviderReading(Section voice) {
    this.providers =
        new Providers(
            voice.section("providers"), voice.section("provider-defaults"), Set.of("kind"));
  }

  /// Checks unused providers too, except for a missing key or voice.
  void checkAll() {
    for (var name : providers.names()) {
      var section = providers.named(name);
      var kind = kind(section);
      GuardSettings.from(section);
      url(section, kind);
    }
  }

  /// @param list the key of the list that names it
  ProviderSettings named(String list, String name, Engine kind) {
    if (!providers.names().contains(name)) {
      var known = new TreeSet<>(providers.names());
      known.add("local");
      throw Expect.wrong(list, name, "one of " + String.join(", ", known));
    }
    var section = providers.named(name);
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
    Remote.keyIfNeeded(section.name("api-key"), key, url, provider.url());
    Remote.key(section.name("api-key"), key);
    var model = section.wordIfAny("model").orElse(provider.model(kind));
    Remote.model(section.name("model"), model);
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
    var name = section.name("url");
    if (!text.matches("[^?#\\s]+")) throw Expect.wrong(name, text, URL);
    return Remote.url(name, text.replaceAll("/+$", ""), URL);
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
