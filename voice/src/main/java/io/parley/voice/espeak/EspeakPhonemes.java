package io.parley.voice.espeak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.voice.program.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The pronunciation of words: phonemes of espeak-ng, in the International Phonetic Alphabet. Each
/// request is a process, which takes some 20 ms.
///
/// @param deadline for one request
public record EspeakPhonemes(Program espeak, Duration deadline) {
  /// Blocks until the process has ended.
  ///
  /// @param voice of espeak-ng, such as `en-us`
  /// @return IPA on one line; a sound of two signs has a `^` between them
  /// @throws IOException when the program fails
  public String of(String words, String voice) throws IOException, InterruptedException {
    var run = espeak.start(List.of("-q", "--ipa", "--tie=^", "-v", voice, "--stdin"), words);
    return new String(run.finish(deadline), UTF_8).strip().replaceAll("\\s+", " ");
  }
}
