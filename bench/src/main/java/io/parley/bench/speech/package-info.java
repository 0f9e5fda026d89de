/// The accuracy and the speed of the local speech engines. Start at
/// [io.parley.bench.speech.SpeechBench].
package io.parley.bench.speech;
