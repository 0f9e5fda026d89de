package io.parley.voice.engine;

import io.parley.core.turn.Engine;
import java.net.URI;

/// An API for speech.
enum ProviderKind {
  DEEPGRAM("https://api.deepgram.com", "nova-3", "", ""),
  ELEVENLABS("https://api.elevenlabs.io", "", "eleven_flash_v2_5", ""),
  OPENAI("https://api.openai.com/v1", "whisper-1", "gpt-4o-mini-tts", "alloy");

  private final URI url;
  private final String ear;
  private final String voice;
  private final String speaker;

  /// @param url its maker's own; @param ear the model that listens; @param voice the model that
  ///   speaks, each empty where there is none
  /// @param speaker the default voice; empty where there is none for all accounts
  ProviderKind(String url, String ear, String voice, String speaker) {
    this.url = URI.create(url);
    this.ear = ear;
    this.voice = voice;
    this.speaker = speaker;
  }

  URI url() {
    return url;
  }

  boolean is(Engine kind) {
    return !model(kind).isEmpty();
  }

  String model(Engine kind) {
    return switch (kind) {
      case EAR -> ear;
      case VOICE -> voice;
    };
  }

  String speaker() {
    return speaker;
  }
}
