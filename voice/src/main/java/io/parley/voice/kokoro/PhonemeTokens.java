package io.parley.voice.kokoro;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The numbers of Kokoro's phonemes.
final class PhonemeTokens {
  /// The most phonemes of one clause that the model takes.
  static final int MAX = 510;

  /// Numbers around the phonemes: one before, one after.
  static final int FRAME = 2;

  private final Map<Integer, Long> numbers;

  private PhonemeTokens(Map<Integer, Long> numbers) {
    this.numbers = Map.copyOf(numbers);
  }

  /// @param tokenizer `tokenizer.json`
  /// @throws IOException also when it contains no phonemes
  static PhonemeTokens read(Path tokenizer) throws IOException {
    var vocabulary = new ObjectMapper().readTree(tokenizer.toFile()).at("/model/vocab");
    if (vocabulary.isEmpty()) throw new IOException(tokenizer + " holds no phonemes");
    var numbers = new HashMap<Integer, Long>();
    for (var entry : vocabulary.properties())
      numbers.put(entry.getKey().codePointAt(0), entry.getValue().asLong());
    return new PhonemeTokens(numbers);
  }

  int count(String phonemes) {
    return (int) phonemes.codePoints().filter(numbers::containsKey).count();
  }

  long[] of(String phonemes) {
    var known = phonemes.codePoints().filter(numbers::containsKey).limit(MAX).toArray();
    var ids = new long[known.length + FRAME];
    for (int i = 0; i < known.length; i++) ids[i + 1] = numbers.get(known[i]);
    return ids;
  }
}
