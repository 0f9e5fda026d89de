package io.parley.voice.telephony;

/// Receives what providers report, after their signatures were checked. A report may come twice, or
/// late. Called in any thread; must not block.
public interface ProviderReports {

  void call(CallProgress progress);

  void recording(RecordingProgress progress);

  /// Most receivers do not ask who has answered.
  default void answerer(AnswererReport report) {}

  /// A call that the provider announced does not begin. Most receivers do not ask.
  ///
  /// @param why such as `not-served`
  default void refused(String provider, String why) {}

  /// Both receive every report.
  default ProviderReports and(ProviderReports other) {
    return new ProviderReports() {
      @Override
      public void call(CallProgress progress) {
        ProviderReports.this.call(progress);
        other.call(progress);
      }

      @Override
      public void recording(RecordingProgress progress) {
        ProviderReports.this.recording(progress);
        other.recording(progress);
      }

      @Override
      public void answerer(AnswererReport report) {
        ProviderReports.this.answerer(report);
        other.answerer(report);
      }

      @Override
      public void refused(String provider, String why) {
        ProviderReports.this.refused(provider, why);
        other.refused(provider, why);
      }
    };
  }
}
