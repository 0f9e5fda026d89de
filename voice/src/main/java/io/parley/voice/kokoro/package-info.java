/// Text to speech by Kokoro, in this JVM. Start at [io.parley.voice.kokoro.FloatConvolutions],
/// which makes the model quick enough.
package io.parley.voice.kokoro;
