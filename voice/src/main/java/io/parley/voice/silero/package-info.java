/// Voice activity by Silero v6, in this JVM. Start at [io.parley.voice.silero.SileroModel].
package io.parley.voice.silero;
