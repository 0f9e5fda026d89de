package io.parley.voice.telephony;

/// Receives what providers report, after their signatures were checked. A report may come twice, or
/// late. Called in any thread; must not block.
public interface ProviderReports {

  void call(CallProgress progress);

  void recording(RecordingProgress progress);
}
