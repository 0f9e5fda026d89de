/// Phonemes by espeak-ng, as a process. Start at [io.parley.voice.espeak.EspeakPhonemes].
package io.parley.voice.espeak;
