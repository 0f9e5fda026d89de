package io.parley.voice.call;

import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import java.util.List;

/// A call's engines, the preferred ones first. One that fails is not used for the rest of the call;
/// an ear that was only late is used again when there is no other.
public interface Engines {
  SpeechDetector detector();

  /// @param language a BCP 47 tag
  List<SpeechToText> ears(String language);

  List<TextToSpeech> voices(String language);

  /// Whether there can be a call in this language.
  default boolean speak(String language) {
    return !ears(language).isEmpty() && !voices(language).isEmpty();
  }
}
