package io.parley.voice.engine;

import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.turn.Engine;
import io.parley.voice.deepgram.DeepgramSpeechToText;
import io.parley.voice.elevenlabs.ElevenLabsSpeech;
import io.parley.voice.flow.Timer;
import io.parley.voice.openai.OpenAiSpeech;
import io.parley.voice.openai.OpenAiTranscription;
import io.parley.voice.phrase.PhraseCache;
import io.parley.voice.phrase.PhraseSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The engines that listen and speak in this node's calls. A call gets its lists once, or again
/// when an engine fails, and goes from each engine to the next: engines retry nothing themselves.
/// All engines are guarded: late or implausible results are a
/// [io.parley.core.speech.SpeechFailure], and no call uses an engine for a while after it failed
/// too often. Thread safe.
public final class VoiceEngines implements AutoCloseable {
  /// The languages of the engines in this program.
  private static final Set<String> LOCAL_LANGUAGES = Set.of("en");

  private final EngineListener listener;
  private final Timer timer;
  private final InstantSource clock;
  private final List<Ear> ears = new ArrayList<>();
  private final List<Voice> voices = new ArrayList<>();
  private final List<Runnable> connections = new ArrayList<>();

  /// @param languages empty: all
  private record Ear(Set<String> languages, GuardedSpeechToText engine) {}

  /// @param languages empty: all; @param engine the guarded one, or one that keeps its sound
  private record Voice(Set<String> languages, GuardedTextToSpeech guarded, TextToSpeech engine) {}

  private VoiceEngines(EngineListener listener, Timer timer, InstantSource clock) {
    this.listener = listener;
    this.timer = timer;
    this.clock = clock;
  }

  /// @param localEars the engines named `local` in the list of ears, none where models are missing;
  /// @param localVoices likewise
  public static VoiceEngines of(
      EngineSettings settings,
      List<SpeechToText> localEars,
      List<TextToSpeech> localVoices,
      EngineListener listener,
      Timer timer,
      InstantSource clock) {
    var engines = new VoiceEngines(listener, timer, clock);
    for (var choice : settings.ears())
      choice
          .provider()
          .ifPresentOrElse(
              p -> engines.add(p.languages(), engines.ear(p), p.guard()),
              () -> localEars.forEach(ear -> engines.add(LOCAL_LANGUAGES, ear, settings.local())));
    for (var choice : settings.voices())
      choice
          .provider()
          .ifPresentOrElse(
              p -> engines.addKeeping(p, settings.phrases()),
              () -> localVoices.forEach(voice -> engines.addLocal(voice, settings.local())));
    return engines;
  }

  /// Engines that understand `language`, in order; those with an open breaker come last, in case no
  /// other works. Empty when there is none.
  ///
  /// @param language a BCP 47 tag
  public List<SpeechToText> ears(String language) {
    return ears.stream()
        .filter(ear -> speaks(ear.languages(), language))
        .map(Ear::engine)
        .sorted(Comparator.comparing(GuardedSpeechToText::isShut))
        .<SpeechToText>map(ear -> ear)
        .toList();
  }

  /// Engines that speak `language`, for one call; likewise.
  public List<TextToSpeech> voices(String language) {
    return voices.stream()
        .filter(voice -> speaks(voice.languages(), language))
        .sorted(Comparator.comparing(voice -> voice.guarded().isShut()))
        .map(voice -> voice.engine().forCall())
        .toList();
  }

  /// Closes connections to servers. Engines in this program are closed by their owner.
  @Override
  public void close() {
    connections.forEach(Runnable::run);
  }

  private static boolean speaks(Set<String> languages, String tag) {
    return languages.isEmpty() || languages.contains(Locale.forLanguageTag(tag).getLanguage());
  }

  private void add(Set<String> languages, SpeechToText ear, GuardSettings settings) {
    var guard = Guard.of(ear.name(), Engine.EAR, settings, listener, timer, clock);
    ears.add(new Ear(languages, new GuardedSpeechToText(ear, guard)));
  }

  private GuardedTextToSpeech guarded(TextToSpeech voice, GuardSettings settings) {
    return new GuardedTextToSpeech(
        voice, Guard.of(voice.name(), Engine.VOICE, settings, listener, timer, clock));
  }

  /// Those of this program keep their sound themselves.
  private void addLocal(TextToSpeech voice, GuardSettings settings) {
    var guarded = guarded(voice, settings);
    voices.add(new Voice(LOCAL_LANGUAGES, guarded, guarded));
  }

  /// Sentences that a server has spoken twice are kept.
  private void addKeeping(ProviderSettings provider, PhraseSettings phrases) {
    var guarded = guarded(voice(provider), provider.guard());
    var kept = new PhraseCache(new TimedSpeech(guarded, clock), phrases);
    voices.add(new Voice(provider.languages(), guarded, kept));
  }

  private SpeechToText ear(ProviderSettings provider) {
    return switch (provider.kind()) {
      case DEEPGRAM -> {
        var ear =
            new DeepgramSpeechToText(
                provider.remote(),
                provider.soundMax(),
                provider.keepAlive(),
                provider.finalizeWait(),
                timer);
        connections.add(ear::close);
        yield ear;
      }
      case OPENAI -> {
        var ear =
            new OpenAiTranscription(provider.remote(), provider.answerForm(), provider.soundMax());
        connections.add(ear::close);
        yield ear;
      }
      case ELEVENLABS -> throw new IllegalStateException("elevenlabs cannot listen");
    };
  }

  private TextToSpeech voice(ProviderSettings provider) {
    return switch (provider.kind()) {
      case ELEVENLABS -> {
        var voice = new ElevenLabsSpeech(provider.remote());
        connections.add(voice::close);
        yield voice;
      }
      case OPENAI -> {
        var voice = new OpenAiSpeech(provider.remote());
        connections.add(voice::close);
        yield voice;
      }
      case DEEPGRAM -> throw new IllegalStateException("deepgram cannot speak");
    };
  }
}
