package io.parley.voice.flite;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.program.Program;
import io.parley.voice.work.Workers;
import java.util.Locale;
import java.util.concurrent.Flow;

/// Flite (Black and Lenzo, "Flite: a small fast run-time synthesis engine", 2001): a process for
/// each clause, which is ready in some 0.1 s. It speaks English, and refuses other languages;
/// unknown voices are replaced by its default.
public final class FliteSpeech implements TextToSpeech {
  private final Program flite;
  private final Workers processes;
  private final FliteSettings settings;

  /// @param processes its threads limit the processes at once
  public FliteSpeech(Program flite, Workers processes, FliteSettings settings) {
    this.flite = flite;
    this.processes = processes;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "flite";
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    var clause = new FliteClause(flite, processes, settings, utterance);
    return Locale.forLanguageTag(utterance.language()).getLanguage().equals("en")
        ? clause.frames()
        : clause.refused("flite speaks English, not " + utterance.language());
  }
}
