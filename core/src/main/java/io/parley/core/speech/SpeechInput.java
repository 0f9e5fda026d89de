package io.parley.core.speech;

/// What a recogniser is told: sound, and where the speaker seems to have stopped. In one stream,
/// because the end of speech means all the frames before it and none after.
public sealed interface SpeechInput permits AudioFrame, EndOfSpeech {}
