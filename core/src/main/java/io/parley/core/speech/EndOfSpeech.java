package io.parley.core.speech;

/// Nobody speaks any more: a final transcript of all sound since the last one is wanted, now. An
/// engine that finds no words in it says so with a final transcript without text. That transcript
/// says that it is the answer, for final ones that nobody asked for may come before it.
public record EndOfSpeech() implements SpeechInput {}
