/// Speech to text by Moonshine, in this JVM, for English. Start at
/// [io.parley.voice.moonshine.MoonshineSpeechToText].
package io.parley.voice.moonshine;
