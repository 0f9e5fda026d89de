package io.parley.voice.deepgram;

/// Messages as the real server writes them.
final class Written {
  private Written() {}

  static String results(String words, double confidence, boolean isFinal, boolean isFlushed) {
    return """
    {"type":"Results","channel_index":[0,1],"duration":1.1,"start":0.0,"is_final":%s,
     "speech_final":%s,"channel":{"alternatives":[{"transcript":"%s","confidence":%s,
     "words":[{"word":"x","start":0.1,"end":0.4,"confidence":0.9,"punctuated_word":"X"}]}]},
     "metadata":{"request_id":"5a3b1f2e","model_info":{"name":"general-nova-3"}},
     "from_finalize":%s}\
    """
        .formatted(isFinal, isFlushed, words, confidence, isFlushed);
  }
}
