/// How well and how quickly the engines of speech of this machine do their part. Start at
/// [io.parley.bench.speech.SpeechBench].
package io.parley.bench.speech;
